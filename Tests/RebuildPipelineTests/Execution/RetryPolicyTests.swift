import DockerEngine
import Testing

@testable import RebuildPipeline

/// What is tried again, and after which wait.
@Suite struct RetryPolicyTests {
    private func error(_ code: EngineError.Code, after wait: Duration? = nil) -> EngineError {
        var error = EngineError(code, "no")
        error.retryAfter = wait
        return error
    }

    /// The waits between attempts that all fail.
    private func waits(_ error: EngineError, retries: Int = 3, delay: Duration = .milliseconds(1)) async -> [Duration] {
        var waits: [Duration] = []
        let thrown = await #expect(throws: EngineError.self) {
            try await RetryPolicy(retries: retries, delay: delay).run { () async throws(EngineError) in
                throw error
            } waiting: { _, wait in
                waits.append(wait)
            }
        }
        #expect(thrown?.code == error.code)
        return waits
    }

    @Test(arguments: [
        EngineError.Code.notFound, .unauthorized, .tlsFailure, .registryFailure, .badRequest, .conflict, .disconnected,
    ])
    func whatLastsIsNotTriedAgain(_ code: EngineError.Code) async {
        #expect(await waits(error(code, after: .zero)).isEmpty)
    }

    @Test(arguments: [EngineError.Code.network, .rateLimited, .serverError(status: 500)])
    func theWaitDoublesWithAQuarterToSpare(_ code: EngineError.Code) async {
        let waits = await waits(error(code))
        #expect(waits.count == 3)
        for (wait, least) in zip(waits, [1, 2, 4]) {
            #expect(wait >= .milliseconds(least) && wait <= .microseconds(least * 1250))
        }
    }

    @Test("A server's own word counts where it asks for more, whatever the failure")
    func retryAfter() async {
        for code in [EngineError.Code.rateLimited, .serverError(status: 503)] {
            #expect(
                await waits(error(code, after: .milliseconds(20)), retries: 2) == [
                    .milliseconds(20), .milliseconds(20),
                ]
            )
        }
        // Less than the delay, as GitHub's registry says by the microsecond: the delay still counts.
        for wait in await waits(error(.rateLimited, after: .microseconds(985))) { #expect(wait >= .milliseconds(1)) }
    }

    @Test func noRetriesAreNone() async { #expect(await waits(error(.network), retries: 0).isEmpty) }
}
