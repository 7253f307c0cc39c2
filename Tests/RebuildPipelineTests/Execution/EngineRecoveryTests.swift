import DockerEngine
import ImageGraph
import Logging
import Synchronization
import TestSupport
import Testing

@testable import RebuildPipeline

/// What a run does where the engine goes away, on a clock of its own.
struct EngineRecoveryTests {
    private let clock = RecordingClock()
    private let away = StepFailure(.build, EngineError(.disconnected, "the connection was lost"))

    private func recovery(_ engine: DockerClient, _ said: Said, limit: Duration = .seconds(2)) -> EngineRecovery {
        var options = ExecutionOptions()
        options.engineWait = limit
        options.retry = RetryPolicy(clock: clock)
        return EngineRecovery(options, engine: engine, handler: said.add)
    }

    /// An engine at whose address nobody listens.
    private var nobody: DockerClient {
        DockerClient(endpoint: .unix(path: "/nowhere/docker.sock"), environment: [:], logger: Logger(label: "test"))
    }

    @Test("one that stays away is waited for as long as was said, and then given up")
    func staysAway() async {
        let said = Said()
        let isBack = await recovery(nobody, said).allowsAnotherAttempt(after: away, on: ImageKey("a"), earlier: 0)
        #expect(!isBack)
        #expect(clock.sleeps == Array(repeating: .milliseconds(500), count: 4))
        #expect(said.all == ["a: the engine does not answer; waiting up to 2 s for it"])
    }

    @Test("one that answers again is used at once")
    func answersAgain() async throws {
        let said = Said()
        // A machine that is busy for ten seconds is no engine that is away.
        let isBack = try await StubEngine.run(timeouts: Timeouts(connect: .seconds(60))) { _, _ in
            .json("OK")
        } _: { client, _ in
            await recovery(client, said).allowsAnotherAttempt(after: away, on: ImageKey("a"), earlier: 0)
        }
        #expect(isBack)
        #expect(clock.sleeps.isEmpty)
        #expect(said.all == ["a: the engine answers again; trying once more"])
    }

    @Test(
        "a failure of the image's own is none of the engine's, and one beside a removed part is tried again without a wait"
    )
    func others() async {
        let said = Said()
        let own = StepFailure(.build, EngineError(.buildFailed(exitCode: 1), "exit code: 1"))
        let hasty = recovery(nobody, said, limit: .zero)
        #expect(await !hasty.allowsAnotherAttempt(after: own, on: ImageKey("a"), earlier: 0))
        let removed = StepFailure(.build, EngineError(.buildFailed(exitCode: nil), "layer does not exist"))
        #expect(await recovery(nobody, said).allowsAnotherAttempt(after: removed, on: ImageKey("b"), earlier: 0))
        #expect(await recovery(nobody, said).allowsAnotherAttempt(after: removed, on: ImageKey("b"), earlier: 2))
        #expect(await !recovery(nobody, said).allowsAnotherAttempt(after: removed, on: ImageKey("b"), earlier: 3))
        #expect(await !recovery(nobody, said).allowsAnotherAttempt(after: away, on: ImageKey("b"), earlier: 1))
        #expect(clock.sleeps.isEmpty)
        #expect(said.all.last == "b: a part of it was removed from the engine meanwhile; trying again")
    }
}

private final class Said: Sendable {
    private let lines = Mutex<[String]>([])

    @Sendable func add(_ event: PipelineEvent) {
        if case .warning(let line) = event { lines.withLock { $0.append(line) } }
    }

    var all: [String] { lines.withLock(\.self) }
}
