/// One record of comma-separated values (Go's `encoding/csv`).
enum CSVLine {
    static func fields(of text: String) throws(SyntaxProblem) -> [String] {
        guard !text.isEmpty else { throw SyntaxProblem(.invalidFlag, "the flag --mount needs a value") }
        var fields: [String] = []
        var rest = Substring(text).utf8[...]
        while true {
            if rest.first == .doubleQuote {
                fields.append(try quotedField(&rest))
            } else {
                let field = rest.prefix { $0 != .comma }
                guard !field.contains(.doubleQuote) else { throw strayQuote }
                fields.append(String(Substring(field)))
                rest = rest.dropFirst(field.count)
            }
            guard rest.first == .comma else { break }
            rest = rest.dropFirst()
        }
        guard rest.isEmpty else { throw strayQuote }
        return fields
    }

    /// A field in quotes, where two quotes stand for one.
    private static func quotedField(_ rest: inout Substring.UTF8View) throws(SyntaxProblem) -> String {
        var bytes: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            guard byte == .doubleQuote else {
                bytes.append(byte)
                continue
            }
            guard rest.first == .doubleQuote else { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
            rest = rest.dropFirst()
        }
        throw SyntaxProblem(.invalidFlag, "a quoted field of --mount is not closed")
    }

    private static var strayQuote: SyntaxProblem {
        SyntaxProblem(.invalidFlag, "a quote stands within a field of --mount")
    }
}
