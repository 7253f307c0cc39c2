public import ImageGraph

/// One thing that sets images of a plan in motion, and all that follows from it.
public struct PlanCause: Sendable, Hashable, Codable {
    /// What kind of thing. In the order in which people want to hear of them: what hinders first, then what they did
    /// themselves, then what only brings things up to date.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// What would have to be done may not be, or a registry refuses it: the images fail.
        case refused
        /// Files differ from HEAD, or git does not know them.
        case modified
        /// What was committed is not as at the revision that the tree wants.
        case diverged
        /// The context holds files that git ignores.
        case ignored
        /// Git cannot tell.
        case unknown
        /// An image from elsewhere that was built on is another one now.
        case baseMoved
        /// The engine's image from elsewhere is not that of the lock file.
        case notAsLocked
        /// The present image was made of something else, which no file of the tree explains.
        case outdated
        /// A build of everything was asked for.
        case forced
        /// The engine has no such image, and no registry gives it.
        case absent
        /// A registry has what the engine lacks.
        case published
        /// A registry may have what the engine lacks: nobody could ask.
        case perhapsPublished
        /// The content is right, and the labels are not true.
        case mislabelled
        /// The image is there, and lacks a tag.
        case untagged
        /// Tags are on images that do not deserve them.
        case leftOver
    }

    /// An image that the cause concerns by itself.
    public struct Root: Sendable, Hashable, Codable {
        public let key: ImageKey
        /// What the cause says of this image alone; empty where ``PlanCause/facts`` say all.
        public let facts: [Reason]
        /// What is built or relabelled because this image is, and for no reason of its own; in the plan's order. An image
        /// that needs several roots is named by each of them.
        public let dependents: [ImageKey]
    }

    public let kind: Kind
    /// What holds for all ``roots``; empty where only the kind does.
    public let facts: [Reason]
    /// The projects that it lies in, where it is a matter of projects.
    public let repositories: [String]
    /// Never empty; in the plan's order.
    public let roots: [Root]

    /// Every image that it sets in motion, each once.
    public var images: Set<ImageKey> { Set(roots.flatMap { [$0.key] + $0.dependents }) }
}
