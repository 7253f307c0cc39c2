/// What to pull: always one image, never all tags of a repository.
public struct PullRequest: Sendable, Hashable {
    /// Which of a repository's images.
    public enum Version: Sendable, Hashable {
        /// What the tag names at the time.
        case tag(String)
        /// `sha256:…`
        case digest(String)
    }

    /// The name with its registry, such as `127.0.0.1:5000/lab/base` or `nginx`.
    public var repository: String
    /// Which of the repository's images.
    public var version: Version
    /// `os/architecture[/variant]`; `nil`: the engine's own.
    public var platform: String?
    /// What to show the registry; `nil`: it is asked anonymously.
    public var authorization: RegistryAuthorization?

    /// A request for a tag or a digest.
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

    /// A request for a tag.
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
