import Foundation
import Testing

/// A tool that owns a kind of tree, as `scripts/install-tools trees` installs it.
enum TreeTool: String, CaseIterable {
    case west, vcs

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".build/tree-tools/bin").path

    var path: String { "\(Self.folder)/\(rawValue)" }
    var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Skips a test where the tool cannot be had.
    var trait: ConditionTrait {
        .enabled(if: isThere, "\(rawValue) is not installed: scripts/install-tools trees")
    }

    /// How many generated workspaces are compared; the variable asks for more.
    static var rounds: Int {
        ProcessInfo.processInfo.environment["IMAGEBUILDER_TREE_ROUNDS"].flatMap { Int($0) } ?? 12
    }
}
