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

    @Test("what was built and left without its last tags is finished, and counts as built by the run that built it")
    func unfinished() throws {
        var scenario = try scenario()
        try scenario.apply(scenario.plan())
        for position in scenario.engine.indices {
            scenario.engine[position].id = "sha256:old-\(scenario.subjects[position].key.name)"
        }
        let earlier = report(built: ["base", "lib", "web", "worker"])
        #expect(scenario.plan().resuming(earlier).plan.images.isEmpty)
        try scenario.take("worker:candidate")
        let resumption = scenario.plan().resuming(earlier)
        #expect(resumption.plan.images.map(\.key.name) == ["base", "worker"])
        #expect(resumption.leftAlone.isEmpty)
        var builder = ReportBuilder(plan: resumption.plan, file: nil, earlier: earlier)
        builder.record(.kept(id: "sha256:old-worker", addedTags: ["candidate"]), of: ImageKey("worker"))
        #expect(builder.report.built.compactMap(\.base) == ["base", "lib", "web", "worker"])
        #expect(builder.report.preexisting.isEmpty)
    }

    @Test("what was built and has no tag but that of its build is made again: it counts for nothing")
    func withoutTags() throws {
        var scenario = try scenario()
        try scenario.apply(scenario.plan())
        let position = try #require(scenario.engine.firstIndex { $0.tags.contains { $0.familiarName == "worker" } })
        scenario.engine[position].id = "sha256:old-worker"
        scenario.engine[position].tags = [try ImageReference(parsing: "worker:unfinished-0123456789abcdef")]
        let resumption = scenario.plan().resuming(report(built: ["base", "lib", "web", "worker"]))
        #expect(resumption.plan.images.map(\.key.name) == ["base", "worker"])
        #expect(resumption.plan.images.last?.imageID == nil)
        #expect(resumption.leftAlone.isEmpty)
    }

    @Test("an image that lacks a tag and is another than the report says is left alone")
    func replaced() throws {
        var scenario = try scenario()
        try scenario.apply(scenario.plan())
        try scenario.take("worker:candidate")
        let resumption = scenario.plan().resuming(report(built: ["base", "lib", "web", "worker"]))
        #expect(resumption.plan.images.isEmpty)
        #expect(resumption.leftAlone == [ImageKey("worker")])
    }

    @Test("an image that is in the report and then does not get its last tags is a failure; an interrupted one stays")
    func revised() throws {
        let plan = try scenario().plan()
        var builder = ReportBuilder(plan: plan, file: nil, at: "2026-11-28T01:02:03Z")
        let image = try #require(plan[ImageKey("base")])
        builder.record(.relabelled(id: "sha256:b", tags: ["c"], log: nil, seconds: 1), of: image)
        #expect(builder.report.built.map(\.how) == [.relabelled])
        builder.revise(.interrupted(log: nil), of: image)
        #expect(builder.report.built.count == 1)
        builder.revise(.failed(.tag, message: "no space", log: nil), of: image)
        #expect(builder.report.built.isEmpty)
        #expect(builder.report.failedBuild.map(\.reason) == ["no space"])
        #expect(builder.report.failures == 1)
        #expect(builder.report.started == "2026-11-28T01:02:03Z")
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

    @Test(
        "a pull that brought nothing stays in the report of an image that the earlier run built, and goes where it is asked anew"
    )
    func pulls() throws {
        let plan = try scenario().plan()
        let missed = ActionsReport.Entry(tags: ["base:c"], base: "base", reason: "first")
        var earlier = report(built: [])
        earlier.failedPull = [missed, .init(tags: ["lib:c"], base: "lib"), .init(tags: ["web:c"], base: "web")]
        var builder = ReportBuilder(plan: plan, file: nil, earlier: earlier)
        #expect(builder.report.failedPull.isEmpty)
        let built = ImageOutcome.built(id: "sha256:1", tags: ["n"], log: nil, seconds: 2)
        builder.record(built, of: ImageKey("base"))
        let lib = try #require(plan[ImageKey("lib")])
        var attempts = PullAttempts()
        attempts.missed = [.init(reference: try ImageReference(parsing: "lib:c"), message: "again")]
        builder.record(attempts, of: lib)
        builder.record(built, of: ImageKey("lib"))
        builder.record(.kept(id: "sha256:2", addedTags: []), of: ImageKey("web"))
        #expect(builder.report.failedPull == [missed, .init(tags: ["lib:c"], base: "lib", reason: "again")])
    }
}
