import ImageGraph
import Testing

/// One instruction and what it says.
struct InstructionCase: Sendable, CustomTestStringConvertible {
    let text: String
    /// What ``said(_:)`` makes of it.
    let said: String
    let source: String

    init(_ text: String, _ said: String, _ source: String = "BuildKit instructions/parse.go") {
        self.text = text
        self.said = said
        self.source = source
    }

    var testDescription: String { text }
}

/// What an instruction says, field by field; what is not given is left out.
private func said(_ command: Instruction.Command) -> String {
    switch command {
    case .from(let from): "base \(from.base)" + part("name", from.name) + part("platform", from.platform)
    case .arg(let arg):
        arg.declarations.map { "\($0.name) \($0.value.map { "default <\($0)>" } ?? "no default")" }.joined()
    case .env(let env): said(env.variables)
    case .label(let label): said(label.labels)
    case .copy(let copy):
        said(copy.files) + part("from", copy.from) + part("chown", copy.chown) + part("chmod", copy.chmod)
            + (copy.isLinked ? " linked" : "") + (copy.keepsParents ? " parents" : "")
            + (copy.excludes.isEmpty ? "" : " without \(list(copy.excludes))")
    case .add(let add):
        said(add.files) + part("chown", add.chown) + part("chmod", add.chmod) + part("checksum", add.checksum)
            + (add.isLinked ? " linked" : "") + (add.keepsGitDirectory ? " .git" : "")
            + part("unpacks", add.unpacks.map { "\($0)" })
            + (add.excludes.isEmpty ? "" : " without \(list(add.excludes))")
    case .run(let run):
        said(run.command) + run.mounts.map { " mount\(part("from", $0.from)) \(list($0.fields.map(\.key)))" }.joined()
            + part("network", run.network?.rawValue) + part("security", run.security?.rawValue)
            + (run.devices.isEmpty ? "" : " devices \(list(run.devices))")
            + run.documents.map { " <<\($0.name)" }.joined()
    case .cmd(let cmd): said(cmd.command)
    case .entrypoint(let entrypoint): said(entrypoint.command)
    case .shell(let shell): list(shell.words)
    case .healthCheck(let check):
        (check.command.map(said) ?? "none") + check.settings.sorted { $0.key < $1.key }.map { " \($0)=\($1)" }.joined()
    case .expose(let expose): list(expose.ports)
    case .volume(let volume): list(volume.paths)
    case .user(let user): user.user
    case .workdir(let workdir): workdir.path
    case .stopSignal(let stop): stop.signal
    case .maintainer(let maintainer): maintainer.name
    case .onBuild(let onBuild): onBuild.trigger.expression
    }
}

private func part(_ name: String, _ value: String?) -> String { value.map { " \(name) \($0)" } ?? "" }

private func list(_ words: [String]) -> String { words.map { "<\($0)>" }.joined() }

private func said(_ pairs: [KeyValuePair]) -> String {
    pairs.map { "<\($0.key)>=<\($0.value)>" }.joined(separator: " ")
}

private func said(_ command: CommandForm) -> String {
    switch command {
    case .shell(let text): "shell <\(text)>"
    case .exec(let words): "exec \(list(words))"
    }
}

private func said(_ files: SourcesAndDestination) -> String {
    list(files.sources) + files.documents.map { " <<\($0.name)" }.joined() + " to \(files.destination)"
}

private let instructions: [InstructionCase] = [
    InstructionCase("from --platform=$P Base:1 as Stage", "base Base:1 name stage platform $P"),
    InstructionCase("ARG A=\"b c\"", "A default <\"b c\">"), InstructionCase("ARG A=", "A default <>"),
    InstructionCase("ARG A", "A no default"),
    InstructionCase("ARG --a b", "b no default", "BuildKit does not look at the flags of an ARG"),
    InstructionCase("ENV a b  c", "<a>=<b  c>"), InstructionCase("ENV a=$b c='d e'", "<a>=<$b> <c>=<'d e'>"),
    InstructionCase("LABEL a.b=c", "<a.b>=<c>"),
    InstructionCase("COPY a b c/", "<a><b> to c/"), InstructionCase("COPY [\"a b\", \"c\"]", "<a b> to c"),
    InstructionCase(
        "COPY --from=0 --chown=1:2 --chmod=755 --link --parents=false --exclude=*.o --exclude=x a b",
        "<a> to b from 0 chown 1:2 chmod 755 linked without <*.o><x>"
    ),
    InstructionCase("COPY a <<E /b\nx\nE", "<a> <<E to /b"),
    InstructionCase("COPY [\"<<E\", \"/b\"]", " to /b", "BuildKit instructions/parse.go: a document without content"),
    InstructionCase("COPY [\"<<'a'b'c\", \"/b\"]", "<<<'a'b'c> to /b", "BuildKit's MustParseHeredoc: no error"),
    InstructionCase(
        "ADD --checksum=sha256:0 --keep-git-dir --unpack=false --chown=u https://a/b c",
        "<https://a/b> to c chown u checksum sha256:0 .git unpacks false"
    ),
    InstructionCase("ADD a b", "<a> to b"),
    InstructionCase("RUN", "shell <>"), InstructionCase("RUN a | b", "shell <a | b>"),
    InstructionCase("RUN [\"a\", \"b\"]", "exec <a><b>"), InstructionCase("CMD []", "exec "),
    InstructionCase(
        "RUN --mount=type=cache,Target=/c --mount=from=a,ro --network=none --security=insecure --device=g x",
        "shell <x> mount from  <type><target> mount from a <from><ro> network none security insecure "
            + "devices <g>"
    ),
    InstructionCase("RUN <<E cat\nx\nE", "shell <<<E cat> <<E"),
    InstructionCase("ENTRYPOINT a b", "shell <a b>"),
    InstructionCase("SHELL [\"/bin/bash\", \"-c\"]", "</bin/bash><-c>"),
    InstructionCase("HEALTHCHECK none", "none"),
    InstructionCase("HEALTHCHECK --interval=x NONE", "none", "BuildKit looks at no flags of it"),
    InstructionCase(
        "HEALTHCHECK --interval=1m30s --retries=3 --timeout= cmd curl x",
        "shell <curl x> interval=1m30s retries=3"
    ),
    InstructionCase("HEALTHCHECK CMD [\"a\"]", "exec <a>"),
    InstructionCase("EXPOSE 80/tcp $P", "<80/tcp><$P>"), InstructionCase("VOLUME /a /b", "</a></b>"),
    InstructionCase("USER a:b", "a:b"), InstructionCase("WORKDIR a b", "a b"), InstructionCase("STOPSIGNAL 9", "9"),
    InstructionCase("MAINTAINER a b", "a b"),
    InstructionCase("ONBUILD  RUN a \\\n b", "RUN a  b"),
    InstructionCase("ONBUILD COPY <<E /a\nx\nE", "COPY <<E /a\nx\nE"),
]

@Suite struct InstructionTests {
    @Test(arguments: instructions)
    func says(_ entry: InstructionCase) throws {
        let dockerfile = try Dockerfile.parse([UInt8]("FROM a\n\(entry.text)".utf8), file: "Dockerfile")
        let instruction = try #require(dockerfile.instructions.last)
        #expect(dockerfile.instructions.count == 2)
        #expect(said(instruction.command) == entry.said)
        #expect(entry.text.uppercased().hasPrefix(instruction.keyword.rawValue))
        #expect(instruction.line == 2)
    }

    @Test func everyKeywordIsInTheTable() {
        let shown = Set(instructions.map { $0.text.prefix { $0.isLetter }.uppercased() })
        #expect(shown == Set(Instruction.Keyword.allCases.map(\.rawValue)))
    }

    @Test func aTriggerThatCannotBeReadIsToldWhereItTakesEffect() throws {
        let text = "FROM a AS b\nONBUILD COPY only\nFROM c\n"
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(try dockerfile.resolve().images.map(\.text) == ["c"])

        let child = try Dockerfile.parse([UInt8]((text + "FROM b").utf8), file: "Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try child.resolve() }
        #expect(error?.description == "Dockerfile:4: COPY needs a source and a destination")
    }

    @Test func aTriggerKnowsNothingOfTheEscapeCharacterOfItsFile() throws {
        let text = "# escape=`\nFROM a AS b\nONBUILD ENV v=x` y\nFROM b\n"
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        let error = #expect(throws: DockerfileError.self) { try dockerfile.resolve() }
        #expect(error?.line == 4)
        #expect(error?.code == .invalidSyntax)
        #expect(error?.message.hasSuffix("there is no = in \"y\": ENV takes NAME=VALUE") == true)
    }
}
