/// What a person can do about a registry that refuses.
enum LoginHint {
    static func text(for registry: String, hasLogin: Bool) -> String {
        let command = RegistryHost.isDockerHub(registry) ? "docker login" : "docker login \(registry)"
        return hasLogin ? "this login may not do it: \(command)" : command
    }

    /// Of what Docker Hub does not show.
    static func hidden(hasLogin: Bool) -> String {
        hasLogin ? "it does not exist, or this login may not see it" : "it does not exist, or is private: docker login"
    }
}
