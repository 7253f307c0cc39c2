import DockerEngine
import ImageRegistry

extension RegistryLogin {
    /// What `docker login` left for a registry; nil where that is nothing.
    ///
    /// - Parameter key: docker's for the registry: `host[:port]`, and an address for Docker Hub.
    static func stored(in credentials: RegistryCredentials?, for key: String) async -> RegistryLogin? {
        let registry = key.hasPrefix("https://index.docker.io/") ? "docker.io" : key
        guard let found = try? await credentials?.authorization(for: registry) else { return nil }
        switch found.secret {
        case .password(let username, let password): return .password(username: username, password: password)
        case .identityToken(let token): return .identityToken(token)
        case .registryToken(let token): return .registryToken(token)
        case .anonymous: return nil
        }
    }
}
