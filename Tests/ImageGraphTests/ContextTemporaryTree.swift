import Foundation
import ImageGraph
import TestSupport
import Testing

/// A folder that is there as long as the value is.
final class TemporaryTree: Sendable {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    var root: String { temporary.root }

    func folder(_ path: String, mode: mode_t = 0o755) throws {
        try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
        try #require(chmod(root + "/" + path, mode) == 0)
    }

    func file(_ path: String, _ content: String = "", mode: mode_t = 0o644) throws {
        try temporary.write(path, content)
        try #require(chmod(temporary.path(path), mode) == 0)
    }

    func symlink(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }

    /// Walks over the folder; the paths, folders with a "/" at the end.
    func list(_ patterns: String..., alwaysSend: [String] = [], configure: (inout ContextWalker) -> Void = { _ in })
        throws -> [String]
    {
        var walker = ContextWalker(
            root: root,
            ignore: try IgnorePatterns(patterns),
            alwaysSend: alwaysSend.map { ContextPath($0) }
        )
        configure(&walker)
        return try walker.walk().entries.map { $0.kind == .folder ? "\($0.path)/" : "\($0.path)" }
    }
}
