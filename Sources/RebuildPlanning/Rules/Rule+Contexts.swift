package import ManifestKit

extension Rule {
    package static let dockerignore = Rule(
        "dockerignore",
        .error,
        "The ignore file has a pattern without meaning.",
        "docker refuses it, too. Correct it."
    )
    package static let ignoreFileNotRead = Rule(
        "ignore-file-not-read",
        .warning,
        "docker does not read this ignore file.",
        "It reads NAME.dockerignore beside the Dockerfile NAME, else .dockerignore in the root of the context."
    )
    package static let ignoreComment = Rule(
        "ignore-comment",
        .warning,
        "A '#' in the middle of a line begins no comment.",
        "It is a part of the pattern, which then most likely matches nothing. Give the comment its own line."
    )
    package static let unreadableContext = Rule(
        "unreadable-context",
        .error,
        "A build context cannot be read.",
        "A build would fail as well. Check permissions."
    )
    package static let ignoredFilesInContext = Rule(
        "ignored-files-in-context",
        .warning,
        "The context of an image holds files that git ignores.",
        "No commit has them, so the image is never clean, and is never pulled. Exclude them in the .dockerignore, "
            + "or build hermetic contexts."
    )
    package static let symlinkLeavesContext = Rule(
        "symlink-leaves-context",
        .warning,
        "A symlink in the context leads out of it.",
        "docker sends the link itself: in the image it leads to whatever is at that place there, or nowhere."
    )
    package static let componentHidesFiles = Rule(
        "component-hides-files",
        .warning,
        "A component replaces files of the context.",
        "The build gets those of the component. Give the component a dest of its own."
    )
    package static let specialFilesInContext = Rule(
        "special-files-in-context",
        .warning,
        "The context holds sockets, pipes or devices.",
        "docker leaves them out. Exclude them in the .dockerignore, so that this is plain."
    )
    package static let lfsPointer = Rule(
        "lfs-pointer",
        .warning,
        "The context holds git-lfs pointers instead of the files.",
        "The image would hold the pointers. Run git lfs pull in the project."
    )
    package static let projectInContext = Rule(
        "project-in-context",
        .warning,
        "The checkout of another project lies in the context.",
        "Its files go into the image, with a state of their own. If they are meant to, a component says so; else name it in "
            + "the .dockerignore."
    )
    package static let missingCopySource = Rule(
        "missing-copy-source",
        .warning,
        "COPY or ADD takes a path that the context does not have.",
        "The build would fail there. Correct the path, which is relative to the context, or add a component that brings it."
    )
    package static let ignoredCopySource = Rule(
        "ignored-copy-source",
        .warning,
        "COPY or ADD takes a path that the ignore file leaves out.",
        "The build would fail there. Take the path back in by a line with '!', or do not copy it."
    )
    package static let gitNotInContext = Rule(
        "git-not-in-context",
        .warning,
        "A build needs .git, which is no part of its context.",
        "Give it what it needs by a build argument: the labels of the commit are there. Or keep .git by context_keep_git."
    )
    package static let componentAddsNothing = Rule(
        "component-adds-nothing",
        .warning,
        "A component adds no file to the context.",
        "It is empty, or the ignore file leaves all of it out. Correct its path or the ignore file, or remove it."
    )
}

extension RuleGroup {
    /// What a build context can have.
    package static let contexts = RuleGroup(
        "Build contexts",
        [
            .dockerignore, .ignoreFileNotRead, .ignoreComment, .unreadableContext, .ignoredFilesInContext,
            .symlinkLeavesContext, .componentHidesFiles, .componentAddsNothing,
            .specialFilesInContext, .lfsPointer, .projectInContext, .missingCopySource, .ignoredCopySource,
            .gitNotInContext,
        ]
    )
}
