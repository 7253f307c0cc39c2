import ImageGraph
import ManifestKit
import RebuildPipeline
import Testing

/// What a report asks to be pushed, and in which order.
struct PushJobTests {
    private let commit = String(repeating: "ab", count: 20)

    @Test("tags that name one content for ever go first, those that move last, each once")
    func order() throws {
        var report = ActionsReport()
        report.built = [
            .init(
                id: "sha256:1",
                tags: ["latest", commit, "input-0123456789abcdef", "master"],
                base: "r.example/lab/a",
                pushName: "r.example/lab/a:latest"
            )
        ]
        let jobs = try ImagePush.jobs(of: report, file: "a.yml")
        #expect(jobs.map(\.id) == ["sha256:1"])
        #expect(
            jobs.first?.references.map(\.familiar)
                == [commit, "input-0123456789abcdef", "latest", "master"].map { "r.example/lab/a:\($0)" }
        )
    }

    @Test("every entry that cannot be pushed is told, with its place")
    func refusals() {
        var report = ActionsReport()
        report.built = [
            .init(tags: ["x"], base: "lab/a"), .init(id: "sha256:1", tags: ["x"]), .init(id: "sha256:1", base: "lab/a"),
            .init(id: "sha256:1", tags: ["no tag"], base: "lab/a"),
            .init(id: "sha256:1", base: "lab/a", pushName: "lab/a"),
        ]
        let error = #expect(throws: InputError.self) { try ImagePush.jobs(of: report, file: "a.yml") }
        #expect(
            error?.diagnostics.map(\.message) == [
                "ib_built[0]: has no id", "ib_built[1]: has no base", "ib_built[2]: has neither tags nor a push_name",
                "ib_built[3]: 'lab/a:no tag' is no image reference with a tag",
                "ib_built[4]: 'lab/a' is no image reference with a tag",
            ]
        )
    }
}
