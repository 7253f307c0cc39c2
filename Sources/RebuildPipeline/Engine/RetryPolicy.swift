import DockerEngine

/// How often, and after which wait, something that failed at a registry is tried again.
public struct RetryPolicy: Sendable {
    /// After the first attempt. Default: 3.
    public var retries: Int
    /// The wait before the first retry; it doubles with each, up to 64 times. Default: 1 second.
    public var delay: Duration
    /// What the waits are slept on. Default: the system's clock.
    public var clock: any Clock<Duration>
    /// How much more than its delay a retry waits, as a part of it between 0 and ¼, so that runs do not march in step.
    /// Default: by chance.
    public var jitter: @Sendable () -> Double

    public init(
        retries: Int = 3,
        delay: Duration = .seconds(1),
        clock: any Clock<Duration> = ContinuousClock(),
        jitter: @escaping @Sendable () -> Double = { .random(in: 0...0.25) }
    ) {
        self.retries = retries
        self.delay = delay
        self.clock = clock
        self.jitter = jitter
    }

    /// Calls `attempt` until it succeeds or another attempt cannot help.
    ///
    /// - Parameters:
    ///   - first: how an attempt ended that was made before; then a wait comes first.
    ///   - retrying: which of the failures that may pass are tried again. Default: all.
    ///   - waiting: hears of each failure that is followed by another attempt.
    /// - Throws: the error of the last attempt.
    func run<Value>(
        after first: EngineError? = nil,
        retrying: (EngineError) -> Bool = { _ in true },
        _ attempt: () async throws(EngineError) -> Value,
        waiting: (EngineError, Duration) -> Void
    ) async throws(EngineError) -> Value {
        var failures = 0
        var last = first
        while true {
            if let error = last {
                guard failures < retries, retrying(error), let delay = wait(after: error, failures: failures) else {
                    throw error
                }
                waiting(error, delay)
                failures += 1
                // A cancelled sleep ends at once.
                try? await clock.sleep(for: delay)
                if Task.isCancelled { throw error }
            }
            do throws(EngineError) {
                return try await attempt()
            } catch {
                last = error
            }
        }
    }

    /// How long to wait before the next attempt; nil where another attempt cannot help. The delay doubles; whoever asks to be
    /// left alone for longer (Retry-After) is.
    private func wait(after error: EngineError, failures: Int) -> Duration? {
        switch error.code {
        case .rateLimited, .network, .registryUnreachable, .serverError: break
        default: return nil
        }
        return max(error.retryAfter ?? .zero, delay * (Double(1 << min(failures, 6)) * (1 + jitter())))
    }
}
