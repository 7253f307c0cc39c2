package import ManifestKit

extension Rule {
    package static let actions = Rule(
        "actions",
        .error,
        "The file is no actions file that can be used.",
        "Name one that a run of this version of imagebuilder has written."
    )
}

extension RuleGroup {
    /// What an actions file can have.
    package static let actionsFile = RuleGroup("Actions files", [.actions])
}
