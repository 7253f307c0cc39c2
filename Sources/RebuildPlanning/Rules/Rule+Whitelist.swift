package import ManifestKit

extension Rule {
    package static let unknownImage = Rule(
        "unknown-image",
        .error,
        "A whitelisted image is in no list.",
        "Correct the name, or add the image to the list."
    )
    package static let whitelistedTwice = Rule(
        "whitelisted-twice",
        .warning,
        "An image is in the whitelist twice.",
        "Remove one of the two."
    )
    package static let whitelistTagIgnored = Rule(
        "whitelist-tag-ignored",
        .warning,
        "A tag of a buildable image has no effect.",
        "Images that are built get the build tag. Remove the tag from the whitelist."
    )
}

extension RuleGroup {
    /// What a whitelist can have.
    package static let whitelist = RuleGroup(
        "The whitelist",
        [
            .unknownImage, .whitelistedTwice, .whitelistTagIgnored,
        ]
    )
}
