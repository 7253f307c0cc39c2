import NIOHTTP1

extension DockerClient {
    /// What the engine tells of the machine that it runs on.
    ///
    /// Maps to `GET /info`.
    public func host() async throws(EngineError) -> EngineHost {
        let request = Request(method: .GET, path: "/info", timeLimit: timeouts.answer)
        let answer = try await json(HostAnswer.self, request, limit: 8 << 20)
        return EngineHost(time: answer.time, dataFolder: answer.dataFolder)
    }
}
