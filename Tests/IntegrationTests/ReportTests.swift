import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization
import Testing

/// Whether the report tells what the engine has, at the end and on the way.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct ReportTests {
    /// Every tag that a list tells must be on the image of its entry.
    private func check(_ report: ActionsReport, _ system: SampleSystem, _ comment: Comment) async throws {
        let lists = [report.preexisting, report.pulled, report.external, report.obsolete, report.obsoletePull]
        for entry in lists.joined() {
            for tag in entry.tags ?? [] {
                #expect(try await system.client.inspectImage(tag)?.id == entry.id, "\(tag), \(comment)")
            }
        }
        for entry in report.built {
            for tag in entry.tags ?? [] {
                let name = "\(entry.base ?? ""):\(tag)"
                #expect(try await system.client.inspectImage(name)?.id == entry.id, "\(name), \(comment)")
            }
        }
    }

    @Test("tags are those after the run in every list, whatever came of the images")
    func tagsAfterwards() async throws {
        let system = try await SampleSystem()
        let external = "\(TestEngine.registry)/lab/base"
        let first = try await system.run()
        #expect(first.report.external.map(\.base) == [external])
        try await check(first.report, system, "all built")
        let second = try await system.run()
        let kept = try #require(second.report.preexisting.first { $0.base == "\(system.prefix)/lib" })
        let tags = try #require(try await system.details("lib")?.repoTags)
        #expect(Set(kept.tags ?? []) == Set(tags), "all that it has, and not the build tag alone")
        try await check(second.report, system, "all kept")
        var planning = PlanOptions()
        planning.buildAll = true
        let forced = try await system.run(planning: planning)
        #expect(forced.report.obsolete.count == 5)
        #expect(forced.report.obsolete.flatMap { $0.tags ?? [] }.isEmpty, "the new images have taken them over")
        try await check(forced.report, system, "all built again")
        try system.write("services/web/Dockerfile", "FROM \(system.prefix)/lib:candidate\nRUN false\n")
        let failed = try await system.run()
        #expect(failed.failedBuilds == ["web"])
        #expect(failed.report.obsolete.first?.tags?.count == 2, "the old image has its other tags still")
        try await check(failed.report, system, "one failed")
    }

    @Test("whenever a run is killed while it takes obsolete tags, its file names every image that lost one")
    func obsoleteOnTheWay() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("platform/base/files/motd", "other\n")
        let preparation = try await system.prepare()
        let obsolete = preparation.plan.images.flatMap(\.obsoleteTags)
        #expect(obsolete.count == 5)
        let file = ActionsFile(path: system.root.appending(path: "ib_actions.yml").path)
        var options = ExecutionOptions()
        options.actionsFile = file.path
        let steps = Mutex<[(lost: String, named: [ActionsReport.Entry])]>([])
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: system.client,
            inventory: preparation.inventory,
            options: options
        ) { event in
            // The tag is gone, and nothing was written since.
            guard case .untagged(_, let id) = event else { return }
            let named = (try? file.read().obsolete) ?? []
            steps.withLock { $0.append((id, named)) }
        }
        let report = try await executor.run(preparation.plan)
        #expect(report.succeeded)
        let seen = steps.withLock(\.self)
        #expect(seen.map(\.lost).sorted() == obsolete.map(\.imageID).sorted())
        for (position, step) in seen.enumerated() {
            for lost in seen[...position].map(\.lost) {
                #expect(step.named.contains { $0.id == lost }, "the file at step \(position) names \(lost)")
            }
            #expect(!step.named.contains { ($0.tags ?? []).contains { $0.hasSuffix(":candidate") } })
        }
    }

    @Test("an image that is taken back loses the tag that kept it while it was obsolete")
    func takenBack() async throws {
        let system = try await SampleSystem()
        try system.write("services/web/main.sh", "echo one\n")
        _ = try await system.run()
        let one = try #require(try await system.details("web")).id
        try system.write("services/web/main.sh", "echo two\n")
        _ = try await system.run()
        let passing = try #require(try await system.client.inspectImage(one)).repoTags
        #expect(passing.count == 1 && passing.first?.contains(":obsolete-") == true)
        try system.write("services/web/main.sh", "echo one\n")
        let back = try await system.run()
        #expect(back.retagged == ["web"])
        #expect(try await system.details("web")?.repoTags == ["\(system.prefix)/web:candidate"])
        try await check(back.report, system, "taken back")
    }
}
