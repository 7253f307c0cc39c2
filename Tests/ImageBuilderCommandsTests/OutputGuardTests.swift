import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// No output is written over an input, nor over a file that is no earlier output of its kind.
struct OutputGuardTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func refusal(_ name: String, _ kind: OutputKind) -> String? {
        do {
            try OutputGuard([OutputFile("-o", folder.path(name), kind)]).check()
            return nil
        } catch {
            return error.message.replacing(folder.root + "/", with: "")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let kind: OutputKind
        let text: String
        let isOwn: Bool

        var testDescription: String { "\(kind): \(text.prefix(30))" }
    }

    static let cases = [
        Case(kind: .actions, text: "", isOwn: true),
        Case(kind: .actions, text: "ib_built:\n- base: lab/a\n", isOwn: true),
        // As PyYAML writes the first program's.
        Case(kind: .actions, text: "# made by hand\n---\nib_pulled: []\n", isOwn: true),
        Case(kind: .actions, text: "docker_build_tag: candidate\nbuildable_images: []\n", isOwn: false),
        Case(kind: .actions, text: "FROM busybox\nRUN <<X\nib_built:\nX\n", isOwn: false),
        Case(kind: .plan, text: #"{ "inputs" : {}, "plan" : {} }"#, isOwn: true),
        Case(kind: .plan, text: "{}", isOwn: false),
        Case(kind: .plan, text: "ib_built: []", isOwn: false),
        Case(kind: .dot, text: "// 1 to build\ndigraph images {\n}\n", isOwn: true),
        Case(kind: .dot, text: "digraph {\n}\n", isOwn: true),
        Case(kind: .dot, text: "// digraph\npackage main\n", isOwn: false),
        Case(kind: .dot, text: "FROM busybox\n", isOwn: false),
        Case(kind: .svg, text: "<?xml version=\"1.0\"?>\n<!-- made -->\n<svg/>", isOwn: true),
        Case(kind: .svg, text: "<svg/>", isOwn: true),
        Case(kind: .svg, text: "<?xml version=\"1.0\"?>\n<manifest/>", isOwn: false),
    ]

    @Test("an earlier output of the kind gives way, another file does not", arguments: cases)
    func kinds(_ example: Case) throws {
        try folder.write("x", example.text)
        let expected = example.isOwn ? nil : "-o x: is there and is not \(example.kind.name), so it is not written over"
        #expect(refusal("x", example.kind) == expected)
    }

    @Test("what the program writes is known again")
    func own() throws {
        var report = ActionsReport()
        report.built = [.init(id: "sha256:1", base: "lab/a")]
        try folder.write("a", ActionsFile.yaml(report))
        #expect(refusal("a", .actions) == nil)
        let plan = RebuildPlan(buildTag: "candidate", options: PlanOptions(), engineAsked: true, images: [])
        try folder.write("p", StoredPlan(inputs: WorkspaceOptions(), plan: plan).text())
        #expect(refusal("p", .plan) == nil)
        try folder.write("g", GraphDocument(title: "t", nodes: [], edges: []).dot())
        #expect(refusal("g", .dot) == nil)
    }

    @Test("links, folders, and what git and repo keep")
    func places() throws {
        try folder.write("list.yml", "docker_build_tag: x\n")
        try folder.write("project/.git/HEAD", "ref: x\n")
        try folder.write(".repo/manifest.xml", "<manifest/>")
        for link in ["soft", "repo-link"] {
            let target = link == "soft" ? "list.yml" : ".repo"
            try FileManager.default.createSymbolicLink(atPath: folder.path(link), withDestinationPath: target)
        }
        try FileManager.default.linkItem(atPath: folder.path("list.yml"), toPath: folder.path("hard"))
        let foreign = "is there and is not an actions file, so it is not written over"
        #expect(refusal("soft", .actions) == "-o soft: \(foreign)")
        #expect(refusal("hard", .actions) == "-o hard: \(foreign)")
        #expect(refusal("project", .actions) == "-o project: is a folder")
        #expect(refusal("project/.git/new", .actions) == "-o project/.git/new: lies in .git, which is not written to")
        #expect(refusal("repo-link/new", .actions) == "-o repo-link/new: lies in .repo, which is not written to")
        #expect(refusal("not/there/yet", .actions) == nil)
    }

    @Test("devices take what is written, and one document has the standard output")
    func streams() throws {
        for path in ["/dev/null", "/dev/stdout", "-"] {
            try OutputGuard([OutputFile("-a", path, .actions)]).check()
        }
        #expect(OutputFile("-a", "/dev/null", .actions)?.isStream == true)
        let both = OutputGuard([OutputFile("-a", "-", .actions), OutputFile("-g", "-", .dot)])
        #expect(throws: UsageError.self) { try both.check() }
    }

    @Test("a folder for logs is a folder, or nothing yet")
    func logs() throws {
        try folder.write("file")
        try folder.write("logs/one")
        for name in ["logs", "new"] { try OutputGuard(folder: (option: "-l", path: folder.path(name))).check() }
        #expect(throws: UsageError.self) { try OutputGuard(folder: (option: "-l", path: folder.path("file"))).check() }
        #expect(throws: UsageError.self) {
            try OutputGuard(folder: (option: "-l", path: folder.path(".git/logs"))).check()
        }
    }
}
