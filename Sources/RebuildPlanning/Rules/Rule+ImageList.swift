package import ManifestKit

extension Rule {
    package static let noBuildTag = Rule("no-build-tag", .error, "There is no build tag.", "Add docker_build_tag.")
    package static let badBuildTag = Rule(
        "bad-build-tag",
        .error,
        "The build tag is no legal tag.",
        "Tags have letters, digits, '_', '.' and '-' only."
    )
    package static let badReference = Rule(
        "bad-reference",
        .error,
        "A name is no image reference.",
        "Correct it as the message says."
    )
    package static let taggedBuildable = Rule(
        "tagged-buildable",
        .error,
        "A buildable image carries a tag or digest.",
        "Remove it: imagebuilder sets the tags."
    )
    package static let untaggedPullOnly = Rule(
        "untagged-pull-only",
        .error,
        "A pull-only image has neither tag nor digest.",
        "Name the version to pull."
    )
    package static let listedTwice = Rule(
        "listed-twice",
        .error,
        "An image is both to be built and only to be pulled.",
        "Keep one of the two."
    )
    package static let buildTagClaimedTwice = Rule(
        "build-tag-claimed-twice",
        .warning,
        "Two pull-only images of one repository would both get the build tag.",
        "Only the first gets it. Keep one of them, so that it is clear which one a Dockerfile means."
    )
    package static let unknownRepo = Rule(
        "unknown-repo",
        .error,
        "The tree has no project of that name.",
        "Correct 'repo', or add the project."
    )
    package static let notCheckedOut = Rule(
        "not-checked-out",
        .error,
        "A project that is needed is not on disk.",
        "Check it out."
    )
    package static let severalCheckouts = Rule(
        "several-checkouts",
        .warning,
        "A project is checked out at several places.",
        "The first one is used. Nothing is wrong if that is meant."
    )
    package static let missingPath = Rule("missing-path", .error, "A component's path is not there.", "Correct it.")
    package static let missingContext = Rule(
        "missing-context",
        .error,
        "The context is no folder.",
        "Correct 'path' or 'context'."
    )
    package static let missingDockerfile = Rule(
        "missing-dockerfile",
        .error,
        "There is no Dockerfile at the place.",
        "Correct 'path' or 'dockerfile'."
    )
    package static let pathLeavesProject = Rule(
        "path-leaves-project",
        .error,
        "A symlink leads a path out of its project.",
        "Only what is in the project can be proved clean. Make it a component of its own."
    )
    package static let componentReplacesDockerfile = Rule(
        "component-replaces-dockerfile",
        .error,
        "A component takes the place of the Dockerfile.",
        "Another Dockerfile would be built than was read. Give the component a dest of its own."
    )
    package static let componentArgumentTaken = Rule(
        "component-argument-taken",
        .warning,
        "Two components have one build argument.",
        "Their names differ only in letters that an argument cannot have, so the labels tell one commit for both. "
            + "Rename one of the projects."
    )
    package static let unusedBuildArg = Rule(
        "unused-build-arg",
        .warning,
        "A build argument is declared nowhere in the Dockerfile.",
        "It has no effect. Declare it by ARG in the stage that is to use it, or remove it."
    )
}

extension RuleGroup {
    /// What an image list can have.
    package static let imageList = RuleGroup(
        "The image list",
        [
            .noBuildTag, .badBuildTag, .badReference, .taggedBuildable, .untaggedPullOnly, .listedTwice,
            .buildTagClaimedTwice, .unknownRepo, .notCheckedOut, .severalCheckouts, .missingPath, .missingContext,
            .missingDockerfile, .pathLeavesProject, .componentReplacesDockerfile, .componentArgumentTaken,
            .unusedBuildArg,
        ]
    )
}
