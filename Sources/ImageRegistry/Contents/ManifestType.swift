/// The media types of manifests.
public enum ManifestType: String, Sendable, Hashable, CaseIterable {
    case ociIndex = "application/vnd.oci.image.index.v1+json"
    case dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"
    case ociManifest = "application/vnd.oci.image.manifest.v1+json"
    case dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"

    /// Whether it names other manifests, and no layers.
    public var isIndex: Bool { self == .ociIndex || self == .dockerList }

    /// All four in one header: of an image whose type is not among the accepted a registry says that it is not there.
    static let accepted = allCases.map(\.rawValue).joined(separator: ", ")

    /// - Parameter header: `Content-Type`, parameters and all.
    init?(header: String?) {
        guard let header else { return nil }
        let name = header.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        self.init(rawValue: name)
    }
}
