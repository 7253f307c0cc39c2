public import ImageGraph
public import ManifestKit

/// What is wanted of one image, as far as a decision can rest on it: values only, made from the workspace and from what git said.
public struct DesiredImage: Sendable, Hashable, Codable {
    public var key: ImageKey
    /// Normalised; without tag for a buildable image, exact for any other.
    public var reference: ImageReference
    public var role: ImageRole
    public var origin: ImageOrigin
    /// The images it needs, each once.
    public var parents: [ImageKey]
    /// How its sources stand; `clean` for images without sources.
    public var state: SourceState
    /// The facts that make `state` what it is.
    public var evidence: [Reason]
    /// The labels a present image is judged by, with the value each must have.
    public var labels: [String: String]
    /// Values of the `version` label that serve as well as the one in `labels`.
    public var acceptedVersions: Set<String>
    /// How each repository that its labels speak of stands, its own first; empty for images without sources.
    public var repositories: [ImageSources.Part]
    /// HEAD of its project.
    public var commit: String?
    /// `sha256:` and 64 hexadecimal digits; nil where it could not be computed.
    public var inputDigest: String?
    /// The tags it must carry whatever way it comes: the build tag, and those that Dockerfiles ask for.
    public var requiredTags: [String]
    /// The tags it gets besides when it is built while it and all its ancestors are clean.
    public var cleanTags: [String]
    /// Those of ``cleanTags`` that are spelt otherwise than the branch or git tag they stand for, which is no legal tag: by what
    /// they stand for.
    public var respelledTags: [String: String]
    /// Tags under which a registry may hold it, best first.
    public var pullTags: [String]
    /// Of an image that is taken as it is: the digest that the lock file names; nil: whatever its tag names.
    public var lockedDigest: String?
    /// The external image that its target stage is built from, if it is an external one.
    public var base: ImageReference?
    /// Where that is an image of the lists: the external image at the bottom of what that is built on.
    public var inheritedBase: ImageReference?
    /// What the list lays down for the case that an image from elsewhere moves: this one, or the base of this one; nil: nothing.
    public var baseFreshness: ImageList.BaseImage.Freshness?

    public init(key: ImageKey, reference: ImageReference, role: ImageRole) {
        self.key = key
        self.reference = reference
        self.role = role
        origin = .listed
        parents = []
        state = .clean
        evidence = []
        labels = [:]
        acceptedVersions = []
        repositories = []
        requiredTags = []
        cleanTags = []
        respelledTags = [:]
        pullTags = []
    }

    /// What to ask a registry for, best first.
    var pullReferences: [ImageReference] {
        pullTags.compactMap { try? reference.withTag($0) }
    }
}
