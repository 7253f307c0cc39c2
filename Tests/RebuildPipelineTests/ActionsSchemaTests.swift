import TestSupport
import Testing

@testable import RebuildPipeline

/// The published schema of actions files.
struct ActionsSchemaTests {
    private let schema = PublishedSchema("ib_actions")

    @Test("it has the keys that are written, and no others")
    func keys() throws {
        #expect(try schema.keys() == Set(ActionsReport.CodingKeys.allCases.map(\.rawValue)))
        let entryKeys = Set(ActionsReport.Entry.CodingKeys.allCases.map(\.rawValue))
        #expect(try schema.keys(at: ["ib_built", "[]"]) == entryKeys)
    }

    @Test(
        "it takes what is written, and a first program's file, and refuses what cannot be read",
        PublishedSchema.isHeldAgainst
    )
    func verdicts() async throws {
        let entry = ActionsReport.Entry(
            id: "sha256:1",
            tags: ["a:1"],
            base: "a",
            addedTags: ["a:1"],
            digest: "sha256:2",
            buildLog: "/log",
            duration: 1.5,
            pushName: "a:1",
            reason: "modified: a",
            failedAncestor: "b",
            how: .relabelled
        )
        var report = ActionsReport()
        report.outcome = .failed
        report.started = "2026-11-28T12:00:00Z"
        report.built = [entry]
        report.skipped = [ActionsReport.Entry(base: "c")]
        let texts = [
            "full": try ActionsFile.yaml(report), "empty": try ActionsFile.yaml(ActionsReport()),
            "first": "ib_pulled: []\nib_built:\nib_failed_build: []\n", "other": "{a: 1}\n", "list": "ib_built: a\n",
            "outcome": "ib_outcome: done\n",
        ]
        try await withTemporaryFolder { folder in
            for (name, text) in texts { try folder.write("\(name).yml", text) }
            let refused = try await schema.refused(texts.keys.map { folder.path("\($0).yml") })
            #expect(refused == Set(["other", "list", "outcome"].map { folder.path("\($0).yml") }))
            for name in ["other", "list", "outcome"] {
                #expect(throws: (any Error).self) { try ActionsFile(path: folder.path("\(name).yml")).read() }
            }
        }
    }
}
