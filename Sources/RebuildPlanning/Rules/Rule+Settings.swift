package import ManifestKit

extension Rule {
    package static let settings = Rule(
        "settings",
        .error,
        "The settings cannot be used.",
        "Do what the message asks for."
    )
}

extension RuleGroup {
    /// What a file of the program's own settings can have, which no check of a tree looks at.
    package static let settings = RuleGroup("Settings", [.settings])
}
