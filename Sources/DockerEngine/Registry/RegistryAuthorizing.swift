/// Who knows what to show registries, such as ImageRegistry's `RegistryCredentials`.
public protocol RegistryAuthorizing: Sendable {
    /// What to show a registry.
    ///
    /// - Parameter registry: `host[:port]`, as it begins an image's name; `docker.io` for names without one.
    /// - Returns: `nil` if there is nothing: the registry is asked anonymously.
    /// - Throws: `.cancelled` with the task, and nothing else.
    func authorization(for registry: String) async throws(EngineError) -> RegistryAuthorization?
}
