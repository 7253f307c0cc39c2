import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// What loading costs grows with what is loaded, and not with its square.
struct WorkspaceSizeTests {
    @Test("Pull-only images")
    func pullOnly() async throws {
        func duration(_ count: Int) async throws -> Duration {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let entries = (0..<count).map { "  - registry.example.org/image\($0):1\n" }.joined()
            try folder.write("images.yml", "docker_build_tag: candidate\npull_only_images:\n\(entries)")
            var options = WorkspaceOptions()
            options.imageList = folder.path("images.yml")
            var durations: [Duration] = []
            for _ in 0..<4 {
                durations.append(
                    try await ContinuousClock().measure {
                        let workspace = try await Workspace.load(
                            options,
                            tree: SourceTree(kind: .repo, root: folder.root)
                        )
                        #expect(workspace.graph.nodes.count == count)
                    }
                )
            }
            return durations.min() ?? .zero
        }
        // Ten times as many: a hundred times the cost, were each compared with each.
        let (many, few) = (try await duration(5_000), try await duration(500))
        #expect(many < few * 40)
    }
}
