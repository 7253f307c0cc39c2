import NIOHTTP1

extension DockerClient {
    /// All containers, those that do not run included.
    ///
    /// Maps to `GET /containers/json?all=1`.
    public func containers() async throws(EngineError) -> [ContainerSummary] {
        var request = Request(method: .GET, path: "/containers/json", timeLimit: timeouts.list)
        request.query = [("all", "1")]
        // A container with many labels and mounts has some kB; there are hardly 10,000.
        return try await json([ContainerListItem]?.self, request, limit: 128 << 20)?.compactMap(\.summary) ?? []
    }
}
