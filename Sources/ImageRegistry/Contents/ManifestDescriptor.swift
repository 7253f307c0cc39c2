/// What names one piece of content and says what it is
/// (<https://github.com/opencontainers/image-spec/blob/main/descriptor.md>).
public struct ManifestDescriptor: Sendable, Hashable {
    /// The content's name.
    public var digest: ContentDigest
    /// What it is, such as `application/vnd.oci.image.manifest.v1+json`.
    public var mediaType: String
    /// In bytes.
    public var size: Int64
    /// What the image runs on, where an index says so.
    public var platform: ImagePlatform?
    /// What kind of artifact it is, where it is one and that is said.
    public var artifactType: String?
    /// Free words of whoever made it.
    public var annotations: [String: String]

    /// A descriptor by its parts.
    public init(
        digest: ContentDigest,
        mediaType: String,
        size: Int64,
        platform: ImagePlatform? = nil,
        artifactType: String? = nil,
        annotations: [String: String] = [:]
    ) {
        self.digest = digest
        self.mediaType = mediaType
        self.size = size
        self.platform = platform
        self.artifactType = artifactType
        self.annotations = annotations
    }
}
