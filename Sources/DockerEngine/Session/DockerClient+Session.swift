extension DockerClient {
    /// Runs `body` with a session beside it that offers what a build may ask for; without one where there is nothing to offer.
    func withSession<Value: Sendable>(
        _ offer: SessionOffer,
        _ body: (String?) async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        guard !offer.isEmpty else { return try await body(nil) }
        let session = try await BuildSession.open(
            offer,
            on: transport,
            version: try await version().apiVersion,
            limit: timeouts.answer ?? .seconds(60)
        )
        async let serving: Void = session.serve(offer)
        let result: Result<Value, EngineError>
        do throws(EngineError) {
            result = .success(try await body(session.id))
        } catch {
            result = .failure(error)
        }
        await session.close()
        await serving
        return try result.get()
    }
}
