import SystemPackage

// For callers that have paths as text and no other need of FilePath.

extension GitProbe {
    /// ``configValue(_:file:)`` for a path as text.
    public func configValue(_ key: String, file: String) async throws(GitProbeError) -> String? {
        try await configValue(key, file: FilePath(file))
    }
}

extension ProbeRequest {
    /// A request about the checkout at a path as text.
    public init(checkout: String, revisions: [String]) {
        self.init(checkout: FilePath(checkout), revisions: revisions)
    }
}
