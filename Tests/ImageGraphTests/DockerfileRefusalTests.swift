import ImageGraph
import Testing

struct RefusalCase: Sendable, CustomTestStringConvertible {
    let text: String
    let code: DockerfileError.Code
    let line: Int?
    let source: String

    init(_ text: String, _ code: DockerfileError.Code, line: Int?, _ source: String = "BuildKit instructions/parse.go")
    {
        self.text = text
        self.code = code
        self.line = line
        self.source = source
    }

    var testDescription: String { text }
}

private let parser = "BuildKit parser/parser.go"
private let flags = "BuildKit instructions/bflag.go"
private let mounts = "BuildKit instructions/commands_runmount.go"
private let conversion = "BuildKit dockerfile2llb/convert.go"

private let refusedByParse: [RefusalCase] = [
    RefusalCase("", .empty, line: nil, parser), RefusalCase("\n \n", .empty, line: nil, parser),
    RefusalCase("# only a comment", .empty, line: nil, parser), RefusalCase("ARG a", .empty, line: nil, conversion),
    RefusalCase("# escape=x\nFROM a", .invalidDirective, line: 1, "BuildKit parser/parser.go: setEscapeToken"),
    RefusalCase("# escape=`\n# escape=`\nFROM a", .invalidDirective, line: 2, "BuildKit parser/directives.go"),
    RefusalCase("FROM a\n\nFOO b", .unknownInstruction, line: 3),
    RefusalCase("FROM a\nRUM b", .unknownInstruction, line: 2),
    RefusalCase("RUN a", .invalidSyntax, line: 1), RefusalCase("ARG a\nENV b=c\nFROM d", .invalidSyntax, line: 2),
    RefusalCase("FROM", .invalidSyntax, line: 1), RefusalCase("FROM a b", .invalidSyntax, line: 1),
    RefusalCase("FROM a AS", .invalidSyntax, line: 1), RefusalCase("FROM a IS b", .invalidSyntax, line: 1),
    RefusalCase("FROM a # why", .invalidSyntax, line: 1), RefusalCase("FROM a AS 1b", .invalidSyntax, line: 1),
    RefusalCase("FROM a AS b/c", .invalidSyntax, line: 1), RefusalCase("FROM a AS $b", .invalidSyntax, line: 1),
    RefusalCase("FROM --foo=x a", .invalidFlag, line: 1, flags),
    RefusalCase("FROM --platform a", .invalidFlag, line: 1, flags),
    RefusalCase("FROM --platform=a --platform=b c", .invalidFlag, line: 1, flags),
    RefusalCase("FROM a\nCOPY b", .invalidSyntax, line: 2), RefusalCase("FROM a\nADD", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nCOPY --form=b c d", .invalidFlag, line: 2, flags),
    RefusalCase("FROM a\nADD --from=b c d", .invalidFlag, line: 2, "ADD knows no --from"),
    RefusalCase("FROM a\nCOPY --link=yes b c", .invalidFlag, line: 2, flags),
    RefusalCase("FROM a\nCOPY --link= b c", .invalidFlag, line: 2, flags),
    RefusalCase("FROM a\nCOPY b <<E\nE\n", .invalidSyntax, line: 2, "a heredoc is no destination"),
    RefusalCase("FROM a\nCOPY [\"b\", 1]", .invalidSyntax, line: 2, "BuildKit parser/line_parsers.go"),
    RefusalCase("FROM a\nCMD [\"b\", [\"c\"]]", .invalidSyntax, line: 2, "BuildKit parser/line_parsers.go"),
    RefusalCase(
        "FROM a\nCMD [{\"b\": [1, -2.5e3, true, null]}]",
        .invalidSyntax,
        line: 2,
        "BuildKit parser/line_parsers.go"
    ),
    RefusalCase("FROM a\nCMD --x b", .invalidFlag, line: 2, flags), RefusalCase("FROM a\nENV", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nENV b", .invalidSyntax, line: 2), RefusalCase("FROM a\nENV b=1 c", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nENV =b", .invalidSyntax, line: 2), RefusalCase("FROM a\nLABEL", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nLABEL b", .invalidSyntax, line: 2), RefusalCase("FROM a\nARG", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nARG =b", .invalidSyntax, line: 2), RefusalCase("FROM a\nEXPOSE", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nUSER", .invalidSyntax, line: 2), RefusalCase("FROM a\nWORKDIR", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nMAINTAINER", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nSTOPSIGNAL", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nVOLUME", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nVOLUME [\"\"]", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nSHELL sh", .invalidSyntax, line: 2), RefusalCase("FROM a\nSHELL []", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK CMD", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK NONE b", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK RUN b", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK --interval=5 CMD b", .invalidFlag, line: 2, "Go time.ParseDuration wants a unit"),
    RefusalCase("FROM a\nHEALTHCHECK --interval=1us CMD b", .invalidFlag, line: 2, "at least a millisecond"),
    RefusalCase("FROM a\nHEALTHCHECK --retries=-1 CMD b", .invalidFlag, line: 2),
    RefusalCase("FROM a\nHEALTHCHECK --retries=x CMD b", .invalidFlag, line: 2),
    RefusalCase("FROM a\nONBUILD", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nONBUILD FROM b", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nONBUILD ONBUILD RUN b", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nONBUILD MAINTAINER b", .invalidSyntax, line: 2),
    RefusalCase("FROM a\nRUN --mount b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount= b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=from=$b c", .invalidExpansion, line: 2, mounts),
    RefusalCase("FROM a\nRUN --network=lan b", .invalidFlag, line: 2, "BuildKit instructions/commands_runnetwork.go"),
    RefusalCase(
        "FROM a\nRUN --security=none b",
        .invalidFlag,
        line: 2,
        "BuildKit instructions/commands_runsecurity.go"
    ),
    RefusalCase("FROM a\nRUN <<E\nb\n", .invalidSyntax, line: 2, parser),
    RefusalCase("FROM a\nRUN <<-E\nb\nE2\n", .invalidSyntax, line: 2, parser),
]

private let refusedByResolve: [RefusalCase] = [
    RefusalCase("FROM $a", .blankBase, line: 1, conversion),
    RefusalCase("ARG a\nFROM ${a}", .blankBase, line: 2, conversion),
    RefusalCase("FROM ${a:?set}", .invalidExpansion, line: 1, conversion),
    RefusalCase("FROM ${a", .invalidExpansion, line: 1, conversion),
    RefusalCase("ARG a=${b^}\nFROM c", .invalidExpansion, line: 1, conversion),
    RefusalCase("FROM a:$b", .invalidReference, line: 1, conversion),
    RefusalCase("FROM A", .invalidReference, line: 1, conversion),
    RefusalCase("FROM SCRATCH", .invalidReference, line: 1, conversion),
    RefusalCase("FROM a AS Foo\nFROM Foo", .invalidReference, line: 2, "stage names are stored in lower case"),
    RefusalCase("FROM Bad AS unneeded\nFROM b", .invalidReference, line: 1, "unneeded stages are read too"),
    RefusalCase(
        "FROM a AS unneeded\nCOPY --from=Bad x y\nFROM b",
        .invalidReference,
        line: 2,
        "unneeded stages are read too"
    ),
    RefusalCase("FROM a\nRUN \\\n  --mount=type=bind,from=Bad \\\n  x", .invalidReference, line: 3, conversion),
    RefusalCase("FROM a\nCOPY --from=$b c d", .invalidExpansion, line: 2, conversion),
    RefusalCase("FROM a AS x\nCOPY --from=${b} c d\nFROM e", .invalidExpansion, line: 2, conversion),
    RefusalCase("FROM a\nCOPY --from=1 b c", .unknownStage, line: 2, conversion),
    RefusalCase("FROM a\nCOPY --from=-1 b c", .unknownStage, line: 2, conversion),
    RefusalCase("FROM a\nCOPY --from=0 b c", .stageOrder, line: 1, "a stage cannot need itself"),
    RefusalCase("FROM a AS b\nCOPY --from=b c d", .stageOrder, line: 1, "a stage cannot need itself"),
    RefusalCase("FROM a AS b\nRUN --mount=from=b c", .stageOrder, line: 1, "a stage cannot need itself"),
    RefusalCase(
        "FROM x AS a\nCOPY --from=b i j\nFROM x AS b\nCOPY --from=a i j\nFROM x",
        .stageOrder,
        line: 1,
        "loops count in unneeded stages"
    ),
    RefusalCase(
        "FROM a AS b\nCOPY --from=c d e\nFROM a AS c\nFROM b",
        .stageOrder,
        line: 2,
        "a source must be defined before"
    ),
    RefusalCase(
        "FROM a AS b\nRUN --mount=from=c d\nFROM a AS c\nFROM b",
        .stageOrder,
        line: 2,
        "a source must be defined before"
    ),
    RefusalCase("FROM --platform=$p a", .invalidPlatform, line: 1, conversion),
    RefusalCase("FROM --platform=a/b/c/d e", .invalidPlatform, line: 1, "containerd/platforms"),
    RefusalCase("FROM --platform=nonsense a", .invalidPlatform, line: 1, "containerd/platforms"),
    RefusalCase("FROM --platform=linux/ a", .invalidPlatform, line: 1, "containerd/platforms"),
    RefusalCase("FROM a\nRUN --mount=type=disk b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=typ=cache b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=bind,target b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=cache,sharing=mine b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=bind,sharing=locked b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=tmpfs,mode=0755 b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=cache,mode=9 b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=secret b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=secret,id=x,from=b c", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=bind,ro=maybe b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nRUN --mount=type=bind,size=1m b", .invalidFlag, line: 2, mounts),
    RefusalCase("FROM a\nENV b=${c%d", .invalidExpansion, line: 2, conversion),
    RefusalCase("FROM a\nLABEL b=\"c", .invalidExpansion, line: 2, conversion),
    RefusalCase("FROM scratch\nENV b=${c:?}", .invalidExpansion, line: 2, "nothing can have set it"),
    RefusalCase("FROM a\nEXPOSE web", .invalidSyntax, line: 2, "BuildKit dockerfile2llb/convert_expose.go"),
    RefusalCase("FROM a\nEXPOSE 80/icmp", .invalidSyntax, line: 2, "BuildKit dockerfile2llb/convert_expose.go"),
    RefusalCase("FROM a\nEXPOSE 9-8", .invalidSyntax, line: 2, "BuildKit dockerfile2llb/convert_expose.go"),
    RefusalCase(
        "FROM a AS b\nONBUILD FOO x\nFROM b",
        .unknownInstruction,
        line: 3,
        "a trigger is read when it takes effect"
    ),
    RefusalCase("FROM a\nSTOPSIGNAL SIGSTAP", .invalidSyntax, line: 2, "moby/sys/signal"),
    RefusalCase("FROM a\nSTOPSIGNAL 0", .invalidSyntax, line: 2, "moby/sys/signal"),
    RefusalCase(
        "FROM a\nRUN --mount=from=b,target=/ c",
        .invalidFlag,
        line: 2,
        "BuildKit dockerfile2llb/convert_runmount.go"
    ),
    RefusalCase(
        "ARG SOURCE_DATE_EPOCH=soon\nFROM a",
        .invalidSourceDate,
        line: nil,
        "BuildKit dockerfile2llb/epoch.go"
    ),
    RefusalCase(
        "ARG SOURCE_DATE_EPOCH=b\nFROM a AS b",
        .invalidSourceDate,
        line: 2,
        "BuildKit dockerfile2llb/epoch.go"
    ),
]

@Suite struct DockerfileRefusalTests {
    @Test(arguments: refusedByParse)
    func parseRefuses(_ entry: RefusalCase) {
        let error = #expect(throws: DockerfileError.self) {
            try Dockerfile.parse([UInt8](entry.text.utf8), file: "dir/Dockerfile")
        }
        #expect(error?.code == entry.code)
        #expect(error?.line == entry.line)
        #expect(error?.file == "dir/Dockerfile")
    }

    @Test(arguments: refusedByResolve)
    func resolveRefuses(_ entry: RefusalCase) throws {
        let dockerfile = try Dockerfile.parse([UInt8](entry.text.utf8), file: "dir/Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try dockerfile.resolve() }
        #expect(error?.code == entry.code)
        #expect(error?.line == entry.line)
    }

    @Test func unknownTargetIsRefusedWithASuggestion() throws {
        let dockerfile = try Dockerfile.parse([UInt8]("FROM a AS builder\nFROM b".utf8), file: "Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try dockerfile.resolve(ResolveOptions(target: "bulder")) }
        #expect(error?.code == .unknownStage)
        #expect(error?.hint == "did you mean builder?")
    }

    @Test func messagesBeginWithThePosition() throws {
        let dockerfile = try Dockerfile.parse([UInt8]("FROM a\nCOPY --from=BAD x y".utf8), file: "dir/Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try dockerfile.resolve() }
        let text = try #require(error).description
        #expect(text.hasPrefix("dir/Dockerfile:2:13: "))
    }

    @Test func slipsGetASuggestion() {
        let error = #expect(throws: DockerfileError.self) {
            try Dockerfile.parse([UInt8]("FROM a\nENTRYPIONT b".utf8), file: "Dockerfile")
        }
        #expect(error?.description == "Dockerfile:2: unknown instruction ENTRYPIONT (did you mean ENTRYPOINT?)")
    }

    // MARK: Bounds

    /// Source: BuildKit's scanner reads lines of up to 64 KiB, the newline included.
    @Test func longLinesAreRefused() throws {
        let longest = "FROM a\nRUN " + String(repeating: "x", count: 65_536 - 5) + "\nUSER b"
        #expect(try Dockerfile.parse([UInt8](longest.utf8), file: "Dockerfile").instructions.count == 3)
        let tooLong = "FROM a\nRUN " + String(repeating: "x", count: 65_536 - 4) + "\nUSER b"
        let error = #expect(throws: DockerfileError.self) {
            try Dockerfile.parse([UInt8](tooLong.utf8), file: "Dockerfile")
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.line == 2)
    }

    @Test func largeFilesAreRefused() {
        let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: (16 << 20) + 1)
        let error = #expect(throws: DockerfileError.self) { try Dockerfile.parse(bytes, file: "Dockerfile") }
        #expect(error?.code == .tooLarge)
    }

    @Test func growthByExpansionIsRefused() throws {
        var text = "ARG a0=xxxxxxxxxxxxxxxx\n"
        for index in 1...40 { text += "ARG a\(index)=$a\(index - 1)$a\(index - 1)\n" }
        let dockerfile = try Dockerfile.parse([UInt8]((text + "FROM b").utf8), file: "Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try dockerfile.resolve() }
        #expect(error?.code == .tooLarge)
    }

    @Test func nestedTriggersAndArraysAreFlat() {
        let triggers = "FROM a\n" + String(repeating: "ONBUILD ", count: 8_000) + "RUN b"
        #expect(throws: DockerfileError.self) { try Dockerfile.parse([UInt8](triggers.utf8), file: "Dockerfile") }
        // Deeper than Go reads JSON, so it is no JSON, and the shell form is fine.
        let arrays = "FROM a\nRUN " + String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)
        #expect(throws: Never.self) { try Dockerfile.parse([UInt8](arrays.utf8), file: "Dockerfile") }
    }

    @Test func longChainsOfStagesAreFine() throws {
        var text = "FROM a AS s0\n"
        for index in 1..<5_000 { text += "FROM s\(index - 1) AS s\(index)\nCOPY --from=s\(index - 1) x y\n" }
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve().images.map(\.text) == ["a"])
    }
}
