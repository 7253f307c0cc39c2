/// The setting `manifest.project-filter`: regular expressions that make projects active or inactive by their names.
struct WestProjectFilter {
    private let elements: [(isActive: Bool, pattern: Regex<AnyRegexOutput>)]

    /// - Parameter items: `+REGEX` and `-REGEX`.
    init(_ items: [String], file: String) throws(InputError) {
        var log = DiagnosticLog()
        elements = items.compactMap { item in
            guard item.hasPrefix("+") || item.hasPrefix("-"), item.count > 1,
                let pattern = try? Regex(String(item.dropFirst()))
            else {
                log.add(
                    .illegalValue,
                    in: file,
                    "manifest.project-filter has an element that is no '+' or '-' with a regular expression: \(item.quoted)"
                )
                return nil
            }
            return (item.hasPrefix("+"), pattern)
        }
        try log.throwIfFailed()
    }

    /// What the last element says that fits the whole name; nil where none does.
    func verdict(on name: String) -> Bool? {
        elements.last { name.wholeMatch(of: $0.pattern) != nil }?.isActive
    }
}
