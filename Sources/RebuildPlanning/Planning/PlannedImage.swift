public import ImageGraph

/// What is to happen to one image, and why.
public struct PlannedImage: Sendable, Hashable, Codable {
    /// A tag that another image carries without deserving it.
    public struct ObsoleteTag: Sendable, Hashable, Codable {
        /// The image that carries it.
        public var imageID: String
        /// Familiar form, `name:tag`.
        public var reference: String
        /// All tags of that image, familiar form.
        public var tags: [String]
    }

    public var key: ImageKey
    /// Familiar; without tag for a buildable image.
    public var reference: ImageReference
    public var role: ImageRole
    public var origin: ImageOrigin
    public var decision: Decision
    /// First the one that decided. Never empty.
    public var reasons: [Reason]
    public var parents: [ImageKey]
    public var state: SourceState
    public var inputDigest: String?
    /// The labels that a present or pulled image is judged by.
    public var labels: [String: String]
    public var acceptedVersions: Set<String>
    /// The present image that is kept.
    public var imageID: String?
    /// The kept image was judged by its labels alone, so it falls if one of its ancestors is built after all.
    public var fallsWithAncestors: Bool
    /// Bare tags it must carry when it is ready.
    public var requiredTags: [String]
    /// Of `requiredTags`, those that the kept image lacks.
    public var missingTags: [String]
    /// Bare tags that a build adds; empty unless it and all its ancestors are clean.
    public var tagsIfBuilt: [String]
    /// What to ask the registry for, in this order; familiar form.
    public var pullReferences: [ImageReference]
    /// The tags to take from other images before anything is built.
    public var obsoleteTags: [ObsoleteTag]
    /// Facts that do not change the decision but should be known.
    public var warnings: [Reason]

    /// Whether anything at all is to be done with it.
    public var hasWork: Bool { decision != .keep || !missingTags.isEmpty || !obsoleteTags.isEmpty }
}
