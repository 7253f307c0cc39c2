/// A manifest as a registry has it, and what it says.
public struct RegistryManifest: Sendable, Hashable {
    /// What a manifest names.
    public enum Content: Sendable, Hashable {
        /// One image, or an artifact in its form: its configuration and its layers, the lowest first.
        case image(configuration: ManifestDescriptor, layers: [ManifestDescriptor])
        /// An image for several platforms, or a list of artifacts: its manifests in their order.
        case index([ManifestDescriptor])
    }

    /// Where it was read.
    public let reference: RegistryReference
    /// Its very bytes: whoever writes it elsewhere writes these, or it is another image.
    public let bytes: [UInt8]
    /// The digest of these bytes.
    public let digest: ContentDigest
    /// Its type.
    public let mediaType: ManifestType
    /// What it says.
    public let content: Content
    /// The image that it says something of, as an attestation does.
    public let subject: ManifestDescriptor?
    /// What kind of artifact it is: its own word, else the type of its configuration.
    public let artifactType: String?
    /// Free words of whoever made it.
    public let annotations: [String: String]

    /// What names it.
    public var descriptor: ManifestDescriptor {
        ManifestDescriptor(digest: digest, mediaType: mediaType.rawValue, size: Int64(bytes.count))
    }

    /// The platforms that an index has images for, without what stands for none; empty for one image, which its
    /// configuration tells of.
    public var platforms: [ImagePlatform] {
        guard case .index(let manifests) = content else { return [] }
        return manifests.compactMap(\.platform).filter { !$0.isUnknown }
    }

    /// The manifest of an index for a platform: the very one, else the newest variant that runs there.
    ///
    /// - Returns: `nil` if there is none, and for one image.
    public func child(for platform: ImagePlatform) -> ManifestDescriptor? {
        guard case .index(let manifests) = content else { return nil }
        let fitting = manifests.compactMap { manifest -> (Int, ManifestDescriptor)? in
            guard let other = manifest.platform, let distance = platform.distance(to: other) else { return nil }
            return (distance, manifest)
        }
        // Of equals the first, as an index has them in the order of preference.
        return fitting.min { $0.0 < $1.0 }?.1
    }
}
