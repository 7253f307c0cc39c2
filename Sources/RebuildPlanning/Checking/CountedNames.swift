/// Names in a message: how many there are, and the first few.
enum CountedNames {
    /// Who wants to see all of them looks at the context: `inspect context`.
    private static let told = 5

    static func text(_ names: [String], one: String, many: String) -> String {
        let count = names.count == 1 ? "1 \(one)" : "\(names.count) \(many)"
        let first = names.prefix(told).map { "'\($0)'" }.joined(separator: ", ")
        return "\(count) (\(first)\(names.count > told ? ", …" : ""))"
    }
}
