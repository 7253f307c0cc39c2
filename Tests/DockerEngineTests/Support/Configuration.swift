import DockerEngine

extension DockerConfiguration {
    /// A configuration of nobody's home, whose warnings nobody hears.
    init(environment: [String: String]) { self.init(environment: environment, homeFolder: "/nonexistent") }
}

/// Credentials that a test lays down, by registry.
struct KnownCredentials: RegistryAuthorizing {
    var known: [String: RegistryAuthorization] = [:]

    func authorization(for registry: String) async throws(EngineError) -> RegistryAuthorization? { known[registry] }
}
