import ImageGraph
import Testing

/// What a Dockerfile takes from its build context, and which arguments a stage uses without declaring them.
struct ContextSourceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let expected: [String]

        init(_ text: String, _ expected: String...) {
            testDescription = text
            self.text = text
            self.expected = expected
        }
    }

    private func resolve(_ text: String) throws -> ResolvedDockerfile {
        var options = ResolveOptions()
        options.buildArguments = ["GIVEN": "given"]
        return try Dockerfile.parse(Array(text.utf8), file: "Dockerfile").resolve(options)
    }

    /// `LINE KEYWORD PATH`, with a `~` behind a pattern.
    @Test("Paths of the context", arguments: paths + variables + stages)
    func findsPaths(_ example: Case) throws {
        let found = try resolve(example.text).contextSources.map { source in
            "\(source.line) \(source.keyword.rawValue) \(source.path)\(source.isPattern ? "~" : "")"
        }
        #expect(found == example.expected)
    }

    static let paths = [
        Case("FROM debian:12\nCOPY a b/ ./c/../d /x/", "2 COPY a", "2 COPY b", "2 COPY d"),
        Case("FROM debian:12\nCOPY [\"a b\", \"/\"]", "2 COPY a b"),
        Case("FROM debian:12\nCOPY . /", "2 COPY ."),
        Case("FROM debian:12\nCOPY / /x", "2 COPY ."),
        Case("FROM debian:12\nCOPY ../../a ./ /x", "2 COPY a", "2 COPY ."),
        Case("FROM debian:12\nCOPY a* b? [c]d e\\*f /", "2 COPY a*~", "2 COPY b?~", "2 COPY [c]d~", "2 COPY e*f~"),
        Case("FROM debian:12\nCOPY --parents a/./b /", "2 COPY a/b"),
        Case("FROM debian:12\nCOPY --exclude=*.o --chown=1 a /", "2 COPY a"),
        Case(
            "FROM debian:11 AS one\nFROM debian:12\nCOPY --from=debian:11 a /\nCOPY --from=0 a /\nCOPY --from=one a /"
        ),
        Case("FROM debian:12\nADD a.tgz https://x/y git@x:y.git git://x/y ssh://x/y HTTP://x/y /", "2 ADD a.tgz"),
        Case("FROM debian:12\nADD github.com/x/y /"),
        Case("FROM debian:12\nCOPY <<ONE /x\na\nONE"),
        Case("FROM debian:12\nCOPY a <<ONE b /x\na\nONE", "2 COPY a", "2 COPY b"),
        Case("FROM debian:12\nRUN --mount=type=bind,source=a,target=/a true"),
    ]

    static let variables = [
        Case("FROM debian:12\nARG D=dir\nCOPY $D/a ${D}/b /", "3 COPY dir/a", "3 COPY dir/b"),
        Case("FROM debian:12\nENV D=dir\nCOPY $D/a /", "3 COPY dir/a"),
        Case("FROM debian:12\nARG GIVEN\nCOPY $GIVEN/a /", "3 COPY given/a"),
        // The base may set it.
        Case("FROM debian:12\nCOPY $D/a b ${D:-dir}/c ${D:+dir}/d /", "2 COPY b"),
        Case("FROM debian:12\nARG D\nCOPY $D/a /"),
        // No image can have set it here.
        Case("FROM scratch\nCOPY ${D:-dir}/c /", "2 COPY dir/c"),
        Case("FROM scratch AS one\nFROM one\nCOPY $D/c /", "3 COPY c"),
        Case("FROM debian:12\nCOPY 'a$D' /", "2 COPY a$D"),
    ]

    static let stages = [
        Case("FROM debian:12 AS one\nCOPY a /\nFROM debian:12\nCOPY b /", "4 COPY b"),
        Case("FROM debian:12 AS one\nCOPY a /\nFROM one\nCOPY b /", "2 COPY a", "4 COPY b"),
        Case("FROM debian:12 AS one\nENV D=d\nFROM one\nCOPY $D /", "4 COPY d"),
        Case("FROM debian:12\nONBUILD COPY a /"),
        Case("FROM debian:12 AS one\nONBUILD COPY a /\nFROM one", "2 COPY a"),
    ]

    @Test("Arguments that only FROM sees", arguments: arguments)
    func findsArguments(_ example: Case) throws {
        #expect(try resolve(example.text).undeclaredArguments.map { "\($0.line) \($0.name)" } == example.expected)
    }

    static let arguments = [
        Case("ARG V=1\nFROM debian:$V\nLABEL v=$V", "3 V"),
        Case("ARG V=1\nFROM debian:$V\nRUN echo \"${V%.*}\"", "3 V"),
        Case("ARG V=1\nFROM debian:$V\nARG W=$V\nCOPY x-$V /", "3 V"),
        Case("ARG V=1\nFROM debian AS one\nENV A=$V\nFROM debian\nCOPY --from=one / /\nWORKDIR /$V", "3 V", "6 V"),
        Case("ARG V=1\nFROM debian:$V\nARG V\nLABEL v=$V"),
        Case("ARG V=1\nFROM debian:$V\nENV V=2\nLABEL v=$V"),
        Case("ARG V=1\nFROM debian:$V\nLABEL v=$V\nARG V", "3 V"),
        Case("ARG V=1\nFROM debian:$V AS one\nARG V\nFROM one\nLABEL v=$V"),
        Case("ARG V=1\nFROM debian:$V\nLABEL v=\\$V w='$V' x=$VW"),
        Case("ARG V=1\nFROM debian:$V\nCMD echo $V\nENTRYPOINT echo $V\nHEALTHCHECK CMD echo $V\nONBUILD RUN echo $V"),
        Case("ARG V=1\nFROM debian:$V\nRUN [\"echo\", \"$V\"]"),
        Case("ARG V=1\nFROM debian:$V\nRUN V=2; echo $V"),
        Case("ARG V=1\nFROM debian:$V\nRUN for V in a b; do echo $V; done"),
        Case("ARG V=1\nFROM debian:$V\nRUN read -r V < x && echo $V"),
        Case("FROM debian\nLABEL v=$V"),
        Case("ARG V=1\nFROM debian:$V AS unneeded\nLABEL v=$V\nFROM debian"),
    ]

    @Test("What ENV sets, in the target and below it")
    func tellsTheEnvironment() throws {
        let text = "FROM debian AS one\nENV A=1 B=2\nFROM debian AS two\nENV C=1\nFROM one\nARG D=1\nENV E=$D"
        #expect(try resolve(text).environment == ["A", "B", "E"])
    }
}
