import DockerEngine

/// Which registries a run has found no way to, so that the waits for one are made once and not once an image: contract, 2.5.
actor RegistryReach {
    private enum Standing {
        /// Somebody tries again; the others wait for what comes of it.
        case tried(waiting: [CheckedContinuation<EngineError?, Never>])
        case unreachable(EngineError)
    }

    private var standings: [String: Standing] = [:]
    private var told: Set<String> = []

    /// Asks a registry something, and where it cannot be reached tries again as `policy` says, unless another task has
    /// done so or is about to.
    ///
    /// - Parameter host: of the registry, with its port.
    /// - Throws: the error of the last attempt, which may have been another task's.
    func run<Value: Sendable>(
        _ host: String,
        _ policy: RetryPolicy,
        _ attempt: @Sendable () async throws(EngineError) -> Value,
        waiting: @Sendable (EngineError, Duration) -> Void
    ) async throws(EngineError) -> Value {
        if let error = await verdict(host) { throw error }
        do throws(EngineError) {
            return try await policy.run(retrying: { $0.code != .registryUnreachable }, attempt, waiting: waiting)
        } catch {
            guard error.code == .registryUnreachable else { throw error }
            if standings[host] == nil { return try await tryAgain(host, error, policy, attempt, waiting: waiting) }
            if let error = await verdict(host) { throw error }
            return try await policy.run(retrying: { $0.code != .registryUnreachable }, attempt, waiting: waiting)
        }
    }

    /// True the first time for each host.
    func isFirstTold(_ host: String) -> Bool { told.insert(host).inserted }

    /// Why a registry cannot be reached; nil where nothing speaks against asking it. Waits for whoever is at it.
    private func verdict(_ host: String) async -> EngineError? {
        switch standings[host] {
        case nil: return nil
        case .unreachable(let error): return error
        case .tried(let others):
            return await withCheckedContinuation { standings[host] = .tried(waiting: others + [$0]) }
        }
    }

    private func tryAgain<Value: Sendable>(
        _ host: String,
        _ error: EngineError,
        _ policy: RetryPolicy,
        _ attempt: @Sendable () async throws(EngineError) -> Value,
        waiting: @Sendable (EngineError, Duration) -> Void
    ) async throws(EngineError) -> Value {
        standings[host] = .tried(waiting: [])
        do throws(EngineError) {
            let value = try await policy.run(after: error, attempt, waiting: waiting)
            settle(host, nil)
            return value
        } catch {
            settle(host, error.code == .registryUnreachable ? error : nil)
            throw error
        }
    }

    private func settle(_ host: String, _ error: EngineError?) {
        guard case .tried(let others)? = standings[host] else { return }
        standings[host] = error.map(Standing.unreachable)
        for other in others { other.resume(returning: error) }
    }
}
