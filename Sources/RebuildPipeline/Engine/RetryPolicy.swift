import DockerEngine

/// How often, and after which wait, something that failed at a registry is tried again.
struct RetryPolicy: Sendable {
    /// After the first attempt.
    let retries: Int
    /// The wait before the first retry; it doubles with each.
    let delay: Duration

    /// Calls `attempt` until it succeeds or another attempt cannot help.
    ///
    /// - Parameter waiting: hears of each failure that is followed by another attempt.
    func run<Value>(
        _ attempt: () async throws(EngineError) -> Value,
        waiting: (EngineError, Duration) -> Void
    ) async throws(EngineError) -> Value {
        var failures = 0
        while true {
            do throws(EngineError) {
                return try await attempt()
            } catch {
                guard failures < retries, let delay = wait(after: error, failures: failures) else { throw error }
                waiting(error, delay)
                failures += 1
                // A cancelled sleep ends at once.
                try? await Task.sleep(for: delay)
                if Task.isCancelled { throw error }
            }
        }
    }

    /// How long to wait before the next attempt; nil where another attempt cannot help. A registry's own word
    /// (Retry-After) counts; otherwise the delay doubles, with up to a quarter more so that runs do not march in step.
    private func wait(after error: EngineError, failures: Int) -> Duration? {
        switch error.code {
        case .rateLimited(let retryAfter):
            if let retryAfter { return retryAfter }
        case .network: break
        default: return nil
        }
        return delay * (Double(1 << min(failures, 6)) * Double.random(in: 1...1.25))
    }
}
