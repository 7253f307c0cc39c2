import Basics

/// An index as it is written under the fallback tag of a referenced image
/// (<https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema>).
struct ArtifactIndex: Encodable {
    let schemaVersion = 2
    let mediaType = ManifestType.ociIndex.rawValue
    let manifests: [ManifestDescriptor]

    /// The tag that holds what refers to an image: `sha256-…`.
    static func fallbackTag(for digest: ContentDigest) -> String {
        "\(digest.algorithm.rawValue)-\(digest.hexadecimal.prefix(64))"
    }

    func bytes() throws(RegistryError) -> [UInt8] {
        do {
            return Array(try JSONText.encode(self, isPretty: false).utf8)
        } catch {
            throw RegistryError(.malformed, "the list of referring manifests cannot be written")
        }
    }
}
