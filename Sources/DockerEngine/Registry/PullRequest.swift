/// What to pull: always one image, never all tags of a repository.
public struct PullRequest: Sendable, Hashable {
    public enum Version: Sendable, Hashable {
        case tag(String)
        /// `sha256:…`
        case digest(String)
    }

    /// The name with its registry, such as `127.0.0.1:5000/lab/base` or `nginx`.
    public var repository: String
    public var version: Version
    /// `os/architecture[/variant]`; `nil`: the engine's own.
    public var platform: String?
    public var authorization: RegistryAuthorization?

    public init(
        repository: String,
        version: Version,
        platform: String? = nil,
        authorization: RegistryAuthorization? = nil
    ) {
        self.repository = repository
        self.version = version
        self.platform = platform
        self.authorization = authorization
    }

    public init(
        repository: String,
        tag: String,
        platform: String? = nil,
        authorization: RegistryAuthorization? = nil
    ) {
        self.init(repository: repository, version: .tag(tag), platform: platform, authorization: authorization)
    }

    /// `repository:tag` or `repository@digest`.
    public var name: String {
        switch version {
        case .tag(let tag): "\(repository):\(tag)"
        case .digest(let digest): "\(repository)@\(digest)"
        }
    }
}

/// One record of a pull or a push.
public struct PullProgress: Sendable, Hashable {
    /// The layer it is about, or the tag; `nil` for the image as a whole.
    public let id: String?
    /// In the engine's words, such as `Downloading`. May hold any text that a registry sent.
    public let status: String
    /// Bytes so far and in all, where the engine says.
    public let current: Int64?
    public let total: Int64?

    public init(id: String?, status: String, current: Int64? = nil, total: Int64? = nil) {
        self.id = id
        self.status = status
        self.current = current
        self.total = total
    }

    init?(_ record: StreamRecord) {
        guard let status = record.status ?? record.progress else { return nil }
        self.init(
            id: record.id.nonEmpty,
            status: status,
            current: record.progressDetail?.current,
            total: record.progressDetail?.total
        )
    }
}

/// What a pull brought.
public struct PullResult: Sendable, Hashable {
    /// Of the manifest in the registry, `sha256:…`; `nil` where the engine does not say (Podman).
    public let digest: String?
    /// The engine's last word, such as `Image is up to date for nginx:1.13`; `nil` where it has none.
    public let status: String?

    public init(digest: String?, status: String?) {
        self.digest = digest
        self.status = status
    }
}

/// What a push left in the registry.
public struct PushResult: Sendable, Hashable {
    /// Of the manifest in the registry, `sha256:…`.
    public let digest: String?

    public init(digest: String?) { self.digest = digest }
}

/// An image as a registry has it.
public struct RemoteImage: Sendable, Hashable {
    /// Of the manifest or the list of manifests, `sha256:…`.
    public let digest: String
    public let mediaType: String
    /// `os/architecture[/variant]` each.
    public let platforms: [String]

    public init(digest: String, mediaType: String, platforms: [String]) {
        self.digest = digest
        self.mediaType = mediaType
        self.platforms = platforms
    }
}
