/// The rules of one kind of input, under a heading that people know it by.
package struct RuleGroup: Sendable, Hashable {
    /// The heading: `The manifest`.
    package let title: String
    /// In the order in which they are told.
    package let rules: [Rule]

    package init(_ title: String, _ rules: [Rule]) {
        self.title = title
        self.rules = rules
    }
}
