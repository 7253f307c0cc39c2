extension Rule {
    package static let notACheckout = Rule(
        "not-a-checkout",
        .error,
        "The folder holds no tree.",
        "Name its top."
    )
    package static let noManifest = Rule(
        "no-manifest",
        .error,
        "The file is no manifest.",
        "Its root element must be <manifest>."
    )
    package static let malformedXML = Rule(
        "malformed-xml",
        .error,
        "The file is not well-formed XML.",
        "Correct it where the message says."
    )
    package static let missingAttribute = Rule(
        "missing-attribute",
        .error,
        "An element lacks an attribute that it needs.",
        "Add the attribute."
    )
    package static let emptyElement = Rule(
        "empty-element",
        .error,
        "An element has no text.",
        "Give it one, or remove it."
    )
    package static let duplicateElement = Rule(
        "duplicate-element",
        .error,
        "An element that may stand once stands twice.",
        "Keep one of the two."
    )
    package static let badNumber = Rule(
        "bad-number",
        .error,
        "An attribute is no whole number above 0.",
        "Write a number."
    )
    package static let badBoolean = Rule(
        "bad-boolean",
        .warning,
        "An attribute is neither true nor false.",
        "Write true or false."
    )
    package static let badHooks = Rule(
        "bad-hooks",
        .error,
        "<repo-hooks> names a project that cannot have them.",
        "Name a project of the manifest."
    )
    package static let includeLoop = Rule(
        "include-loop",
        .error,
        "A manifest includes itself.",
        "Take one include of the loop out."
    )
    package static let duplicateRemote = Rule(
        "duplicate-remote",
        .error,
        "Two remotes of one name differ.",
        "Rename or remove one of them."
    )
    package static let unknownRemote = Rule(
        "unknown-remote",
        .error,
        "A remote is used that is not defined.",
        "Define it, or correct the name."
    )
    package static let noRemote = Rule(
        "no-remote",
        .error,
        "A project has no remote.",
        "Name one in the project or in <default>."
    )
    package static let noRevision = Rule(
        "no-revision",
        .error,
        "A project has no revision.",
        "Name one in the project, its remote or <default>."
    )
    package static let duplicatePath = Rule(
        "duplicate-path",
        .error,
        "Two projects want one folder.",
        "Give one of them another path."
    )
    package static let unknownProject = Rule(
        "unknown-project",
        .error,
        "A change names a project that is not there.",
        "Correct the name, or make it optional."
    )
    package static let ambiguousProject = Rule(
        "ambiguous-project",
        .error,
        "A change names several projects.",
        "Say which one by its path."
    )
    package static let projectReplaced = Rule(
        "project-replaced",
        .warning,
        "A project takes the folder of another one.",
        "Give it another dest-path."
    )
    package static let staleBase = Rule(
        "stale-base",
        .error,
        "A change expects another revision than it finds.",
        "Bring its base-rev up to date."
    )
    package static let relativeFetch = Rule(
        "relative-fetch",
        .warning,
        "A fetch URL is relative to a URL that is not known.",
        "Check .repo/manifests.git."
    )
    package static let duplicateSubmanifest = Rule(
        "duplicate-submanifest",
        .error,
        "Two submanifests of one name differ.",
        "Rename one of them."
    )
    package static let localManifestFile = Rule(
        "local-manifest-file",
        .error,
        "repo no longer reads this file.",
        "Move it into local_manifests."
    )
}

extension RuleGroup {
    /// What a manifest can have.
    package static let manifest = RuleGroup(
        "The manifest",
        [
            .notACheckout, .noManifest, .malformedXML, .missingAttribute, .emptyElement, .duplicateElement,
            .badNumber, .badBoolean, .badHooks, .includeLoop, .duplicateRemote, .unknownRemote, .noRemote,
            .noRevision, .duplicatePath, .unknownProject, .ambiguousProject, .projectReplaced, .staleBase,
            .relativeFetch, .duplicateSubmanifest, .localManifestFile,
        ]
    )
}
