import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

@testable import RebuildPipeline

/// Which part of a plan is left after an earlier run, and what the report says in the end.
struct ResumeTests {
    /// base ← lib ← web; base ← worker
    private func scenario() throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.image("web", needs: "lib")
        try scenario.image("worker", needs: "base")
        return scenario
    }

    private func report(built: [String], failed: [String] = [], skipped: [String] = []) -> ActionsReport {
        var report = ActionsReport()
        report.built = built.map { .init(id: "sha256:old-\($0)", tags: ["t"], base: $0, duration: 1) }
        report.failedBuild = failed.map { .init(tags: ["\($0):candidate"], base: $0) }
        report.skipped = skipped.map { .init(tags: ["\($0):candidate"], base: $0) }
        return report
    }

    @Test("what failed, what was skipped and what was never reached is done, with what it needs")
    func rest() throws {
        let plan = try scenario().plan()
        let earlier = report(built: ["base", "worker"], failed: ["lib"], skipped: ["web"])
        #expect(plan.resuming(earlier).plan.images.map(\.key.name) == ["base", "lib", "web"])
        #expect(
            plan.resuming(report(built: ["base", "lib"])).plan.images.map(\.key.name) == [
                "base", "lib", "web", "worker",
            ]
        )
        #expect(plan.resuming(report(built: ["base", "lib", "web", "worker"])).plan.images.isEmpty)
    }

    @Test("what was done but is no longer right is named, and left alone")
    func leftAlone() throws {
        var scenario = try scenario()
        try scenario.apply(scenario.plan())
        try scenario.modify("worker", to: "x")
        let resumption = scenario.plan().resuming(report(built: ["base", "worker", "lib"], failed: ["web"]))
        #expect(resumption.plan.images.map(\.key.name) == ["base", "lib", "web"])
        #expect(resumption.leftAlone == [ImageKey("worker")])
    }

    @Test("the report in the end says what both runs did, each image once")
    func combined() throws {
        var scenario = try scenario()
        try scenario.apply(scenario.plan())
        let plan = scenario.plan()
        let earlier = report(built: ["base", "lib", "worker"], failed: ["web"])
        var builder = ReportBuilder(plan: plan, file: nil, earlier: earlier)
        builder.record(.kept(id: "sha256:old-base", addedTags: []), of: ImageKey("base"))
        builder.record(.built(id: "sha256:new-lib", tags: ["n"], log: nil, seconds: 2), of: ImageKey("lib"))
        builder.record(.built(id: "sha256:new-web", tags: ["n"], log: nil, seconds: 2), of: ImageKey("web"))
        builder.finish()
        #expect(
            builder.report.built.compactMap(\.id) == [
                "sha256:old-base", "sha256:old-worker", "sha256:new-lib", "sha256:new-web",
            ]
        )
        #expect(builder.report.preexisting.isEmpty && builder.report.failedBuild.isEmpty && builder.report.succeeded)
    }
}
