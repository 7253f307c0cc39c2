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
