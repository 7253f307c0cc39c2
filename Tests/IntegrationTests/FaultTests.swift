import DockerEngine
import Foundation
import ImageGraph
import Logging
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// Runs between which and the engine, and between which's engine and the registry, connections are refused, reset, stalled and cut.
///
/// However a run goes: it ends, its report is what the engine then has, no tag is on an image that does not deserve it, and the next
/// run without faults makes everything right without doing again what was done. `make faults RUNS=200` runs many; a failure names its
/// seed, and `IMAGEBUILDER_FAULT_SEED` begins with it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine, .timeLimit(.minutes(60)))
struct FaultTests {
    private static func number(_ name: String) -> UInt64? { TestEngine.environment[name].flatMap { UInt64($0) } }

    private static let seeds: [UInt64] = {
        let first = number("IMAGEBUILDER_FAULT_SEED") ?? 1
        return (0..<(number("IMAGEBUILDER_FAULT_RUNS") ?? 8)).map { first + $0 }
    }()

    /// Below those that a kernel gives out; no two tests of a run have the same.
    private static let firstPort = Int.random(in: 0..<20_000)

    @Test("every report is true, and the next run finishes the job", arguments: seeds)
    func reportIsTrue(_ seed: UInt64) async throws {
        let system = try await SampleSystem("faults\(seed)")
        let port = 10_000 + (Self.firstPort + Int(seed)) % 20_000
        try await prepare(system, base: "127.0.0.1:\(port)/lab/base:1", isClean: seed.isMultiple(of: 2))
        let registry = ["tcp:\(port)", "tcp:" + (TestEngine.registry.split(separator: ":").last ?? "")]
        let inside = ["nsenter", "--target", TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"] ?? "", "--net"]
        let socket = try #require(TestEngine.environment["DOCKER_HOST"]?.dropFirst("unix://".count))
        let folder = NSTemporaryDirectory() + "f\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/s"
        try await Program.beside(
            inside + proxy(registry[0], registry[1], seed, ["--rate", "0.15", "--faults", "3"]),
            in: "/",
            ready: "listening"
        ) { _ in
            let report = try await Program.beside(
                proxy("unix:\(path)", "unix:\(socket)", seed, ["--rate", "0.25"]),
                in: "/",
                ready: "listening"
            ) { _ in try await run(system, through: path) }
            try await check(system, report)
            // The registry may still have faults left, so this is tried as a user would.
            let next = try await system.run(execution: { $0.retry.retries = 6 })
            #expect(next.report.succeeded, "\(next.report.summary)")
            let again = next.built.intersection(report.map { done($0, system) } ?? [])
            #expect(again.isEmpty, "was reported done, and is done again: \(again)")
            #expect(try await system.run().touched.isEmpty)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func prepare(_ system: SampleSystem, base: String, isClean: Bool) async throws {
        try system.write("platform/base/Dockerfile", "FROM \(base)\nCOPY files /files\n")
        guard isClean else { return }
        try await system.commit("platform", "Another base")
        try await system.moveRevision("platform")
    }

    private func proxy(_ listen: String, _ target: String, _ seed: UInt64, _ more: [String]) -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Faults/proxy")
            .standardized.path
        return ["python3", script, "--listen", listen, "--to", target, "--seed", "\(seed)"] + more
    }

    /// The report; nil where the engine could not even be asked, so that nothing was begun.
    private func run(_ system: SampleSystem, through path: String) async throws -> ActionsReport? {
        let limit = Duration.seconds(4)
        let client = DockerClient(
            endpoint: .unix(path: path),
            environment: [:],
            logger: Logger(label: "test"),
            timeouts: Timeouts(connect: limit, answer: limit, list: limit, transferIdle: limit)
        )
        let preparation: Preparation
        do {
            preparation = try await system.prepare(engine: client)
        } catch PipelineError.engine {
            return nil
        }
        var options = ExecutionOptions()
        options.actionsFile = system.root.appending(path: "ib_actions.yml").path
        options.logFolder = system.root.appending(path: "logs").path
        options.retry.delay = .milliseconds(10)
        options.engineWait = limit
        options.buildIdleLimit = limit
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: client,
            options: options
        )
        let report = try await executor.run(preparation.plan)
        let saved = try ActionsFile(path: options.actionsFile ?? "").read()
        let (found, expected) = (try ActionsFile.yaml(saved), try ActionsFile.yaml(report))
        #expect(found == expected, "the file is the report")
        return report
    }

    private func done(_ report: ActionsReport, _ system: SampleSystem) -> Set<String> {
        let names = (report.built + report.pulled + report.preexisting).compactMap(\.base)
        return Set(names.filter { $0.hasPrefix(system.prefix) }.map(SampleRun.short))
    }

    private func check(_ system: SampleSystem, _ report: ActionsReport?) async throws {
        let plan = try await system.prepare().plan
        for image in plan.images where image.role == .buildable {
            let name = SampleRun.short(image.key.name)
            let found = try await system.details(name)
            if let found {
                #expect(
                    found.labels[LabelName.inputDigest] == image.inputDigest,
                    "\(name) has the tag of another image"
                )
            }
            guard let report else {
                #expect(found == nil, "\(name) is there, though nothing was begun")
                continue
            }
            let entries = [report.built, report.pulled, report.preexisting].flatMap { $0 }
            guard let entry = entries.first(where: { $0.base == image.key.name }) else {
                let others = [report.failedBuild, report.failedPull, report.skipped].flatMap { $0 }
                #expect(others.contains { $0.base == image.key.name }, "\(name) is in no part of the report")
                continue
            }
            #expect(entry.id == found?.id, "\(name) is reported as done")
            for tag in entry.tags ?? [] {
                // Bare tags in `ib_built`, references elsewhere.
                let reference = tag.contains("/") ? tag : "\(image.key.name):\(tag)"
                let tagged = try await system.client.inspectImage(reference)
                #expect(tagged?.id == entry.id, "\(reference) is reported as given")
            }
        }
    }
}
