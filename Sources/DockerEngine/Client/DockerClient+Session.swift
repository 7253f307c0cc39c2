extension DockerClient {
    /// Runs `body` with a session beside it in which a build may ask for the attachables; without one where there are none.
    ///
    /// - Parameter body: gets the session's id, which the build names.
    func withSession<Value: Sendable>(
        _ attachables: SessionAttachables,
        _ body: (String?) async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        guard !attachables.isEmpty else { return try await body(nil) }
        let session = BuildSession(
            id: makeIdentifier(),
            attachables: attachables,
            transport: transport,
            version: try await version().apiVersion,
            limit: timeouts.answer ?? .seconds(60)
        )
        return try await session.run { () async throws(EngineError) -> Value in try await body(session.id) }
    }
}
