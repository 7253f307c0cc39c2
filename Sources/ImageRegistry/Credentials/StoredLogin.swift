/// What `docker login` left for a registry. Its secrets appear in no description, dump or error.
public struct StoredLogin: Sendable, Hashable {
    /// What to show it; nil: it is asked anonymously.
    public let login: RegistryLogin?
    /// Docker's key for the registry: `host[:port]`, and an address for Docker Hub.
    public let key: String
    /// Why there may be better credentials than these, for the error of a registry that refuses: a credential helper cannot be
    /// used.
    public let shortfall: String?

    init(login: RegistryLogin?, key: String, shortfall: String? = nil) {
        self.login = login
        self.key = key
        self.shortfall = shortfall
    }
}
