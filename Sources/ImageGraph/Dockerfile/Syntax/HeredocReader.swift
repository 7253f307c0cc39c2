/// Finds the `<<NAME` words of an instruction.
///
/// Source: BuildKit's `heredocsFromLine` and `ParseHeredoc`. Both lex with a backslash for the escape character,
/// whatever the file's own is.
enum HeredocReader {
    /// The documents that `line` announces, in order, with no content yet.
    ///
    /// A line that cannot be lexed as shell words (an open quote, say) announces none.
    static func announced(in line: [UInt8]) throws(SyntaxProblem) -> [Heredoc] {
        guard containsOperator(line) else { return [] }
        let lexer = ShellLexer(keepsQuotes: true, keepsEscapes: true, keepsUnset: true)
        let output: ShellLexer.Expansion
        do {
            output = try lexer.split(String(decoding: line, as: UTF8.self), variables: [:])
        } catch {
            return []
        }
        var heredocs: [Heredoc] = []
        for word in output.words {
            if let heredoc = try parse(word) { heredocs.append(heredoc) }
        }
        return heredocs
    }

    private static func containsOperator(_ line: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in line {
            if byte == .less, previous == .less { return true }
            previous = byte
        }
        return false
    }

    /// Reads one word, `3<<-"EOF"`; `nil` if it is none.
    static func parse(_ word: String) throws(SyntaxProblem) -> Heredoc? {
        var rest = Substring(word).utf8
        rest = rest.drop(while: \.isDigit)
        guard rest.starts(with: "<<".utf8) else { return nil }
        rest = rest.dropFirst(2)
        let removesTabs = rest.first == .hyphen
        if removesTabs { rest = rest.dropFirst() }
        guard !rest.isEmpty, !rest.contains(.less) else { return nil }

        let name = String(Substring(rest))
        let plain = try ShellLexer(keepsUnset: true).split(name, variables: [:])
        guard plain.words.count == 1, let terminator = plain.words.first else { return nil }
        let quoted = try ShellLexer(keepsQuotes: true, keepsUnset: true).split(name, variables: [:])
        guard quoted.words.count == 1, let written = quoted.words.first else {
            throw SyntaxProblem(.invalidSyntax, "the heredoc name \(name) is ambiguous")
        }
        return Heredoc(
            name: terminator,
            isExpanded: quotes(in: terminator) == quotes(in: written),
            removesTabs: removesTabs,
            content: ""
        )
    }

    private static func quotes(in text: String) -> Int {
        text.utf8.count { $0 == .singleQuote || $0 == .doubleQuote }
    }
}
