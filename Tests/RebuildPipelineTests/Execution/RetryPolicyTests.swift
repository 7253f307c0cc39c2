import DockerEngine
import Synchronization
import Testing

@testable import RebuildPipeline

/// When something that failed at a registry is tried again. No time passes: the clock only writes down what it is asked.
struct RetryPolicyTests {
    /// Fails with each error in turn and then succeeds; the waits, and how it ended.
    private func run(
        _ failures: [EngineError],
        retries: Int,
        jitter: Double = 0
    ) async -> (waits: [Duration], attempts: Int, error: EngineError.Code?) {
        let clock = RecordingClock()
        let policy = RetryPolicy(retries: retries, delay: .seconds(1), clock: clock, jitter: { jitter })
        let attempts = Mutex(0)
        do throws(EngineError) {
            try await policy.run { () async throws(EngineError) in
                let number = attempts.withLock { number in
                    defer { number += 1 }
                    return number
                }
                if number < failures.count { throw failures[number] }
            } waiting: { _, _ in
            }
            return (clock.sleeps, attempts.withLock(\.self), nil)
        } catch {
            return (clock.sleeps, attempts.withLock(\.self), error.code)
        }
    }

    private func network(_ count: Int) -> [EngineError] {
        [EngineError](repeating: EngineError(.network, "gone"), count: count)
    }

    @Test("the wait doubles, up to 64 times, and grows by the jitter")
    func doubling() async {
        let run = await run(network(9), retries: 9)
        #expect(run.waits == [1, 2, 4, 8, 16, 32, 64, 64, 64].map(Duration.seconds))
        #expect(run.error == nil)
        #expect(await self.run(network(2), retries: 2, jitter: 0.25).waits == [.seconds(1.25), .seconds(2.5)])
    }

    @Test("after the last retry the last error comes out")
    func exhausted() async {
        let run = await run(network(3) + [EngineError(.unauthorized, "no")], retries: 2)
        #expect(run.attempts == 3)
        #expect(run.error == .network)
    }

    @Test(
        "what another attempt cannot help is not tried again",
        arguments: [
            EngineError.Code.unauthorized, .notFound, .buildFailed(exitCode: 1), .cancelled,
        ]
    )
    func hopeless(_ code: EngineError.Code) async {
        let run = await run([EngineError(code, "no")], retries: 5)
        #expect(run.waits.isEmpty)
        #expect(run.attempts == 1)
        #expect(run.error == code)
    }

    @Test("no retries, one attempt")
    func none() async {
        #expect(await run(network(1), retries: 0).attempts == 1)
    }
}
