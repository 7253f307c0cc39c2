/// What is to happen to an image.
public enum Decision: String, Sendable, Codable, CaseIterable {
    /// The engine has it; at most it gets a tag.
    case keep
    /// It is to come from the registry; a buildable image that the registry does not have is built instead.
    case pull
    /// It is to be built from its Dockerfile.
    case build
}

/// What kind of image it is to this run.
public enum ImageRole: String, Sendable, Codable, CaseIterable {
    /// Listed under `buildable_images`.
    case buildable
    /// Listed under `pull_only_images`: taken from a registry as it is, and given the build tag.
    case pullOnly
    /// In no list, but a Dockerfile names it: taken as it is, under exactly that name.
    case external
}

/// Why an image is part of a run.
public enum ImageOrigin: Hashable, Sendable, Codable, CustomStringConvertible {
    /// It is in the image list and, where there is a whitelist, in that too.
    case listed
    /// A wanted image needs it.
    case parent(of: String)

    public var description: String {
        switch self {
        case .listed: "listed"
        case .parent(let child): "added: parent of \(child)"
        }
    }
}

/// How an image's sources on disk stand against the manifest (contract, 2.1). Later cases are worse.
public enum SourceState: String, Sendable, Codable, CaseIterable, Comparable {
    /// As at the manifest's revision.
    case clean
    /// Committed, but not as at the manifest's revision.
    case diverged
    /// Changed or untracked files.
    case modified
    /// Git could not tell.
    case unknown

    public static func < (left: SourceState, right: SourceState) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .clean: 0
        case .diverged: 1
        case .modified: 2
        case .unknown: 3
        }
    }
}
