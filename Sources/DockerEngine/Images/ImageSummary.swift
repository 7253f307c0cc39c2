/// One image in the engine's list.
public struct ImageSummary: Sendable, Hashable {
    /// `sha256:…`. With the containerd store the manifest's digest, else the configuration's: never compare the ids of
    /// two engines.
    public let id: String
    /// `name:tag`; empty for a dangling image, whatever the engine writes for one.
    public let repoTags: [String]
    /// `name@digest`. With the containerd store also for images that never were in a registry.
    public let repoDigests: [String]
    /// Those of its parents included; empty where the engine says null.
    public let labels: [String: String]
    /// Seconds since 1970.
    public let created: Int64
    /// Bytes, layers shared with others included.
    public let size: Int64
    /// Empty if there is none that the engine knows.
    public let parentID: String

    /// A line of a list.
    public init(
        id: String,
        repoTags: [String] = [],
        repoDigests: [String] = [],
        labels: [String: String] = [:],
        created: Int64 = 0,
        size: Int64 = 0,
        parentID: String = ""
    ) {
        self.id = id
        self.repoTags = repoTags
        self.repoDigests = repoDigests
        self.labels = labels
        self.created = created
        self.size = size
        self.parentID = parentID
    }
}

/// One image, as an inspect shows it.
public struct ImageDetails: Sendable, Hashable {
    /// `sha256:…`
    public let id: String
    /// `name:tag`, any number; not `<none>:<none>`.
    public let repoTags: [String]
    /// `name@sha256:…`, for what came from a registry or went there.
    public let repoDigests: [String]
    /// Those of its parents included; empty where the engine says null.
    public let labels: [String: String]
    /// As the engine writes it: RFC 3339, or empty.
    public let created: String
    /// In Go's terms, such as `amd64`.
    public let architecture: String
    /// `linux`, as a rule.
    public let os: String
    /// The image it was built on, where the engine knows; BuildKit leaves it empty.
    public let parentID: String
    /// Bytes, layers shared with others included.
    public let size: Int64
    /// Its layers from the lowest up, by the digests of their uncompressed archives: equal ones are equal content.
    public let layers: [String]
    /// Its `ONBUILD` instructions, which run in whatever is built on it.
    public let onBuild: [String]

    /// What an inspect found.
    public init(
        id: String,
        repoTags: [String] = [],
        repoDigests: [String] = [],
        labels: [String: String] = [:],
        created: String = "",
        architecture: String = "",
        os: String = "",
        parentID: String = "",
        size: Int64 = 0,
        layers: [String] = [],
        onBuild: [String] = []
    ) {
        self.id = id
        self.repoTags = repoTags
        self.repoDigests = repoDigests
        self.labels = labels
        self.created = created
        self.architecture = architecture
        self.os = os
        self.parentID = parentID
        self.size = size
        self.layers = layers
        self.onBuild = onBuild
    }
}

/// What a deletion did.
public enum Removal: Sendable, Hashable {
    /// A tag or a digest reference is gone.
    case untagged(String)
    /// An image or a layer is gone.
    case deleted(String)
}
