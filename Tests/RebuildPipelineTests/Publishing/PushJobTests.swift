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

    private func entry(added: [String]? = nil, digest: String? = nil, pushName: String? = nil) -> ActionsReport.Entry {
        .init(
            id: "sha256:1",
            tags: ["lab/a:candidate", "lab/a:\(commit)", "lab/a:mine"],
            base: "lab/a",
            addedTags: added,
            digest: digest,
            pushName: pushName
        )
    }

    private struct KeptCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entry: ActionsReport.Entry
        /// Tags; empty: nothing.
        let pushed: [String]
        let pushedWithAll: [String]
    }

    @Test("of what was kept goes what its registry lacks; with all, whatever can be built")
    func kept() throws {
        let own = "lab/a:\(commit)"
        let cases = [
            KeptCase(testDescription: "pull-only", entry: entry(), pushed: [], pushedWithAll: []),
            KeptCase(
                testDescription: "retagged",
                entry: entry(added: ["lab/a:candidate"], digest: "sha256:d", pushName: own),
                pushed: [commit, "candidate"],
                pushedWithAll: [commit, "candidate"]
            ),
            KeptCase(
                testDescription: "retagged, as other programs may write it",
                entry: entry(added: ["candidate"]),
                pushed: [commit, "candidate"],
                pushedWithAll: [commit, "candidate"]
            ),
            KeptCase(
                testDescription: "never in its registry: an earlier push failed",
                entry: entry(pushName: own),
                pushed: [commit],
                pushedWithAll: [commit]
            ),
            KeptCase(
                testDescription: "in its registry",
                entry: entry(digest: "sha256:d", pushName: own),
                pushed: [],
                pushedWithAll: [commit]
            ),
        ]
        for test in cases {
            var report = ActionsReport()
            report.preexisting = [test.entry]
            for (all, expected) in [(false, test.pushed), (true, test.pushedWithAll)] {
                let jobs = try ImagePush.jobs(of: report, file: "a.yml", all: all)
                #expect(jobs.flatMap(\.references).compactMap(\.tag) == expected, "\(test.testDescription), \(all)")
            }
        }
    }

    @Test("what was pulled goes with all only, bases never")
    func pulled() throws {
        var report = ActionsReport()
        report.pulled = [entry(pushName: "lab/a:\(commit)"), entry()]
        report.external = [entry()]
        #expect(try ImagePush.jobs(of: report, file: "a.yml").isEmpty)
        #expect(try ImagePush.jobs(of: report, file: "a.yml", all: true).count == 1)
    }

    @Test("why there is nothing to push is told in numbers")
    func nothing() {
        var report = ActionsReport()
        #expect(report.leftUnpushed(all: false) == "0 kept")
        report.preexisting = [entry(digest: "sha256:d", pushName: "lab/a:\(commit)"), entry()]
        report.pulled = [entry()]
        report.failures = 1
        report.skipped = [.init(base: "lab/b"), .init(base: "lab/c")]
        let counts = "2 kept, 1 pulled, 1 failed, 2 skipped"
        #expect(report.leftUnpushed(all: true) == counts)
        #expect(report.leftUnpushed(all: false) == counts + " (--all pushes what was kept or pulled)")
    }

    @Test("every entry that cannot be pushed is told, with its place")
    func refusals() {
        var report = ActionsReport()
        report.built = [
            .init(tags: ["x"], base: "lab/a"), .init(id: "sha256:1", tags: ["x"]), .init(id: "sha256:1", base: "lab/a"),
            .init(id: "sha256:1", tags: ["no tag"], base: "lab/a"),
            .init(id: "sha256:1", base: "lab/a", pushName: "lab/a"),
        ]
        report.preexisting = [entry(digest: "sha256:d"), .init(base: "lab/a", addedTags: ["lab/a:x"])]
        let error = #expect(throws: InputError.self) { try ImagePush.jobs(of: report, file: "a.yml") }
        #expect(
            error?.diagnostics.map(\.message) == [
                "ib_built[0]: has no id", "ib_built[1]: has no base", "ib_built[2]: has neither tags nor a push_name",
                "ib_built[3]: 'lab/a:no tag' is no image reference with a tag",
                "ib_built[4]: 'lab/a' is no image reference with a tag", "ib_preexisting_images[1]: has no id",
            ]
        )
    }
}
