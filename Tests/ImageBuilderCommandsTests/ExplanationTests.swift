import Foundation
import GitProbe
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

@testable import ImageBuilderCommands

/// All that led to a decision, as `explain` prints it.
struct ExplanationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The text of one image of a tree of two, one of which needs the other and is edited.
    private func explained(_ name: String) async throws -> [String] {
        try folder.write(
            ".repo/manifest.xml",
            """
            <manifest><remote name="o" fetch="https://git.example.org/"/><default remote="o" revision="main"/>
            <project name="p"/></manifest>
            """
        )
        try folder.write(
            "images.yml",
            """
            docker_build_tag: candidate
            buildable_images:
              - {name: lab/leaf, repo: p, path: leaf}
              - {name: lab/base, repo: p, path: base}
            """
        )
        try folder.write("p/base/Dockerfile", "FROM scratch\nCOPY file /\n")
        try folder.write("p/base/file", "1\n")
        try folder.write("p/leaf/Dockerfile", "FROM lab/base:candidate\n")
        let environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.root,
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        let script = """
            git init -q; git add .; git -c user.name=Ada -c user.email=ada@example.org commit -qm first
            git update-ref refs/remotes/o/main HEAD; echo 22 > base/file
            """
        try await Program.output(["sh", "-euc", script], in: folder.path("p"), environment: environment)
        var options = WorkspaceOptions()
        options.repoRoot = folder.root
        options.imageList = folder.path("images.yml")
        let git = try GitProbe.locate(environment: environment)
        let run = try await Preparation.prepare(workspace: options, git: git, engine: nil)
        let image = try #require(run.plan.images.first { $0.key.name == name })
        return Explanation(image, in: run).text.replacing(folder.root, with: "ROOT").split(separator: "\n").map(
            String.init
        )
    }

    @Test("the chain of reasons goes on through parents, and ends in a fact")
    func chain() async throws {
        let lines = try await explained("lab/leaf")
        #expect(lines.first == "lab/leaf: build (buildable, listed)")
        let chain = lines.filter { $0.contains("←") }
        // Contract, 2.1: an image is no cleaner than its ancestors of the same project.
        #expect(chain.first == "  ← modified: an image that it is made from, of the same project p")
        #expect(
            chain.dropFirst() == [
                "  ← parent lab/base is built", "    ← modified: p/base/file", "    ← no engine was asked",
                "  ← no engine was asked",
            ]
        )
    }

    @Test("sources with their places, labels that are wanted, and what a keep would need")
    func sections() async throws {
        let lines = try await explained("lab/base")
        #expect(lines.contains("  sources: modified, 2 files"))
        #expect(lines.contains("    Dockerfile  ROOT/p/base/Dockerfile"))
        #expect(lines.contains("    context     ROOT/p/base"))
        #expect(lines.contains("  labels: no image to compare with"))
        #expect(lines.contains("      org.label-schema.version = dirty"))
        let digest = try #require(lines.first { $0.hasPrefix("    inputs      sha256:") }).dropFirst(16)
        #expect(
            lines.last == "  a keep would need: an image on the engine with inputs \(digest); building makes it"
        )
    }
}
