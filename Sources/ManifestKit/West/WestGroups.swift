/// Which groups of projects are disabled.
struct WestGroups {
    private var disabled: Set<String> = []

    /// - Parameter filters: lists of `+group` and `-group`; what comes later counts.
    init(_ filters: [[String]]) {
        for item in filters.joined() {
            if item.hasPrefix("-") {
                disabled.insert(String(item.dropFirst()))
            } else {
                disabled.remove(String(item.dropFirst()))
            }
        }
    }

    /// Whether a project of these groups is active: one in no group is, and one in a group that is not disabled.
    func areActive(_ groups: [String]) -> Bool {
        groups.isEmpty || groups.contains { !disabled.contains($0) }
    }

    static func isGroup(_ name: some StringProtocol) -> Bool {
        guard let first = name.first, first != "+", first != "-" else { return false }
        return !name.contains { $0.isWhitespace || $0 == "," || $0 == ":" }
    }
}
