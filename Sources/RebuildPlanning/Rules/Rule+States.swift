package import ManifestKit

extension Rule {
    package static let unknownState = Rule(
        "unknown-state",
        .error,
        "A state of the tree cannot be told.",
        "Name a commit that is in the repository, or a file that says at which revisions the projects are."
    )
}

extension RuleGroup {
    /// What states of trees that are compared can have.
    package static let states = RuleGroup("States of a tree", [.unknownState])
}
