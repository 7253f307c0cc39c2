extension Rule {
    package static let severalTrees = Rule(
        "several-trees",
        .error,
        "A folder holds trees of several kinds.",
        "Say which one is meant."
    )
    package static let treeUnreadable = Rule(
        "tree-unreadable",
        .error,
        "What says which projects the tree has cannot be read.",
        "Do what the message asks for."
    )
    package static let treeOption = Rule(
        "tree-option",
        .error,
        "An option does not fit the kind of tree.",
        "Leave it out, or name the kind that it is for."
    )
    package static let unlistedSubmodule = Rule(
        "unlisted-submodule",
        .warning,
        "A commit records a submodule that .gitmodules does not name.",
        "Name it there, or remove it: nobody can check it out. Here it counts as a part of the repository around it."
    )
    package static let unrecordedSubmodule = Rule(
        "unrecorded-submodule",
        .warning,
        "A submodule of .gitmodules is recorded by no commit.",
        "Add it to the repository, or remove the entry: it is no project of the tree."
    )
    package static let unsupportedRepository = Rule(
        "unsupported-repository",
        .error,
        "A repository of a .repos file is no git repository.",
        "Take it out of the file, or list the others in a table of projects."
    )
    package static let notUpdated = Rule(
        "not-updated",
        .error,
        "A west manifest imports from a project that was never updated.",
        "Run west update: what a manifest imports is read from there."
    )
    package static let unresolvedURL = Rule(
        "unresolved-url",
        .warning,
        "A relative URL cannot be resolved.",
        "Labels show it as it is written."
    )
}

extension RuleGroup {
    /// What trees of any kind but a repo checkout can have.
    package static let trees = RuleGroup(
        "Trees of other kinds",
        [
            .severalTrees, .treeUnreadable, .treeOption, .unlistedSubmodule, .unrecordedSubmodule,
            .unsupportedRepository,
            .notUpdated, .unresolvedURL,
        ]
    )
}
