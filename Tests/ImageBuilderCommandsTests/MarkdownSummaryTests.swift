import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// What a CI job shows.
struct MarkdownSummaryTests {
    private func plan() throws -> RebuildPlan {
        var scenario = Scenario()
        try scenario.image("lab/a")
        try scenario.image("lab/b", needs: "lab/a")
        try scenario.modify("lab/a", to: "x")
        try scenario.edit("lab/a") { $0.evidence = [.changedFile(path: "a|b_<c>", status: "modified")] }
        return scenario.plan()
    }

    private let drawing = GraphDocument(title: "t", nodes: [.init(id: "lab/a", label: "lab/a")], edges: [])

    @Test("a plan is a table of its causes, in which names of files are no Markdown, and a graph")
    func planned() throws {
        let text = MarkdownSummary(plan: try plan(), drawing: drawing).text
        #expect(text.hasPrefix("<!-- imagebuilder summary -->\n\n## imagebuilder: 2 to build, 0 to pull, 0 kept\n"))
        #expect(text.contains("| build | `lab/a` | modified: a\\|b\\_&lt;c> | 1 |\n"))
        #expect(text.contains("```mermaid\nflowchart LR\n"))
        #expect(!text.contains("### Result"))
        #expect(OutputKind.summary.isBeginning(text))
    }

    @Test("a run tells what failed first, with logs, and what was done")
    func ran() throws {
        var report = ActionsReport()
        report.built = [.init(tags: ["abc"], base: "lab/c", duration: 1.25)]
        report.failedBuild = [.init(base: "lab/a", buildLog: "/l/a", reason: "exit *3*")]
        report.skipped = [.init(base: "lab/b", failedAncestor: "lab/a")]
        report.failures = 1
        let text = MarkdownSummary(plan: try plan(), drawing: drawing, report: report).text
        let failed = try #require(text.range(of: "### What failed\n\n"))
        let result = try #require(text.range(of: "### Result\n\n"))
        #expect(failed.lowerBound < result.lowerBound)
        #expect(
            text.contains("| failed | `lab/a` | exit \\*3\\*; log: `/l/a` |\n| skipped | `lab/b` | lab/a failed |\n")
        )
        #expect(text.contains("| built | `lab/c` | 1.2 s | `abc` |"))
    }

    @Test("a graph that nobody could read is left out")
    func large() throws {
        let nodes = (0..<200).map { GraphDocument.Node(id: "\($0)", label: "\($0)") }
        let text = MarkdownSummary(plan: try plan(), drawing: GraphDocument(title: "", nodes: nodes, edges: [])).text
        #expect(!text.contains("mermaid"))
        #expect(text.contains("200 boxes"))
    }
}
