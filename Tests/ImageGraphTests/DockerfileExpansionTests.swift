import Testing

@testable import ImageGraph

struct ExpansionCase: Sendable, CustomTestStringConvertible {
    let text: String
    /// What it gives; `nil` for an error.
    let result: String?
    let source: String

    init(_ text: String, _ result: String?, _ source: String = "BuildKit shell/lex.go") {
        self.text = text
        self.result = result
        self.source = source
    }

    var testDescription: String { text }
}

private let variables = [
    "name": "value", "empty": "", "path": "/usr/local/lib", "dots": "a.b.c.d", "aaa": "aaa", "star": "x*y", "n": "1",
    "spaces": "one two", "übung": "ja", "lines": "a\nb",
]

private let expansions: [ExpansionCase] = [
    // Plain
    ExpansionCase("", ""), ExpansionCase("text", "text"), ExpansionCase("a b", "a b"),
    ExpansionCase("$name", "value"), ExpansionCase("${name}", "value"), ExpansionCase("x${name}y", "xvaluey"),
    ExpansionCase("$name.", "value."), ExpansionCase("$name-x", "value-x"), ExpansionCase("$names", ""),
    ExpansionCase("$none", ""), ExpansionCase("${none}", ""), ExpansionCase("$", "$"), ExpansionCase("$.", "$."),
    ExpansionCase("a$", "a$"), ExpansionCase("$name$n", "value1"),
    ExpansionCase("$übung", "ja", "letters of any script"),
    ExpansionCase("$1x", "x", "a name of digits has digits only"), ExpansionCase("$12", ""),
    ExpansionCase("$$", "", "special parameters are never set"), ExpansionCase("$@!", "!"),
    ExpansionCase("${#}", ""), ExpansionCase("${?:-d}", "d"),
    // Braces
    ExpansionCase("${", nil), ExpansionCase("${name", nil), ExpansionCase("${}", nil), ExpansionCase("${:-x}", nil),
    ExpansionCase("${{name}}", nil), ExpansionCase("${name!x}", nil), ExpansionCase("${name:}", nil),
    ExpansionCase("${name:=x}", nil), ExpansionCase("${name^^}", nil), ExpansionCase("${.}", nil),
    ExpansionCase("${name}}", "value}"), ExpansionCase("$name}", "value}"),
    // Defaults
    ExpansionCase("${none:-d}", "d"), ExpansionCase("${empty:-d}", "d"), ExpansionCase("${name:-d}", "value"),
    ExpansionCase("${none-d}", "d"), ExpansionCase("${empty-d}", ""), ExpansionCase("${name-d}", "value"),
    ExpansionCase("${none:-}", ""), ExpansionCase("${none:-$name}", "value"),
    ExpansionCase("${none:-${empty:-${name}}}", "value"), ExpansionCase("${none:-a b}", "a b"),
    ExpansionCase("${none:-'a}b'}", "a}b", "quotes in the word are removed"),
    ExpansionCase(#"${none:-"$name"}"#, "value", "quotes in the word are removed"),
    ExpansionCase(#"${none:-a\}b}"#, "a}b", "escapes in the word"),
    ExpansionCase("${none:-$(date)}", "$(date)"), ExpansionCase("${none:-{x}", "{x"),
    // Alternatives
    ExpansionCase("${name:+a}", "a"), ExpansionCase("${empty:+a}", ""), ExpansionCase("${none:+a}", ""),
    ExpansionCase("${name+a}", "a"), ExpansionCase("${empty+a}", "a"), ExpansionCase("${none+a}", ""),
    ExpansionCase("app${n:+:$n}", "app:1"),
    // Demands
    ExpansionCase("${name?}", "value"), ExpansionCase("${name:?why}", "value"), ExpansionCase("${none?}", nil),
    ExpansionCase("${none:?why}", nil), ExpansionCase("${empty:?why}", nil), ExpansionCase("${empty?why}", ""),
    // Prefixes and suffixes
    ExpansionCase("${path#/*/}", "local/lib"), ExpansionCase("${path##*/}", "lib"),
    ExpansionCase("${path%/*}", "/usr/local"),
    ExpansionCase("${path%%/*}", ""), ExpansionCase("${dots#*.}", "b.c.d"), ExpansionCase("${dots##*.}", "d"),
    ExpansionCase("${dots%.*}", "a.b.c"), ExpansionCase("${dots%%.*}", "a"), ExpansionCase("${dots#x}", "a.b.c.d"),
    ExpansionCase("${dots#?}", ".b.c.d"), ExpansionCase("${dots%??}", "a.b.c"), ExpansionCase("${dots#}", "a.b.c.d"),
    ExpansionCase("${dots##*}", ""), ExpansionCase("${dots#*}", "a.b.c.d"), ExpansionCase("${none#x}", ""),
    ExpansionCase(#"${star#x\*}"#, "y", "a backslash makes a star plain"),
    ExpansionCase(#"${star%\*y}"#, "x", "a backslash makes a star plain"),
    ExpansionCase(#"${name#\v}"#, nil, "a backslash before a plain character is an error"),
    ExpansionCase("${name:#v}", "alue", "a colon changes nothing here"),
    ExpansionCase("${lines#*}", "a\nb"), ExpansionCase("${lines##*}", "\nb", "a star stops at a line break"),
    // Replacements
    ExpansionCase("${dots/./-}", "a-b.c.d"), ExpansionCase("${dots//./-}", "a-b-c-d"), ExpansionCase("${dots//.}", nil),
    ExpansionCase("${dots//./}", "abcd"), ExpansionCase("${dots/b*/x}", "a.x", "the longest match"),
    ExpansionCase("${dots//?./x}", "xxxd"), ExpansionCase("${none/a/b}", ""), ExpansionCase("${name/x/y}", "value"),
    ExpansionCase("${aaa//a/b}", "bbb"), ExpansionCase("${aaa/aa/b}", "ba"), ExpansionCase("${aaa//*/b}", "b"),
    ExpansionCase(#"${path//\//-}"#, "-usr-local-lib", "a slash in the pattern is escaped"),
    ExpansionCase("${name/value/$n}", "1"), ExpansionCase("${name/v}", nil), ExpansionCase("${name/v/w", nil),
    ExpansionCase("${aaa///-}", "-a-a-a-", "an empty pattern matches between all characters"),
    // Quotes
    ExpansionCase("'$name'", "$name"), ExpansionCase(#""$name""#, "value"), ExpansionCase("'a'\"b\"c", "abc"),
    ExpansionCase("'", nil), ExpansionCase("\"", nil), ExpansionCase("it's", nil), ExpansionCase(#""it's""#, "it's"),
    ExpansionCase(#"'say "hi"'"#, #"say "hi""#), ExpansionCase(#""a\"b""#, #"a"b"#), ExpansionCase(#""a\b""#, #"a\b"#),
    ExpansionCase(#""\$name""#, "$name"), ExpansionCase(#"'\$name'"#, #"\$name"#), ExpansionCase("''", ""),
    // Escapes
    ExpansionCase(#"\$name"#, "$name"), ExpansionCase(#"\\$name"#, #"\value"#), ExpansionCase(#"a\b"#, "ab"),
    ExpansionCase(#"a\"#, "a"), ExpansionCase(#"\'"#, "'"), ExpansionCase(#"\${name}"#, "${name}"),
]

@Suite struct DockerfileExpansionTests {
    @Test(arguments: expansions)
    func expands(_ entry: ExpansionCase) throws {
        if let result = entry.result {
            #expect(try ShellLexer().expand(entry.text, variables: variables).text == result)
        } else {
            let problem = #expect(throws: SyntaxProblem.self) {
                try ShellLexer().expand(entry.text, variables: variables)
            }
            #expect(problem?.code == .invalidExpansion)
        }
    }

    @Test(arguments: [
        ("a b  c", ["a", "b", "c"]), ("'a b' c", ["a b", "c"]), ("$spaces", ["one", "two"]),
        ("\"$spaces\"", ["one two"]), (#"a\ b"#, ["a b"]), ("x$spaces", ["xone", "two"]), ("", []), ("  ", []),
        ("''", []),
        ("$empty", []), ("a\u{A0}b", ["a", "b"]), ("a\u{3000}b", ["a", "b"]),
    ])
    func splitsIntoWords(_ text: String, _ words: [String]) throws {
        #expect(try ShellLexer().split(text, variables: variables).words == words)
    }

    @Test func otherEscapeCharacter() throws {
        let lexer = ShellLexer(escape: UInt8(ascii: "`"))
        #expect(try lexer.expand(#"C:\dir`$name"#, variables: variables).text == #"C:\dir$name"#)
        #expect(try lexer.expand(#""a`"b""#, variables: variables).text == #"a"b"#)
    }

    @Test func unsetVariablesAreReported() throws {
        #expect(try ShellLexer().expand("$a ${b:-x} $name", variables: variables).unset == ["a", "b"])
    }

    @Test func unsetVariablesMayBeKept() throws {
        let lexer = ShellLexer(keepsUnset: true)
        #expect(
            try lexer.expand("$a ${b} ${c:-x} $name ${d/x/y}", variables: variables).text
                == "$a ${b} ${c:-x} value ${d/x/y}"
        )
    }

    @Test func byteOrderMarkInFrontIsDropped() throws {
        #expect(try ShellLexer().expand("\u{FEFF}a$name", variables: variables).text == "avalue")
    }

    // MARK: Bounds

    @Test func nestingIsBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "${x:-", count: depth) + "y" + String(repeating: "}", count: depth)
        }
        #expect(try ShellLexer().expand(nested(60), variables: [:]).text == "y")
        let problem = #expect(throws: SyntaxProblem.self) { try ShellLexer().expand(nested(10_000), variables: [:]) }
        #expect(problem?.code == .tooLarge)
    }

    @Test func patternsAreBounded() throws {
        let pattern = String(repeating: "*a", count: 500)
        let variables = ["x": String(repeating: "a", count: 100_000)]
        let problem = #expect(throws: SyntaxProblem.self) {
            try ShellLexer().expand("${x//\(pattern)b/}", variables: variables)
        }
        #expect(problem?.code == .tooLarge)
    }
}
