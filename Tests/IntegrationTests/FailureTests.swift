import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import Testing

@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct FailureTests {
    @Test("a build that fails skips its descendants by name; everything else goes on")
    func failedBuild() async throws {
        let system = try await SampleSystem()
        try system.write(
            "platform/lib/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nRUN echo to the log && exit 7\n"
        )
        let run = try await system.run()
        #expect(run.built == ["base", "worker"])
        #expect(run.failedBuilds == ["lib"])
        #expect(run.skipped == ["web", "pair"])
        #expect(run.report.skipped.allSatisfy { $0.failedAncestor == "\(system.prefix)/lib" })
        #expect(!run.report.succeeded)
        let file = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(file.failedBuild == run.report.failedBuild)
        #expect(file.skipped.count == 2)
        #expect(file.built.count == 2)
        let log = try #require(run.report.failedBuild.first?.buildLog)
        #expect(String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self).contains("to the log"))
    }

    @Test("what failed is built by the next run, and nothing else")
    func mended() async throws {
        let system = try await SampleSystem()
        try system.write("platform/lib/Dockerfile", "FROM \(system.prefix)/base:candidate\nRUN false\n")
        _ = try await system.run()
        try system.write("platform/lib/Dockerfile", "FROM \(system.prefix)/base:candidate\nRUN true\n")
        #expect(try await system.run().built == ["lib", "web", "pair"])
    }

    @Test("an image with two parents waits for both")
    func twoParents() async throws {
        let system = try await SampleSystem()
        try system.write(
            "services/worker/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nRUN sleep 2\nCOPY run.sh /run.sh\n"
        )
        let run = try await system.run()
        #expect(run.built == SampleSystem.names)
        let order = run.finished
        let last = try #require(order.firstIndex(of: "pair"))
        #expect(try #require(order.firstIndex(of: "worker")) < last)
        #expect(try #require(order.firstIndex(of: "lib")) < last)
    }

    @Test("a log folder that cannot be made stops the run before it touches anything")
    func noLogFolder() async throws {
        let system = try await SampleSystem()
        try system.write("file", "not a folder")
        await #expect(throws: PipelineError.self) {
            _ = try await system.run(execution: { $0.logFolder = system.root.appending(path: "file/logs").path })
        }
        #expect(try await system.details("base") == nil)
    }

    @Test("stopping a run cancels its build on the engine and leaves a true report")
    func cancelled() async throws {
        let system = try await SampleSystem()
        try system.write("platform/base/Dockerfile", "FROM \(TestEngine.base)\nRUN echo begun && sleep 600\n")
        let started = EventList()
        let preparation = try await system.prepare()
        var options = ExecutionOptions()
        options.logFolder = system.root.appending(path: "logs").path
        options.actionsFile = system.root.appending(path: "ib_actions.yml").path
        let (lines, continuation) = AsyncStream.makeStream(of: Void.self)
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: system.client,
            options: options,
            handler: { event in
                started.add(event)
                if case .output(_, let line) = event, line.contains("begun"), !line.contains("RUN") {
                    continuation.yield()
                }
            }
        )
        let task = Task { try await executor.run(preparation.plan) }
        for await _ in lines { break }
        let began = ContinuousClock.now
        task.cancel()
        let report = try await task.value
        #expect(ContinuousClock.now - began < .seconds(300), "no shorter: other tests want the processor too")
        #expect(report.interrupted)
        #expect(report.failedBuild.map(\.reason) == ["interrupted"])
        #expect(report.skipped.count == 4)
        let file = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(file.failedBuild == report.failedBuild)
        #expect(file.skipped == report.skipped)
        #expect(try await system.details("base") == nil)
    }
}
