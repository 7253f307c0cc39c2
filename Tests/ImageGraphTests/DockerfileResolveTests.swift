import ImageGraph
import Testing

struct ResolveCase: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var options = ResolveOptions()
    /// `KIND reference line:column`, with ` on PLATFORM` where the `FROM` demands one.
    let images: [String]
    let source: String

    init(
        _ name: String,
        _ text: String,
        _ options: ResolveOptions = ResolveOptions(),
        _ images: [String],
        _ source: String = "BuildKit dockerfile2llb/convert.go"
    ) {
        self.name = name
        self.text = text
        self.options = options
        self.images = images
        self.source = source
    }

    init(_ name: String, _ text: String, _ images: [String]) {
        self.init(name, text, ResolveOptions(), images)
    }

    init(_ name: String, _ text: String, _ images: [String], _ source: String) {
        self.init(name, text, ResolveOptions(), images, source)
    }

    var testDescription: String { name }
}

private func written(_ use: ImageUse) -> String {
    "\(use.kind.rawValue) \(use.reference) \(use.line):\(use.column)" + (use.platform.map { " on \($0)" } ?? "")
}

private func with(_ arguments: [String: String]) -> ResolveOptions { ResolveOptions(buildArguments: arguments) }

private let bases: [ResolveCase] = [
    ResolveCase("one stage", "FROM alpine:3", ["FROM alpine:3 1:6"]),
    ResolveCase("scratch is no image", "FROM scratch", []),
    ResolveCase("scratch with a tag is an image", "FROM scratch:latest", ["FROM scratch:latest 1:6"]),
    ResolveCase(
        "port and digest",
        "FROM r:5000/a@sha256:\(String(repeating: "0", count: 64))",
        ["FROM r:5000/a@sha256:\(String(repeating: "0", count: 64)) 1:6"]
    ),
    ResolveCase("a stage is no image", "FROM a AS b\nFROM b", ["FROM a 1:6"]),
    ResolveCase("stage names are lower case", "FROM a AS Foo\nFROM foo", ["FROM a 1:6"]),
    ResolveCase("a later stage's name is an image", "FROM b AS a\nFROM c AS b\nFROM a", ["FROM b 1:6"]),
    ResolveCase("of two stages with one name the later counts", "FROM a AS x\nFROM b AS x\nFROM x", ["FROM b 2:6"]),
    ResolveCase("a stage may have its image's name", "FROM nginx AS nginx\nFROM nginx", ["FROM nginx 1:6"]),
    ResolveCase("unneeded stages do not count", "FROM a AS x\nFROM b", ["FROM b 2:6"]),
    ResolveCase("all stages", "FROM a AS x\nFROM b", ResolveOptions(allStages: true), ["FROM a 1:6", "FROM b 2:6"]),
    ResolveCase("an earlier target", "FROM a AS x\nFROM b AS y", ResolveOptions(target: "x"), ["FROM a 1:6"]),
    ResolveCase("a target in any case", "FROM a AS x\nFROM b AS y", ResolveOptions(target: "X"), ["FROM a 1:6"]),
    ResolveCase("duplicates are kept", "FROM a AS x\nFROM a\nCOPY --from=x b c", ["FROM a 1:6", "FROM a 2:6"]),
    ResolveCase("the position over continued lines", "FROM \\\n# no\n  a:1 \\\n  AS b", ["FROM a:1 3:3"]),
    ResolveCase("the position after flags", "FROM --platform=linux/arm64 a", ["FROM a 1:29 on linux/arm64"]),
    ResolveCase("lower case and indented", "  from a as b", ["FROM a 1:8"]),
    ResolveCase("byte order mark", "\u{FEFF}FROM a", ["FROM a 1:9"]),
]

private let variables: [ResolveCase] = [
    ResolveCase("default", "ARG v=1\nFROM a:$v", ["FROM a:1 2:6"]),
    ResolveCase("braces", "ARG v=1\nFROM a:${v}", ["FROM a:1 2:6"]),
    ResolveCase("override", "ARG v=1\nFROM a:$v", with(["v": "2"]), ["FROM a:2 2:6"]),
    ResolveCase("override without a default", "ARG v\nFROM a:${v:-3}", with(["v": "2"]), ["FROM a:2 2:6"]),
    ResolveCase("an undeclared argument does not count", "FROM a${v:+:$v}", with(["v": "2"]), ["FROM a 1:6"]),
    ResolveCase("fallback", "FROM a:${v:-3}", ["FROM a:3 1:6"]),
    ResolveCase("an empty override counts as empty", "ARG v=1\nFROM a:${v:-3}", with(["v": ""]), ["FROM a:3 2:6"]),
    ResolveCase("alternative", "ARG d=1\nFROM a${d:+-debug}", ["FROM a-debug 2:6"]),
    ResolveCase("a default from an earlier one", "ARG r=q.test\nARG i=$r/a\nFROM $i:1", ["FROM q.test/a:1 3:6"]),
    ResolveCase("several in one instruction", "ARG a=x b=$a-y\nFROM $b", ["FROM x-y 2:6"]),
    ResolveCase("quoted default", "ARG i=\"a:1\"\nFROM $i", ["FROM a:1 2:6"]),
    ResolveCase("quoted base", "FROM \"a:1\"", ["FROM a:1 1:6"]),
    ResolveCase("declared again without a value", "ARG v=1\nARG v\nFROM a:$v", ["FROM a:1 3:6"]),
    ResolveCase("declared again with a value", "ARG v=1\nARG v=2\nFROM a:$v", ["FROM a:2 3:6"]),
    ResolveCase("the suffix cut off", "ARG v=1.2.3\nFROM a:${v%.*}", ["FROM a:1.2 2:6"]),
    ResolveCase("replaced", "ARG v=1.2.3\nFROM a:${v//./-}", ["FROM a:1-2-3 2:6"]),
    ResolveCase("an ARG of a stage does not reach a FROM", "FROM x AS s\nARG v=1\nFROM a${v:+:$v}", ["FROM a 3:6"]),
    ResolveCase("a whole stage name", "ARG s=b\nFROM a AS b\nFROM $s", ["FROM a 2:6"]),
    ResolveCase("TARGETARCH needs no declaration", "FROM a:$TARGETOS-$TARGETARCH", ["FROM a:linux-amd64 1:6"]),
    ResolveCase(
        "the platform's parts",
        "FROM a:$TARGETARCH$TARGETVARIANT",
        ResolveOptions(platform: "linux/arm/v6"),
        ["FROM a:armv6 1:6"]
    ),
    ResolveCase("TARGETSTAGE by default", "FROM a:$TARGETSTAGE", ["FROM a:default 1:6"]),
    ResolveCase(
        "TARGETSTAGE is the target's name",
        "FROM a:$TARGETSTAGE AS x\nFROM b",
        ResolveOptions(target: "x"),
        ["FROM a:x 1:6"]
    ),
    ResolveCase(
        "BUILDPLATFORM",
        "FROM --platform=$BUILDPLATFORM a",
        ResolveOptions(platform: "linux/arm64", buildPlatform: "linux/amd64"),
        ["FROM a 1:32 on linux/amd64"]
    ),
    ResolveCase(
        "a predefined argument can be overridden",
        "FROM a:$TARGETARCH",
        with(["TARGETARCH": "x"]),
        ["FROM a:x 1:6"]
    ),
    ResolveCase("other escape character", "# escape=`\nARG v=1\nFROM `\n a:$v", ["FROM a:1 4:2"]),
]

private let sources: [ResolveCase] = [
    ResolveCase("COPY --from an image", "FROM a\nCOPY --from=b:1 /x /y", ["FROM a 1:6", "COPY --from b:1 2:13"]),
    ResolveCase("COPY --from a stage", "FROM a AS s\nFROM b\nCOPY --from=s x y", ["FROM a 1:6", "FROM b 2:6"]),
    ResolveCase(
        "COPY --from a stage in any case",
        "FROM a AS s\nFROM b\nCOPY --from=S x y",
        ["FROM a 1:6", "FROM b 2:6"]
    ),
    ResolveCase("COPY --from an index", "FROM a\nFROM b\nCOPY --from=0 x y", ["FROM a 1:6", "FROM b 2:6"]),
    ResolveCase(
        "an index has priority over names",
        "FROM a\nFROM b\nCOPY --from=00 x y",
        ["FROM a 1:6", "FROM b 2:6"],
        "Go strconv.Atoi"
    ),
    ResolveCase("COPY --from scratch", "FROM a\nCOPY --from=scratch x y", ["FROM a 1:6"]),
    ResolveCase("an empty --from is none", "FROM a\nCOPY --from= x y", ["FROM a 1:6"]),
    ResolveCase("--from after other flags", "FROM a\nCOPY --link --from=b x y", ["FROM a 1:6", "COPY --from b 2:20"]),
    ResolveCase(
        "a mount from an image",
        "FROM a\nRUN --mount=type=bind,from=b:1,target=/x y",
        ["FROM a 1:6", "RUN --mount b:1 2:28"]
    ),
    ResolveCase(
        "a mount from a stage",
        "FROM a AS s\nFROM b\nRUN --mount=from=s,target=/x y",
        ["FROM a 1:6", "FROM b 2:6"]
    ),
    ResolveCase("a mount of the context", "FROM a\nRUN --mount=target=/x y", ["FROM a 1:6"]),
    ResolveCase("a cache", "FROM a\nRUN --mount=type=cache,target=/x y", ["FROM a 1:6"]),
    ResolveCase(
        "a cache from an image",
        "FROM a\nRUN --mount=type=cache,from=b,target=/x y",
        ["FROM a 1:6", "RUN --mount b 2:29"]
    ),
    ResolveCase(
        "several mounts over lines",
        "FROM a\nRUN --mount=type=cache,target=/c \\\n    --mount=from=b,target=/b \\\n    --mount=target=/d,from=e x",
        ["FROM a 1:6", "RUN --mount b 3:18", "RUN --mount e 4:28"]
    ),
    ResolveCase(
        "a quoted mount",
        "FROM a\nRUN --mount=type=bind,\"from=b\",target=/x y",
        ["FROM a 1:6", "RUN --mount b 2:29"]
    ),
    ResolveCase(
        "a mount's type from a variable",
        "FROM a\nARG T=bind\nRUN --mount=type=$T,from=b,target=/x y",
        ["FROM a 1:6", "RUN --mount b 3:26"]
    ),
    ResolveCase(
        "needed round two corners",
        "FROM a AS x\nFROM b AS y\nCOPY --from=x i j\nFROM c AS z\nFROM y",
        ["FROM a 1:6", "FROM b 2:6"]
    ),
    ResolveCase("sources of unneeded stages do not count", "FROM a AS x\nCOPY --from=b i j\nFROM c", ["FROM c 3:6"]),
    ResolveCase(
        "a later stage in an unneeded stage is no error",
        "FROM a AS x\nCOPY --from=y i j\nFROM b AS y\nFROM c",
        ["FROM c 4:6"]
    ),
    ResolveCase("heredocs are text", "FROM a\nRUN <<E\nFROM b\nCOPY --from=c x y\nE\n", ["FROM a 1:6"]),
    ResolveCase("a heredoc copied", "FROM a\nCOPY <<E /x\n$b ${c:-d} it's\nE\n", ["FROM a 1:6"]),
    ResolveCase("JSON form", "FROM a\nCOPY --from=b [\"x\", \"y\"]", ["FROM a 1:6", "COPY --from b 2:13"]),
    ResolveCase(
        "an image may have an index's neighbour for a name",
        "FROM a\nCOPY --from=1a x y",
        ["FROM a 1:6", "COPY --from 1a 2:13"]
    ),
]

private let triggers: [ResolveCase] = [
    ResolveCase("a trigger does nothing in its own stage", "FROM a\nONBUILD COPY --from=b x y", ["FROM a 1:6"]),
    ResolveCase(
        "a trigger of a base stage",
        "FROM a AS s\nONBUILD COPY --from=b x y\nFROM s",
        ["FROM a 1:6", "COPY --from b 2:9"]
    ),
    ResolveCase(
        "a trigger does not go on",
        "FROM a AS s\nONBUILD COPY --from=b x y\nFROM s AS t\nFROM t",
        ["FROM a 1:6", "COPY --from b 2:9"]
    ),
    ResolveCase(
        "a trigger's mount",
        "FROM a AS s\nONBUILD RUN --mount=from=b,target=/x y\nFROM s",
        ["FROM a 1:6", "RUN --mount b 2:9"]
    ),
    ResolveCase(
        "a trigger names a stage",
        "FROM a AS s\nONBUILD COPY --from=t x y\nFROM b AS t\nFROM s",
        ["FROM a 1:6", "FROM b 3:6"]
    ),
    ResolveCase(
        "triggers of an external base",
        "FROM a:1\n",
        base("a:1", carries: "COPY --from=b x y", "RUN z"),
        ["FROM a:1 1:6", "COPY --from b 1:6"]
    ),
    ResolveCase(
        "triggers of an external base without a tag",
        "FROM a\n",
        base("a:latest", carries: "COPY --from=b x y"),
        ["FROM a 1:6", "COPY --from b 1:6"]
    ),
    ResolveCase(
        "a stage of that name has priority",
        "FROM c AS b\nFROM a:1\n",
        base("a:1", carries: "COPY --from=b x y"),
        ["FROM c 1:6", "FROM a:1 2:6"]
    ),
]

/// Options with the triggers that one external base carries.
private func base(_ text: String, carries triggers: String...) -> ResolveOptions {
    var options = ResolveOptions()
    if let reference = try? ImageReference(parsing: text) {
        options.baseTriggers[reference] = triggers.map(OnBuildTrigger.init)
    }
    return options
}

@Suite struct DockerfileResolveTests {
    @Test(arguments: bases + variables + sources + triggers)
    func needs(_ entry: ResolveCase) throws {
        let dockerfile = try Dockerfile.parse([UInt8](entry.text.utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve(entry.options).images.map(written) == entry.images)
    }

    /// Source: containerd/platforms.
    @Test(arguments: [
        ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("linux/aarch64", "linux/arm64"),
        ("linux/arm64/v8", "linux/arm64/v8"), ("linux/arm/v7", "linux/arm/v7"), ("linux/arm", "linux/arm"),
        ("linux/armhf", "linux/arm"), ("arm64", "linux/arm64"), ("linux", "linux/amd64"),
        ("LINUX/AMD64", "linux/amd64"),
        ("linux/amd64/v2", "linux/amd64/v2"), ("windows/amd64", "windows/amd64"), ("linux/386", "linux/386"),
        ("linux/i386", "linux/386"), ("macos/arm64", "darwin/arm64"),
        ("windows(10.0.17763)/amd64", "windows(10.0.17763)/amd64"),
    ])
    func platformsAreNormalised(_ text: String, _ expected: String) throws {
        let dockerfile = try Dockerfile.parse([UInt8]("FROM --platform=\(text) a".utf8), file: "Dockerfile")
        let use = try #require(try dockerfile.resolve().images.first)
        #expect(use.platform == expected)
        #expect(use.effectivePlatform == expected)
    }

    @Test func stagesAreDescribed() throws {
        let text = "ARG v=1\nFROM a:$v AS Build\nFROM scratch\nCOPY --from=build x y\nFROM build AS unneeded\nFROM 1\n"
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(dockerfile.stages.map(\.name) == ["build", nil, "unneeded", nil])
        #expect(dockerfile.stages.map(\.base) == ["a:$v", "scratch", "build", "1"])
        let resolved = try dockerfile.resolve(ResolveOptions(target: "unneeded"))
        #expect(resolved.targetStage == 2)
        #expect(resolved.stages.map(\.base) == ["a:1", "scratch", "build", "1"])
        #expect(resolved.stages.map(\.baseStage) == [nil, nil, 0, nil])
        #expect(resolved.stages.map(\.isNeeded) == [true, false, true, false])
        #expect(resolved.stages[0].reference?.familiar == "a:1")
        #expect(resolved.stages[1].reference == nil)
        #expect(resolved.stages.map(\.line) == [2, 3, 5, 6])
    }

    @Test func usesNameTheirStage() throws {
        let text = "FROM a AS x\nFROM b\nCOPY --from=x i j\nCOPY --from=c i j"
        let uses = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile").resolve().images
        #expect(uses.map(\.stage) == [0, 1, 1])
        #expect(uses.map(\.stageName) == ["x", nil, nil])
        #expect(uses.map(\.text) == ["a", "b", "c"])
    }

    @Test func declaredArgumentsAreThoseOfNeededStages() throws {
        let text = "ARG g=1\nFROM a AS x\nARG one two=2\nFROM b AS unneeded\nARG no\nFROM x\nARG three\n"
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve().declaredArguments == ["g", "one", "two", "three"])
        #expect(try dockerfile.resolve(ResolveOptions(allStages: true)).declaredArguments.contains("no"))
    }

    @Test func labelsAreThoseOfTheImage() throws {
        let text = """
            FROM a AS tools
            LABEL from.tools=1
            FROM b AS base
            ARG ref
            LABEL "quoted key"="two words" ref=$ref old=1
            FROM base
            COPY --from=tools x y
            LABEL old=2 plain value
            LABEL legacy some text
            """
        let broken = try Dockerfile.parse([UInt8](text.replacing(" plain value", with: "").utf8), file: "Dockerfile")
        #expect(
            try broken.resolve().labels
                == ["quoted key": "two words", "ref": "$ref", "old": "2", "legacy": "some text"]
        )
        #expect(throws: DockerfileError.self) { try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile") }
    }

    @Test func triggersOfTheTargetAreForItsChildren() throws {
        let text = """
            FROM a AS other
            ONBUILD COPY --from=no x y
            FROM b
            ONBUILD COPY --from=c:1 x y
            onbuild   RUN --mount=from=d,target=/x \\
                make
            ONBUILD COPY --from=0 x y
            ONBUILD RUN <<EOF
            echo
            EOF
            """
        let resolved = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile").resolve()
        #expect(
            resolved.onBuildTriggers.map(\.expression) == [
                "COPY --from=c:1 x y", "RUN --mount=from=d,target=/x     make", "COPY --from=0 x y",
                "RUN <<EOF\necho\nEOF",
            ]
        )
        #expect(resolved.images.map(written) == ["FROM b 3:6"])
    }

    @Test func needForBuildKitIsListed() throws {
        let text = """
            FROM --platform=$BUILDPLATFORM a AS x
            RUN --mount=type=cache,target=/c --network=none make
            FROM b
            COPY --from=x --chown=1:1 i j
            COPY --link --chmod=755 i j
            ADD --checksum=sha256:x http://host/f /f
            RUN <<EOF
            EOF
            FROM c AS later
            RUN --mount=type=ssh x
            """
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        let features = try dockerfile.resolve(ResolveOptions(target: "x")).requiresBuildKit
        #expect(
            features.map { "\($0.kind) \($0.text) \($0.line)" } == [
                "platformArgument $BUILDPLATFORM 1", "runFlag --mount 2", "runFlag --network 2",
            ]
        )
        let all = try dockerfile.resolve().requiresBuildKit
        #expect(
            all.dropFirst(3).map { "\($0.text) \($0.line)" } == [
                "--chmod 5", "--link 5", "--checksum 6", "<<EOF 7", "--mount 10",
            ]
        )
        let plain = try Dockerfile.parse([UInt8]("FROM a\nCOPY --chown=1 x y\nRUN z".utf8), file: "Dockerfile")
        #expect(try plain.resolve().requiresBuildKit.isEmpty)
    }

    /// What a base image sets is not known here, so its variables are no errors.
    @Test(arguments: [
        "ENV a=${b:?}", "EXPOSE $PORT/tcp", "WORKDIR $HOME", "LABEL a=${b?}", "USER ${USER:?}",
        "RUN --mount=type=cache,target=$HOME/x y", "EXPOSE 80 443/tcp 53/UDP 7000-7010 8080:80",
        "HEALTHCHECK --interval=1m30s --timeout=0s --retries=3 CMD x", "HEALTHCHECK --whatever NONE",
        "RUN --mount=type=secret,id=x,required=true y", "RUN --mount=type=tmpfs,size=64m,target=/x y",
        "RUN --mount=type=cache,target=/x,sharing=locked,mode=0755,uid=1,gid=1 y",
        "RUN --network=host --security=insecure x",
        "STOPSIGNAL SIGTERM", "STOPSIGNAL term", "STOPSIGNAL rtmin+3", "STOPSIGNAL 9", "STOPSIGNAL $SIGNAL",
        "COPY --parents --exclude=*.o --exclude=*.a x y", "ADD --unpack --keep-git-dir=false x y",
        "RUN --mount=type=ssh,required x",
    ])
    func isAccepted(_ instruction: String) throws {
        let dockerfile = try Dockerfile.parse([UInt8]("FROM a\n\(instruction)".utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve().images.map(\.text) == ["a"])
    }

    /// Source: BuildKit dockerfile2llb/epoch.go.
    @Test(arguments: [
        "ARG SOURCE_DATE_EPOCH=1700000000\nFROM a", "ARG SOURCE_DATE_EPOCH=context\nFROM a",
        "ARG SOURCE_DATE_EPOCH\nFROM a",
        "ARG SOURCE_DATE_EPOCH=s\nFROM scratch AS s\nARG u=https://host/x\nADD $u /\nFROM a",
    ])
    func sourceDateIsAccepted(_ text: String) throws {
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve().images.map(\.text) == ["a"])
    }
}
