/// What an image says of itself (<https://github.com/opencontainers/image-spec/blob/main/config.md>).
public struct ImageConfiguration: Sendable, Hashable {
    /// The digest of the whole: what engines without a store of contents call the image's id.
    public let digest: ContentDigest
    /// What it runs on.
    public let platform: ImagePlatform
    /// Its labels; empty where it has none.
    public let labels: [String: String]
    /// When it was made, in the text of RFC 3339 that it holds; `nil` where it does not say.
    public let created: String?
    /// The digests of its layers' contents, unpacked, the lowest first.
    public let layers: [String]
}
