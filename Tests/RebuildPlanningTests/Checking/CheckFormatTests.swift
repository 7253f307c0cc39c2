import Foundation
import ManifestKit
import TestSupport
import Testing

@testable import RebuildPlanning

/// Findings as code hosts and CI services want them, and those that nobody wants to hear of.
struct CheckFormatTests {
    private static let report = CheckReport(
        [
            Diagnostic(.unpinnedBase, file: "/t/tree/b,c:1", line: 7, column: 3, message: "100%\nsure: <&\">"),
            Diagnostic(.unpinnedBase, file: "/t/tree/b,c:1", line: 8, column: 3, message: "100%\nsure: <&\">"),
            Diagnostic(.dockerfile, file: "/t/tree/a", line: 2, message: "m", hint: "h"),
            Diagnostic(.notFound, file: "/t/x.yml", message: "n"),
        ],
        imageCount: 4
    )

    /// What the toolkit of GitHub Actions itself escapes.
    @Test("GitHub: commands, in which text is no command")
    func github() {
        #expect(
            Self.report.githubAnnotations(base: "/t/tree") == [
                "::error file=a,line=2,col=1,title=dockerfile::m (h)",
                "::warning file=b%2Cc%3A1,line=7,col=3,title=unpinned-base::100%25%0Asure: <&\">",
                "::warning file=b%2Cc%3A1,line=8,col=3,title=unpinned-base::100%25%0Asure: <&\">",
                "::error file=/t/x.yml,title=not-found::n",
            ]
        )
    }

    @Test("GitLab: what is required, and fingerprints that tell equal findings apart and do not know of lines")
    func gitlab() throws {
        func entries(_ report: CheckReport) throws -> [[String: Any]] {
            let json = try report.gitlab(base: "/t/tree")
            return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        }
        let found = try entries(Self.report)
        for entry in found {
            #expect(Set(entry.keys) == ["description", "check_name", "fingerprint", "severity", "location"])
        }
        #expect(found.map { $0["severity"] as? String } == ["major", "minor", "minor", "major"])
        #expect(found.map { $0["check_name"] as? String }[0] == "dockerfile")
        let prints = found.compactMap { $0["fingerprint"] as? String }
        #expect(Set(prints).count == 4)
        let moved = CheckReport(
            [Diagnostic(.dockerfile, file: "/t/tree/a", line: 99, message: "m", hint: "other")],
            imageCount: 1
        )
        #expect(try entries(moved).first?["fingerprint"] as? String == prints[0])
    }

    /// Read back by a parser that is not ours.
    @Test("JUnit: a test for each finding, or one that passed", arguments: [false, true])
    func junit(_ strict: Bool) throws {
        let parsed = try JUnitReading(Self.report.junit(base: "/t/tree", areWarningsFailures: strict))
        #expect(parsed.tests == ["a:2", "b,c:1:7", "b,c:1:8", "/t/x.yml"])
        #expect(parsed.failures == (strict ? 4 : 2))
        #expect(parsed.counted == parsed.failures)
        #expect(parsed.texts.contains { $0.contains("sure: <&\">") })
        let empty = try JUnitReading(CheckReport([], imageCount: 1).junit(base: ".", areWarningsFailures: strict))
        #expect(empty.tests == ["check"])
        #expect(empty.failures == 0)
    }

    @Test("warnings of a rule are passed over, errors never; so are those that a note in the file names")
    func ignoring() async throws {
        try await withTemporaryFolder { folder in
            try folder.write(
                "Dockerfile",
                """
                # imagebuilder: ignore=unpinned-base,missing-labels
                FROM alpine
                RUN x  # imagebuilder: ignore=dockerfile
                FROM debian
                """
            )
            let file = folder.path("Dockerfile")
            func finding(_ rule: Rule, _ line: Int?) -> Diagnostic {
                Diagnostic(rule, file: file, line: line, column: line.map { _ in 1 }, message: "m")
            }
            let report = CheckReport(
                [
                    finding(.unpinnedBase, 2), finding(.unpinnedBase, 4), finding(.dockerfile, 3),
                    finding(.missingLabels, nil), finding(.ignoreComment, 2),
                ],
                imageCount: 1
            )
            let byNotes = report.ignoring([])
            #expect(
                byNotes.findings == [finding(.ignoreComment, 2), finding(.dockerfile, 3), finding(.unpinnedBase, 4)]
            )
            #expect(byNotes.ignoredCount == 2)
            let byRule = byNotes.ignoring(["unpinned-base", "dockerfile"])
            #expect(byRule.findings == [finding(.ignoreComment, 2), finding(.dockerfile, 3)])
            #expect(byRule.ignoredCount == 3)
        }
    }
}
