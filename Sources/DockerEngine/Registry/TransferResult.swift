/// What a pull brought.
public struct PullResult: Sendable, Hashable {
    /// Of the manifest in the registry, `sha256:…`; `nil` where the engine does not say (Podman).
    public let digest: String?
    /// The engine's last word, such as `Image is up to date for nginx:1.13`; `nil` where it has none.
    public let status: String?

    /// What the records of a pull said.
    public init(digest: String?, status: String?) {
        self.digest = digest
        self.status = status
    }
}

/// What a push left in the registry.
public struct PushResult: Sendable, Hashable {
    /// Of the manifest in the registry, `sha256:…`.
    public let digest: String?

    /// What the records of a push said.
    public init(digest: String?) { self.digest = digest }
}
