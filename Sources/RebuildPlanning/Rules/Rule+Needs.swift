package import ManifestKit

extension Rule {
    package static let cycle = Rule(
        "cycle",
        .error,
        "Images need each other in a loop.",
        "Take one of the needs out of its Dockerfile."
    )
    package static let ambiguousBase = Rule(
        "ambiguous-base",
        .error,
        "A base could be any of several images of the list.",
        "Keep one of them in the list, or name the tag in the Dockerfile."
    )
    package static let platformDiffers = Rule(
        "platform-differs",
        .error,
        "An image is needed for another platform than it is built for.",
        "The engine would take another image of that name, or none. Give both entries the same platform."
    )
    package static let listedBaseOtherTag = Rule(
        "listed-base-other-tag",
        .warning,
        "A base is in a list, but with another tag.",
        "The image of the list is not used: what is named is pulled. Name the build tag if the list's is meant."
    )
    package static let baseLikeListed = Rule(
        "base-like-listed",
        .warning,
        "A base outside the lists is named much like an image in them.",
        "It is pulled, and not built. Correct the name if the image of the list is meant."
    )
    package static let buildTagOutsideLists = Rule(
        "build-tag-outside-lists",
        .warning,
        "A base has the build tag, but is in no list.",
        "Nobody keeps it consistent with the source tree. Add it to a list, or name another tag."
    )
    package static let untaggedListedBase = Rule(
        "untagged-listed-base",
        .warning,
        "A base of the list is named without a tag.",
        "docker takes it for ':latest', so others who build the Dockerfile get another image. Add the build tag."
    )
    package static let unpinnedBase = Rule(
        "unpinned-base",
        .warning,
        "An external base has neither tag nor digest.",
        "It is ':latest', which changes with time, so a build cannot be repeated. Name a version."
    )
    package static let baseNotLocked = Rule(
        "base-not-locked",
        .error,
        "A base is to be locked, and the lock file does not name it.",
        "Write the lock file anew, or say another freshness."
    )
    package static let unneededBase = Rule(
        "unneeded-base",
        .warning,
        "base_images names an image that nothing in the list needs.",
        "Correct the name, or remove the entry."
    )
    package static let sourcesUnknown = Rule(
        "sources-unknown",
        .warning,
        "git cannot tell whether an image's sources are clean.",
        "Such images are labelled dirty and get no hash tag. Do what the message asks for."
    )
}

extension RuleGroup {
    /// What the needs of images can have.
    package static let needs = RuleGroup(
        "What images need",
        [
            .cycle, .ambiguousBase, .platformDiffers, .listedBaseOtherTag, .baseLikeListed, .buildTagOutsideLists,
            .untaggedListedBase, .unpinnedBase, .baseNotLocked, .unneededBase, .sourcesUnknown,
        ]
    )
}
