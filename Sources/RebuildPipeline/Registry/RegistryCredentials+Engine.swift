public import DockerEngine
public import ImageRegistry

/// What `docker login` left, as an engine is shown it.
extension RegistryCredentials: RegistryAuthorizing {
    /// What the engine shows a registry in the user's place.
    ///
    /// - Parameter registry: `host[:port]`, as it begins an image's name; `docker.io` for names without one.
    /// - Returns: `nil` if there is nothing: the registry is asked anonymously. Where it then refuses, the error names the
    ///   credential helper that could not be used.
    /// - Throws: `.cancelled` with the task, and nothing else.
    public func authorization(for registry: String) async throws(EngineError) -> RegistryAuthorization? {
        let stored: StoredLogin?
        do {
            stored = try await login(for: registry)
        } catch {
            throw EngineError(.cancelled, "cancelled")
        }
        guard let stored else { return nil }
        var authorization = RegistryAuthorization(stored.login, at: stored.key)
        authorization.shortfall = stored.shortfall
        return authorization
    }
}

extension RegistryAuthorization {
    fileprivate init(_ login: RegistryLogin?, at key: String) {
        switch login?.secret {
        case .password(let username, let password)?:
            self.init(username: username, password: password, serverAddress: key)
        case .identityToken(let token)?: self.init(identityToken: token, serverAddress: key)
        case .registryToken(let token)?: self.init(registryToken: token, serverAddress: key)
        case nil: self.init(anonymousAt: key)
        }
    }
}
