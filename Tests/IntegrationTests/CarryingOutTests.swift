import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization
import TestSupport
import Testing

/// Limits, resumed runs, and tags that must not go to images of old inputs.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct CarryingOutTests {
    @Test("sources that are edited while their image is built do not get the build tag")
    func editedMeanwhile() async throws {
        let system = try await SampleSystem()
        try system.write(
            "services/worker/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nCOPY run.sh /run.sh\nRUN echo under way\n"
        )
        try await system.commit("services", "Say when")
        try await system.moveRevision("services")
        let preparation = try await system.prepare()
        let edited = Mutex(false)
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: system.client,
            options: ExecutionOptions()
        ) { event in
            // A step after the file was copied: it has been sent by then.
            guard case .output(let key, let line) = event, SampleRun.short(key.name) == "worker" else { return }
            guard line.contains("under way") else { return }
            edited.withLock { done in
                if !done { try? system.write("services/worker/run.sh", "sleep 2\n") }
                done = true
            }
        }
        let report = try await executor.run(preparation.plan)
        let wasEdited = edited.withLock { $0 }
        #expect(wasEdited)
        #expect(report.failedBuild.compactMap(\.base) == ["\(system.prefix)/worker"])
        #expect(report.failedBuild.first?.reason?.contains("sources changed while the run went on") == true)
        #expect(report.skipped.compactMap(\.base) == ["\(system.prefix)/pair"])
        #expect(try await system.details("worker") == nil, "no image of old inputs carries the build tag")
        // The next run takes the tree as it is now.
        let next = try await system.run()
        #expect(next.built == ["worker", "pair"])
    }

    @Test("a build that takes too long, or is silent for too long, is ended and says which limit it was")
    func limits() async throws {
        let system = try await SampleSystem()
        try system.write(
            "services/worker/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nRUN echo begin; sleep 300\n"
        )
        let total = try await system.tool("-r", ".", "--timeout", "8s", "-a", "ib_actions.yml")
        #expect(total.status == 1)
        #expect(total.error.contains("failed \(system.prefix)/worker  build:"), "\(total.error)")
        #expect(total.error.contains("ended after 8 s, the limit of a build"), "\(total.error)")
        #expect(total.error.contains("a longer --timeout gives"))
        let idle = try await system.tool("-r", ".", "--idle-timeout", "2s", "-a", "ib_actions.yml")
        #expect(idle.status == 1)
        #expect(idle.error.contains("ended after 2 s without output, the limit of a build"), "\(idle.error)")
        #expect(idle.error.contains("a longer --idle-timeout lets"))
        for wrong in ["0", "-1s", "5 parsecs", "", "9999999999999999999h"] {
            #expect(try await system.tool("-r", ".", "--timeout=\(wrong)").status == 64, "\(wrong)")
        }
    }

    @Test("--resume does the rest and adds to the report; what was built stays in it")
    func resume() async throws {
        let system = try await SampleSystem()
        try system.write("platform/lib/Dockerfile", "FROM \(system.prefix)/base:candidate\nRUN test -e /mended\n")
        let first = try await system.tool("-r", ".", "-a", "ib_actions.yml")
        #expect(first.status == 1)
        let before = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(before.built.count == 2 && before.failedBuild.count == 1 && before.skipped.count == 2)
        try system.write("platform/lib/Dockerfile", "FROM \(system.prefix)/base:candidate\nRUN touch /mended\n")
        let second = try await system.tool("-r", ".", "--resume", "ib_actions.yml")
        #expect(second.status == 0, "\(second.error)")
        #expect(second.out == "5 built, 1 kept\n")
        let after = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(after.built.prefix(2) == before.built[...])
        #expect(Set(after.built.compactMap(\.base)).count == 5)
        #expect(after.failedBuild.isEmpty && after.skipped.isEmpty)
        // Nothing is left.
        let third = try await system.tool("-r", ".", "--resume", "ib_actions.yml")
        #expect(third.status == 0)
        #expect(!third.error.contains("build  "))
        #expect(try await system.tool("-r", ".", "--resume", "none.yml").status == 65)
    }

    @Test("a report that cannot be written stands on the standard output")
    func fullDisk() async throws {
        let system = try await SampleSystem()
        // A place that can hold no file: the run stops before it touches anything.
        let refused = try await system.tool("-r", ".", "-a", "/dev/null/report.yml")
        #expect(refused.status == 1)
        #expect(refused.error.contains("/dev/null"), "\(refused.error)")
        #expect(try await system.details("base") == nil)
        // A folder that goes away on the way.
        let preparation = try await system.prepare()
        let folder = system.root.appending(path: "reports")
        var options = ExecutionOptions()
        options.actionsFile = folder.appending(path: "ib_actions.yml").path
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: system.client,
            options: options
        ) { event in
            guard case .started(let key, .build) = event, SampleRun.short(key.name) == "pair" else { return }
            try? FileManager.default.removeItem(at: folder)
            try? Data("in the way".utf8).write(to: folder)
        }
        let error = await #expect(throws: PipelineError.self) { _ = try await executor.run(preparation.plan) }
        guard case .unsavedReport(let report, let failure) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(report.built.count == 5)
        #expect(options.actionsFile?.hasPrefix(failure.path) == true)
        // A device gets the report once, in the end; this one is full from the first byte on.
        let full = try await system.tool("-r", ".", "-a", "/dev/full")
        #expect(full.status == 1)
        #expect(full.error.contains("/dev/full: "), "\(full.error)")
        #expect(full.out.contains("ib_preexisting_images:"), "\(full.out)")
    }
}
