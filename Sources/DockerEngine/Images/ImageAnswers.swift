/// The engine's JSON for images. Every field may be missing or null; which are, differs between engines and versions.
struct ImageListItem: Decodable, Sendable {
    var id: String?
    var repoTags: [String]?
    var repoDigests: [String]?
    var labels: [String: String]?
    var created: Int64?
    var size: Int64?
    var parentID: String?

    var summary: ImageSummary? {
        guard let id, !id.isEmpty else { return nil }
        return ImageSummary(
            id: id.prefixedDigest,
            repoTags: repoTags.realNames,
            repoDigests: repoDigests.realNames,
            labels: labels ?? [:],
            created: created ?? 0,
            size: size ?? 0,
            parentID: (parentID ?? "").prefixedDigest
        )
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case repoTags = "RepoTags"
        case repoDigests = "RepoDigests"
        case labels = "Labels"
        case created = "Created"
        case size = "Size"
        case parentID = "ParentId"
    }
}

struct ImageInspection: Decodable, Sendable {
    struct Config: Decodable, Sendable {
        var labels: [String: String]?
        var onBuild: [String]?

        private enum CodingKeys: String, CodingKey {
            case labels = "Labels"
            case onBuild = "OnBuild"
        }
    }

    struct RootFS: Decodable, Sendable {
        var layers: [String]?

        private enum CodingKeys: String, CodingKey {
            case layers = "Layers"
        }
    }

    var id: String?
    var repoTags: [String]?
    var repoDigests: [String]?
    var created: String?
    var architecture: String?
    var os: String?
    var parent: String?
    var size: Int64?
    /// Not `ContainerConfig`: BuildKit never filled that, and API 1.45 dropped it.
    var config: Config?
    var rootFS: RootFS?

    var details: ImageDetails? {
        guard let id, !id.isEmpty else { return nil }
        return ImageDetails(
            id: id.prefixedDigest,
            repoTags: repoTags.realNames,
            repoDigests: repoDigests.realNames,
            labels: config?.labels ?? [:],
            created: created ?? "",
            architecture: architecture ?? "",
            os: os ?? "",
            parentID: (parent ?? "").prefixedDigest,
            size: size ?? 0,
            layers: rootFS?.layers ?? [],
            onBuild: config?.onBuild ?? []
        )
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case repoTags = "RepoTags"
        case repoDigests = "RepoDigests"
        case created = "Created"
        case architecture = "Architecture"
        case os = "Os"
        case parent = "Parent"
        case size = "Size"
        case config = "Config"
        case rootFS = "RootFS"
    }
}

extension [String]? {
    /// Without what Docker 20.10 lists for a dangling image: `<none>:<none>` and `<none>@<none>`.
    fileprivate var realNames: [String] { (self ?? []).filter { !$0.hasPrefix("<none>") && !$0.hasSuffix(":<none>") } }
}

extension String {
    /// Podman leaves `sha256:` out in places.
    var prefixedDigest: String {
        count == 64 && allSatisfy(\.isHexDigit) ? "sha256:\(self)" : self
    }
}
