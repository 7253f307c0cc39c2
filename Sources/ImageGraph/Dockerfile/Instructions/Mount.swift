/// One `RUN --mount=…`, as far as it can be read before variables are expanded.
///
/// Source: BuildKit's `commands_runmount.go`. It too reads only `from` before, which may hold no variable, and
/// everything else when the stage is built.
public struct Mount: Hashable, Sendable {
    /// One `key=value`.
    public struct Field: Hashable, Sendable {
        /// In lower case.
        public let key: String
        /// As written; `nil` where there is no `=`.
        public let value: String?
        /// The whole field as written.
        let text: String
    }

    /// In order.
    public let fields: [Field]
    /// The stage or image that `from` names; empty if there is none.
    public let from: String

    init(_ value: String) throws(SyntaxProblem) {
        var fields: [Field] = []
        var from = ""
        for text in try CSVLine.fields(of: value) {
            guard let equals = text.utf8.firstIndex(of: .equals) else {
                fields.append(Field(key: text.lowercased(), value: nil, text: text))
                continue
            }
            let key = text[..<equals].lowercased()
            let value = String(text[text.utf8.index(after: equals)...])
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
            fields.append(Field(key: key, value: value, text: text))
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
