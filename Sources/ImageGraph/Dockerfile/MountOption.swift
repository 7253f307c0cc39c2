/// The value of one `RUN --mount=…`, as far as it can be read before variables are expanded.
///
/// Source: BuildKit's `commands_runmount.go`. It reads the value twice: first only `from`, which may hold no variable;
/// then, when the stage is built, everything.
struct MountOption {
    /// The key and value of each field; a field without `=` has no value.
    let fields: [(key: String, value: String?, text: String)]
    /// The stage or image that `from` names; empty if there is none.
    let from: String

    init(_ value: String) throws(SyntaxProblem) {
        var fields: [(String, String?, String)] = []
        var from = ""
        for field in try CSVLine.fields(of: value) {
            guard let equals = field.utf8.firstIndex(of: .equals) else {
                fields.append((field.lowercased(), nil, field))
                continue
            }
            let key = field[..<equals].lowercased()
            let value = String(field[field.utf8.index(after: equals)...])
            if key == "from" {
                guard !Self.hasVariable(value) else {
                    throw SyntaxProblem(
                        .invalidExpansion,
                        "a mount's from= takes no variables",
                        hint: "define a stage with FROM and name that"
                    )
                }
                from = value
            }
            fields.append((key, value, field))
        }
        self.fields = fields
        self.from = from
    }

    /// A `$` with anything after it on the line.
    private static func hasVariable(_ text: String) -> Bool {
        var isAfterDollar = false
        for byte in text.utf8 {
            if isAfterDollar, byte != .newline { return true }
            isAfterDollar = byte == .dollar
        }
        return false
    }
}

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
