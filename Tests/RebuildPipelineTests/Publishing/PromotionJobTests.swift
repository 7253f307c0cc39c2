import ImageGraph
import ManifestKit
import RebuildPipeline
import Testing

/// What the images of a report are to be called.
struct PromotionJobTests {
    private static let hash = String(repeating: "c", count: 40)
    private static let input = "input-0123456789abcdef"

    private func report(_ entry: ActionsReport.Entry) -> ActionsReport {
        var report = ActionsReport()
        report.built = [entry]
        return report
    }

    private let entry = ActionsReport.Entry(
        id: "sha256:1",
        tags: [hash, input],
        base: "r.example/team/app",
        digest: "sha256:d",
        pushName: "r.example/team/app:\(hash)"
    )

    @Test("by a tag: in the same repository, from the tag that names the content")
    func byTag() throws {
        let job = try #require(
            try ImagePromotion.jobs(of: report(entry), file: "a.yml", .init(tag: "release")).first
        )
        #expect(job.source.familiar == "r.example/team/app:\(Self.hash)")
        #expect(job.digest == "sha256:d")
        #expect(job.targets.map(\.familiar) == ["r.example/team/app:release"])
    }

    @Test("by a prefix: below it, with the tags that name the content, and the one that is given")
    func byPrefix() throws {
        let naming = ImagePromotion.Naming(prefix: "r.example/release", tag: "4.0")
        let job = try #require(try ImagePromotion.jobs(of: report(entry), file: "a.yml", naming).first)
        #expect(
            job.targets.map(\.familiar)
                == [Self.hash, Self.input, "4.0"].map { "r.example/release/team/app:\($0)" }
        )
    }

    @Test("what was kept or pulled is promoted where it could have been built, and no base is")
    func lists() throws {
        var report = report(entry)
        var kept = entry
        kept.base = "r.example/team/kept"
        kept.tags = ["r.example/team/kept:\(Self.hash)"]
        kept.pushName = "r.example/team/kept:\(Self.hash)"
        report.preexisting = [kept, ActionsReport.Entry(id: "sha256:2", tags: ["nginx:1.27"], base: "nginx")]
        let jobs = try ImagePromotion.jobs(of: report, file: "a.yml", .init(tag: "x"))
        #expect(jobs.map(\.source.path) == ["team/app", "team/kept"])
    }

    @Test("an image of edited sources has nothing that names it for ever, and is refused with its place")
    func dirty() {
        var dirty = entry
        dirty.tags = []
        dirty.pushName = "r.example/team/app:candidate"
        let error = #expect(throws: InputError.self) {
            try ImagePromotion.jobs(of: report(dirty), file: "a.yml", .init(tag: "x"))
        }
        #expect(error?.diagnostics.first?.message.hasPrefix("ib_built[0]: 'r.example/team/app' has no tag") == true)
    }
}
