import DockerEngine
import Foundation
import RebuildPipeline
import Synchronization
import TestSupport
import Testing

/// An engine that dies in mid-run and comes back: one of the test's own, killed as by a crash.
@Suite(.enabled(if: OwnEngine.canBeThere, "needs an engine of its own"), .usesEngine)
struct RestartTests {
    private let engine = OwnEngine()

    @Test("the run waits for the engine, builds again what was cut off, and goes on")
    func survives() async throws {
        let (run, restarts) = try await engine.run { try await carryOut() }
        #expect(restarts == 1)
        #expect(run.report.succeeded, "\(run.report.summary)")
        #expect(run.built == SampleSystem.names)
        #expect(
            run.events.contains { if case .warning(let text) = $0 { text.contains("trying once more") } else { false } }
        )
    }

    private func carryOut() async throws -> (SampleRun, restarts: Int) {
        let client = engine.client
        let system = try await SampleSystem(engine: client)
        // Blocks until it is killed; the second time it finds that it was here, as the file lies on the engine's host.
        try system.write(
            "services/worker/Dockerfile",
            """
            FROM \(system.prefix)/base:candidate
            RUN --mount=type=cache,target=/c if test -e /c/seen; then true; else touch /c/seen; sync; echo under way; sleep 600; fi
            COPY run.sh /run.sh

            """
        )
        let restarting = RestartOnce { try await engine.restart() }
        let preparation = try await system.prepare()
        let events = EventList()
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: client,
            options: ExecutionOptions()
        ) { event in
            events.add(event)
            if case .output(_, "under way") = event { restarting.start() }
        }
        let report = try await executor.run(preparation.plan)
        let restarts = try await restarting.finish()
        return (SampleRun(preparation: preparation, report: report, events: events.all), restarts)
    }
}

/// Does something once, beside the run that gave the word for it.
private final class RestartOnce: Sendable {
    private let action: @Sendable () async throws -> Void
    private let task = Mutex<Task<Void, any Error>?>(nil)

    init(_ action: @escaping @Sendable () async throws -> Void) { self.action = action }

    func start() {
        task.withLock { task in
            if task == nil { task = Task { [action] in try await action() } }
        }
    }

    /// How often it was done.
    func finish() async throws -> Int {
        guard let task = task.withLock({ task in task }) else { return 0 }
        try await task.value
        return 1
    }
}
