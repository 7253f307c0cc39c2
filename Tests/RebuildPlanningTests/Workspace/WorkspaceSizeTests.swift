import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning
import Testing

/// What loading costs grows with what is loaded, and not with its square.
struct WorkspaceSizeTests {
    @Test("Pull-only images")
    func pullOnly() throws {
        func duration(_ count: Int) throws -> Duration {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yml")
            defer { try? FileManager.default.removeItem(at: file) }
            let entries = (0..<count).map { "  - registry.example.org/image\($0):1\n" }.joined()
            try Data("docker_build_tag: candidate\npull_only_images:\n\(entries)".utf8).write(to: file)
            var options = WorkspaceOptions()
            options.imageList = file.path
            return try (0..<2).map { _ in
                try ContinuousClock().measure {
                    let workspace = try Workspace.load(options, manifest: RepoManifest(projects: []))
                    #expect(workspace.graph.nodes.count == count)
                }
            }.min() ?? .zero
        }
        // Ten times as many: a hundred times the cost, were each compared with each.
        #expect(try duration(5_000) < duration(500) * 40)
    }
}
