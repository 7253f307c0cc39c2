/// The rules of one kind of input, under a heading that people know it by.
public struct RuleGroup: Sendable, Hashable {
    /// The heading: `The manifest`.
    public let title: String
    /// In the order in which they are told.
    public let rules: [Rule]

    public init(_ title: String, _ rules: [Rule]) {
        self.title = title
        self.rules = rules
    }
}
