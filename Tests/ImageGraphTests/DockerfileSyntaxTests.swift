import Testing

@testable import ImageGraph

struct SyntaxCase: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// The instructions, in the notation of ``written(_:)``.
    let instructions: [String]
    let source: String

    init(_ name: String, _ text: String, _ instructions: [String], _ source: String = "BuildKit parser/parser.go") {
        self.name = name
        self.text = text
        self.instructions = instructions
        self.source = source
    }

    var testDescription: String { name }
}

/// An instruction as text: keyword, flags in parentheses, arguments in angle brackets, `J` for the JSON form.
private func written(_ instruction: InstructionSyntax) -> String {
    var parts = [instruction.keyword]
    parts += instruction.flags.map { "(\($0))" }
    if instruction.isJSON { parts.append("J") }
    if let trigger = instruction.trigger { parts.append("[" + written(trigger) + "]") }
    parts += instruction.arguments.map { "<\($0)>" }
    parts += instruction.heredocs.map {
        "{\($0.name)\($0.isExpanded ? "" : "'")\($0.removesTabs ? "-" : "") \($0.content)}"
    }
    return parts.joined(separator: " ")
}

private let lineParsers = "BuildKit parser/line_parsers.go"
private let splitCommand = "BuildKit parser/split_command.go"

private let lineCases: [SyntaxCase] = [
    SyntaxCase("keywords in any case", "from a\nRuN b", ["FROM <a>", "RUN <b>"]),
    SyntaxCase("indentation", "  \tFROM a", ["FROM <a>"]),
    SyntaxCase("blank lines and comments", "\n# one\n\nFROM a\n   # two\n\nRUN b\n", ["FROM <a>", "RUN <b>"]),
    SyntaxCase("a hash later in a line is no comment", "RUN a # b", ["RUN <a # b>"]),
    SyntaxCase("CR LF", "FROM a\r\nRUN b\\\r\n c\r\n", ["FROM <a>", "RUN <b c>"]),
    SyntaxCase("byte order mark", "\u{FEFF}FROM a", ["FROM <a>"]),
    SyntaxCase("no newline at the end", "FROM a\nRUN b", ["FROM <a>", "RUN <b>"]),
    SyntaxCase("tabs between words", "FROM\ta\tAS\tb", ["FROM <a> <AS> <b>"], lineParsers),
    SyntaxCase("continued line", "RUN a \\\n  b", ["RUN <a   b>"]),
    SyntaxCase("continued line with blanks after the backslash", "RUN a \\ \t\nb", ["RUN <a b>"]),
    SyntaxCase("continued within a word", "FR\\\nOM a", ["FROM <a>"]),
    SyntaxCase("comment within a continuation", "RUN a \\\n# no\n  # nor this\nb", ["RUN <a b>"]),
    SyntaxCase("blank line within a continuation", "RUN a \\\n\n \nb", ["RUN <a b>"]),
    SyntaxCase("comment with a backslash within a continuation", "RUN a \\\n# no \\\nb", ["RUN <a b>"]),
    SyntaxCase("two backslashes continue nothing", "RUN a\\\\\nRUN b", ["RUN <a\\\\>", "RUN <b>"]),
    SyntaxCase("three backslashes continue nothing", "RUN a\\\\\\\nRUN b", ["RUN <a\\\\\\>", "RUN <b>"]),
    SyntaxCase("backslash alone on a line", "RUN a \\\n\\\nb", ["RUN <a b>"]),
    SyntaxCase("continued at the end of the file", "RUN a \\", ["RUN <a>"]),
    SyntaxCase("comment with a backslash continues nothing", "# x \\\nFROM a", ["FROM <a>"]),
    SyntaxCase("other escape character", "# escape=`\nRUN a `\nb\\\nRUN c", ["RUN <a b\\>", "RUN <c>"]),
    SyntaxCase("an instruction without arguments", "CMD\nRUN a", ["CMD", "RUN <a>"]),
    SyntaxCase("an unknown instruction is only refused later", "FOO bar\n", ["FOO"]),
]

private let argumentCases: [SyntaxCase] = [
    SyntaxCase("shell form is one argument", "RUN a  \"b\"  c ", ["RUN <a  \"b\"  c>"], lineParsers),
    SyntaxCase("JSON form", #"CMD ["a", "b c"]"#, ["CMD J <a> <b c>"], lineParsers),
    SyntaxCase(
        "JSON with escapes",
        #"CMD ["a\"b\\c\n\u00e9\ud83d\ude00"]"#,
        ["CMD J <a\"b\\c\né😀>"],
        "Go encoding/json"
    ),
    SyntaxCase("a lone half of a surrogate pair", #"CMD ["\ud83d"]"#, ["CMD J <\u{FFFD}>"], "Go encoding/json"),
    SyntaxCase("an empty JSON array", "CMD []", ["CMD J"], lineParsers),
    SyntaxCase("single quotes are no JSON", "CMD ['a']", ["CMD <['a']>"], lineParsers),
    SyntaxCase("an open JSON array is shell form", #"CMD ["a", "b""#, [#"CMD <["a", "b">"#], lineParsers),
    SyntaxCase("text after the array is shell form", #"RUN ["a"] b"#, [#"RUN <["a"] b>"#], lineParsers),
    SyntaxCase("a trailing comma is shell form", #"RUN ["a",]"#, [#"RUN <["a",]>"#], lineParsers),
    SyntaxCase("a shell test is shell form", "RUN [ -f x ] && y", ["RUN <[ -f x ] && y>"], lineParsers),
    SyntaxCase("JSON for COPY", #"COPY ["a b", "c"]"#, ["COPY J <a b> <c>"], lineParsers),
    SyntaxCase("words for COPY", "COPY a  b\tc", ["COPY <a> <b> <c>"], lineParsers),
    SyntaxCase("quotes do not join words for COPY", "COPY \"a b\" c", ["COPY <\"a> <b\"> <c>"], lineParsers),
    SyntaxCase("JSON for SHELL", #"SHELL ["sh", "-c"]"#, ["SHELL J <sh> <-c>"], lineParsers),
    SyntaxCase(
        "ENV in the new form",
        "ENV a=1 b=\"2 3\" c=4\\ 5",
        ["ENV <a> <1> <=> <b> <\"2 3\"> <=> <c> <4\\ 5> <=>"],
        lineParsers
    ),
    SyntaxCase("ENV in the old form", "ENV a  1 2=3", ["ENV <a> <1 2=3> <>"], lineParsers),
    SyntaxCase("ENV with an empty value", "ENV a=", ["ENV <a> <> <=>"], lineParsers),
    SyntaxCase("ENV with an equals sign in the value", "ENV a=b=c", ["ENV <a> <b=c> <=>"], lineParsers),
    SyntaxCase("LABEL with quotes in the key", "LABEL \"a b\"=c", ["LABEL <\"a b\"> <c> <=>"], lineParsers),
    SyntaxCase("ARG with and without a default", "ARG a b=1 c=\"2 3\"", ["ARG <a> <b=1> <c=\"2 3\">"], lineParsers),
    SyntaxCase("an escape at the end of an ARG is dropped", "ARG a=b\\c\\\\", ["ARG <a=b\\c\\\\>"], lineParsers),
    SyntaxCase("an escaped quote opens nothing", "ARG a=\\\"b c", ["ARG <a=\\\"b> <c>"], lineParsers),
    SyntaxCase("WORKDIR is one argument", "WORKDIR /a b", ["WORKDIR </a b>"], lineParsers),
    SyntaxCase("EXPOSE is words", "EXPOSE 1 2/udp", ["EXPOSE <1> <2/udp>"], lineParsers),
    SyntaxCase("HEALTHCHECK in shell form", "HEALTHCHECK CMD a b", ["HEALTHCHECK <CMD> <a b>"], lineParsers),
    SyntaxCase("HEALTHCHECK in JSON form", #"HEALTHCHECK CMD ["a","b"]"#, ["HEALTHCHECK J <CMD> <a> <b>"], lineParsers),
    SyntaxCase("ONBUILD", "ONBUILD COPY --from=a b c", ["ONBUILD [COPY (--from=a) <b> <c>]"], lineParsers),
    SyntaxCase("ONBUILD in any case", "onbuild run a", ["ONBUILD [RUN <a>]"], lineParsers),
    SyntaxCase("flags", "COPY --from=a --chown=b:c d e", ["COPY (--from=a) (--chown=b:c) <d> <e>"], splitCommand),
    SyntaxCase("quotes in flags are removed", #"COPY --from="a b" c d"#, ["COPY (--from=a b) <c> <d>"], splitCommand),
    SyntaxCase("escapes in flags are removed", #"COPY --from=a\ b c d"#, ["COPY (--from=a b) <c> <d>"], splitCommand),
    SyntaxCase("two hyphens end the flags", "RUN -- --mount=x", ["RUN <--mount=x>"], splitCommand),
    SyntaxCase("flags after an argument are arguments", "COPY a --from=b c", ["COPY <a> <--from=b> <c>"], splitCommand),
    SyntaxCase("one hyphen is no flag", "RUN -x --y", ["RUN <-x --y>"], splitCommand),
    SyntaxCase(
        "flags over several lines",
        "RUN --mount=a \\\n  --mount=b \\\n  c",
        ["RUN (--mount=a) (--mount=b) <c>"],
        splitCommand
    ),
]

private let heredocCases: [SyntaxCase] = [
    SyntaxCase("plain", "RUN <<EOF\na\nb\nEOF\nUSER x", ["RUN <<<EOF> {EOF a\nb\n}", "USER <x>"]),
    SyntaxCase("instructions in it are text", "RUN <<E\nFROM x\n# no\nE\n", ["RUN <<<E> {E FROM x\n# no\n}"]),
    SyntaxCase("quoted with single quotes", "RUN <<'E'\na\nE\n", ["RUN <<<'E'> {E' a\n}"]),
    SyntaxCase("quoted with double quotes", "RUN <<\"E\"\na\nE\n", ["RUN <<<\"E\"> {E' a\n}"]),
    SyntaxCase("partly quoted", "RUN <<E'O'F\na\nEOF\n", ["RUN <<<E'O'F> {EOF' a\n}"]),
    SyntaxCase("tabs removed", "RUN <<-E\n\ta\n\tE\n", ["RUN <<<-E> {E- \ta\n}"]),
    SyntaxCase("an indented end word does not end it", "RUN <<E\n\tE\nE\n", ["RUN <<<E> {E \tE\n}"]),
    SyntaxCase(
        "several in one instruction",
        "COPY <<A <<B /x/\n1\nA\n2\nB\n",
        ["COPY <<<A> <<<B> </x/> {A 1\n} {B 2\n}"]
    ),
    SyntaxCase("with a file descriptor", "RUN 3<<E cat\na\nE\n", ["RUN <3<<E cat> {E a\n}"]),
    SyntaxCase("empty", "RUN <<E\nE\n", ["RUN <<<E> {E }"]),
    SyntaxCase("CR LF", "RUN <<E\r\na\r\nE\r\nUSER x\r\n", ["RUN <<<E> {E a\r\n}", "USER <x>"]),
    SyntaxCase("the word in a command", "RUN cat <<E > f\na\nE\n", ["RUN <cat <<E > f> {E a\n}"]),
    SyntaxCase("three angle brackets are none", "RUN cat <<<word\n", ["RUN <cat <<<word>"]),
    SyntaxCase("a space after the operator is none", "RUN cat << E\n", ["RUN <cat << E>"]),
    SyntaxCase("in quotes it is none", "RUN echo '<<E'\n", ["RUN <echo '<<E'>"]),
    SyntaxCase("a line that cannot be lexed has none", "RUN echo it's <<E\n", ["RUN <echo it's <<E>"]),
    SyntaxCase("JSON form has none", #"RUN ["cat", "<<E"]"#, [#"RUN J <cat> <<<E>"#]),
    SyntaxCase("other instructions have none", "CMD cat <<E\nUSER x", ["CMD <cat <<E>", "USER <x>"]),
    SyntaxCase("in a trigger", "ONBUILD RUN <<E\na\nE\n", ["ONBUILD [RUN <<<E>] {E a\n}"]),
    SyntaxCase("continued lines are joined before", "RUN a \\\n<<E\nb \\\nE\n", ["RUN <a <<E> {E b \\\n}"]),
]

@Suite struct DockerfileSyntaxTests {
    @Test(arguments: lineCases + argumentCases + heredocCases)
    func isSplit(_ entry: SyntaxCase) throws {
        let syntax = try DockerfileSyntax.parse([UInt8](entry.text.utf8), file: "Dockerfile")
        #expect(syntax.instructions.map(written) == entry.instructions)
    }

    /// Source: BuildKit parser/directives.go.
    @Test(arguments: [
        ("# escape=`\nFROM a", ["escape=`"]), ("#escape = ` \nFROM a", ["escape=`"]),
        ("# ESCAPE=\\\nFROM a", ["escape=\\"]),
        ("# syntax=x/y:1\n# escape=`\n# check=skip=all\nFROM a", ["syntax=x/y:1", "escape=`", "check=skip=all"]),
        ("  # escape=`\nFROM a", ["escape=`"]), ("\u{FEFF}# escape=`\nFROM a", ["escape=`"]),
        ("# comment\n# escape=`\nFROM a", []), ("\n# escape=`\nFROM a", []), ("FROM a\n# escape=`", []),
        ("# unknown=x\n# escape=`\nFROM a", []), ("# escape\nFROM a", []), ("#!shebang\n# escape=`\nFROM a", []),
        ("# syntax=\nFROM a", []), ("# es-cape=`\nFROM a", []),
    ])
    func directives(_ text: String, _ expected: [String]) throws {
        let dockerfile = try Dockerfile.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(dockerfile.directives.map { "\($0.name)=\($0.value)" } == expected)
        #expect(dockerfile.escape == (expected.contains("escape=`") ? "`" : "\\"))
    }

    @Test func linesAreThoseOfTheFile() throws {
        let text = "# x\n\nFROM a\nRUN b \\\n  # c\n  d <<E\ne\nE\nUSER f\n"
        let syntax = try DockerfileSyntax.parse([UInt8](text.utf8), file: "Dockerfile")
        #expect(syntax.instructions.map(\.line) == [3, 4, 9])
        #expect(syntax.instructions.map(\.endLine) == [3, 8, 9])
        #expect(syntax.instructions[1].text == "RUN b   d <<E")
    }

    @Test func bytesThatAreNoTextAreNoTrap() throws {
        let bytes: [UInt8] = Array("FROM a\nRUN ".utf8) + [0xFF, 0xC2, 0x0A] + Array("ENV x=".utf8) + [0xE2, 0x80]
        let dockerfile = try Dockerfile.parse(bytes, file: "Dockerfile")
        #expect(dockerfile.instructions.count == 3)
    }
}
