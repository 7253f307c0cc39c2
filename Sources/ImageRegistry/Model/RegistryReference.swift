import Basics
/// A place in a registry: a repository, or one image of it.
///
/// A value of this library only; it reads no text. Whoever has a name in docker's grammar splits it first. What a registry
/// could not take is refused when it is used, before anything is sent.
public struct RegistryReference: Sendable, Hashable, CustomStringConvertible {
    /// Which of a repository's images.
    public enum Version: Sendable, Hashable {
        /// What the tag names at the time.
        case tag(String)
        /// The one image of that content.
        case digest(ContentDigest)
    }

    /// `host[:port]`, as it begins an image's name: `docker.io`, `127.0.0.1:5000`, `[::1]:5000`.
    public var registry: String
    /// The repository within it, such as `lab/base`. Docker Hub's single names begin with `library/`, which is added where
    /// it is missing.
    public var repository: String
    /// Which image; `nil`: the repository as a whole.
    public var version: Version?

    /// A repository, or an image by what names it.
    public init(registry: String, repository: String, version: Version? = nil) {
        let isHub = RegistryHost.isDockerHub(registry)
        self.registry = isHub ? DockerHub.name : registry
        self.repository = isHub && !repository.contains("/") ? "library/\(repository)" : repository
        self.version = version
    }

    /// An image by its tag.
    public init(registry: String, repository: String, tag: String) {
        self.init(registry: registry, repository: repository, version: .tag(tag))
    }

    /// An image by its digest.
    public init(registry: String, repository: String, digest: ContentDigest) {
        self.init(registry: registry, repository: repository, version: .digest(digest))
    }

    /// The same repository's image of that content.
    public func with(_ digest: ContentDigest) -> RegistryReference {
        RegistryReference(registry: registry, repository: repository, version: .digest(digest))
    }

    /// The same repository's image of that tag.
    public func with(tag: String) -> RegistryReference {
        RegistryReference(registry: registry, repository: repository, version: .tag(tag))
    }

    /// `registry/repository`, then `:tag` or `@digest`.
    public var description: String {
        switch version {
        case nil: "\(registry)/\(repository)"
        case .tag(let tag): "\(registry)/\(repository):\(tag)"
        case .digest(let digest): "\(registry)/\(repository)@\(digest)"
        }
    }

    /// What stands in a path of the interface: the tag or the digest.
    var versionText: String? {
        switch version {
        case nil: nil
        case .tag(let tag): tag
        case .digest(let digest): digest.description
        }
    }

    var digest: ContentDigest? {
        if case .digest(let digest) = version { digest } else { nil }
    }
}
