import DockerEngine
import Foundation
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// Runs that are ended by SIGKILL, SIGTERM, SIGINT or SIGHUP at any of their requests, or at any time, from many states of engine and tree.
///
/// After each: the report on disk is true, and the next run leaves images, tags and report as a run does that nobody ended, and no draft
/// of a file. `make faults KILLS=200` runs many; a failure names its seed, and `IMAGEBUILDER_FAULT_SEED` begins with it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine, .timeLimit(.minutes(60)))
struct KillTests {
    private static func number(_ name: String) -> UInt64? { TestEngine.environment[name].flatMap { UInt64($0) } }

    static let cases: [KillCase] = {
        let first = number("IMAGEBUILDER_FAULT_SEED") ?? 1
        return (0..<(number("IMAGEBUILDER_KILL_RUNS") ?? 7)).map { KillCase(seed: first + $0) }
    }()

    private static let undisturbed = UndisturbedRuns()

    @Test("the report is true, and the next run ends where an undisturbed one does", arguments: cases)
    func endsTheSame(_ testCase: KillCase) async throws {
        let expected = try await Self.undisturbed.state(of: testCase.start)
        let run = try await KilledSystem("kill\(testCase.seed)", testCase.start)
        let before = try await run.tagged()
        if testCase.isSecond {
            _ = try await run.end(KillCase(seed: testCase.seed + 1_000_003).arguments, isResumed: false)
        }
        let result = try await run.end(testCase.arguments, isResumed: testCase.isSecond)
        #expect([0, 129, 130, 137, 143].contains(result.status), "\(result.status): \(result.error)")
        try await run.expectTrueReport(before: before)
        let isTold = run.isTold && !testCase.isResumed
        let next = try await run.run(isResumed: testCase.isResumed)
        #expect(next.status == 0, "\(next.error)")
        let found = try await run.state(isResumed: testCase.isResumed, tellsObsolete: !isTold)
        let wanted = testCase.isResumed ? expected.resumed : isTold ? expected.told : expected.plain
        #expect(found == wanted, "found:\n\(found)\nwanted:\n\(wanted)")
        let drafts = try FileManager.default.contentsOfDirectory(atPath: run.system.root.path).filter {
            $0.hasSuffix(".tmp")
        }
        #expect(drafts.isEmpty)
        let plan = try await run.system.tool("plan", "-r", ".", "-c", "docker_images.yml", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.out)")
    }
}

/// What runs leave that nobody ends, a start each.
private actor UndisturbedRuns {
    struct States: Sendable {
        /// As a run that resumes one has to leave it.
        let resumed: SystemState
        /// As the next run does, whose report tells what it did itself, and what nobody else would tell.
        let plain: SystemState
        /// The same after a run that has told all.
        let told: SystemState
    }

    private var runs: [KillCase.Start: Task<States, any Error>] = [:]

    func state(of start: KillCase.Start) async throws -> States {
        let run =
            runs[start]
            ?? Task {
                let run = try await KilledSystem("undisturbed\(start)", start)
                let result = try await run.run(isResumed: false)
                #expect(result.status == 0, "\(result.error)")
                return States(
                    resumed: try await run.state(isResumed: true),
                    plain: try await run.state(isResumed: false),
                    told: try await run.state(isResumed: false, tellsObsolete: false)
                )
            }
        runs[start] = run
        return try await run.value
    }
}
