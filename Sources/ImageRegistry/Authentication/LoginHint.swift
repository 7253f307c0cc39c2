/// What a person can do about a registry that refuses.
enum LoginHint {
    static func text(for registry: String, hasLogin: Bool) -> String {
        if RegistryHost.isDockerHub(registry) {
            return hasLogin
                ? "it does not exist, or this login may not see it" : "it does not exist, or is private: docker login"
        }
        return hasLogin ? "this login may not do it: docker login \(registry)" : "docker login \(registry)"
    }
}
