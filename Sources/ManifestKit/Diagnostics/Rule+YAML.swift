extension Rule {
    package static let malformedYAML = Rule(
        "malformed-yaml",
        .error,
        "The file is no YAML.",
        "Correct it where the message says."
    )
    package static let notYAML = Rule(
        "not-yaml",
        .error,
        "The file is no YAML that can be read.",
        "Correct it where the message says."
    )
    package static let manyDocuments = Rule("many-documents", .error, "The file holds several documents.", "Keep one.")
    package static let duplicateKey = Rule(
        "duplicate-key",
        .error,
        "A key stands twice in one map.",
        "Keep one of the two."
    )
    package static let badMerge = Rule(
        "bad-merge",
        .error,
        "A merge key has no map to merge.",
        "Give it a map, or a list of maps."
    )
    package static let unknownAlias = Rule(
        "unknown-alias",
        .error,
        "An alias has no anchor before it.",
        "Define the anchor, or correct the name."
    )
    package static let unknownKey = Rule(
        "unknown-key",
        .error,
        "A key is not known.",
        "Correct or remove it: it would have no effect."
    )
    package static let missingKey = Rule("missing-key", .error, "A key that is needed is not there.", "Add it.")
    package static let wrongType = Rule(
        "wrong-type",
        .error,
        "A value is of the wrong kind.",
        "Write what the message asks for, in quotes if it is a text."
    )
    package static let emptyValue = Rule("empty-value", .error, "A value is empty.", "Fill it, or remove its key.")
    package static let illegalCharacter = Rule(
        "illegal-character",
        .error,
        "A value has a control character in it.",
        "Remove it."
    )
    package static let illegalValue = Rule(
        "illegal-value",
        .error,
        "A value does not follow its grammar.",
        "Write it as the message says."
    )
    package static let illegalPath = Rule(
        "illegal-path",
        .error,
        "A path is absolute or leaves its root.",
        "Write a path below the root."
    )
    package static let duplicateName = Rule(
        "duplicate-name",
        .error,
        "A name or place is taken already.",
        "Keep one of the two."
    )
    package static let repeatedEntry = Rule(
        "repeated-entry",
        .warning,
        "An entry repeats another word for word.",
        "It has no effect. Remove it."
    )
}

extension RuleGroup {
    /// What an image list or a whitelist can have as a YAML file.
    package static let yaml = RuleGroup(
        "The image list and the whitelist, as YAML",
        [
            .malformedYAML, .notYAML, .manyDocuments, .duplicateKey, .badMerge, .unknownAlias, .unknownKey,
            .missingKey, .wrongType, .emptyValue, .illegalCharacter, .illegalValue, .illegalPath, .duplicateName,
            .repeatedEntry,
        ]
    )
}
