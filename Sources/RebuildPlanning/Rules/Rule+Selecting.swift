package import ManifestKit

extension Rule {
    package static let unknownName = Rule(
        "unknown-name",
        .error,
        "A name selects no image.",
        "Correct the name, or add the image to the list."
    )
    package static let ambiguousName = Rule(
        "ambiguous-name",
        .error,
        "A short name is the end of several images' names.",
        "Write more of the name."
    )
    package static let nothingSelected = Rule(
        "nothing-selected",
        .error,
        "What is left out is all that was selected.",
        "Leave out less."
    )
}

extension RuleGroup {
    /// What names of images that were asked for can have.
    package static let selecting = RuleGroup("Selecting", [.unknownName, .ambiguousName, .nothingSelected])
}
