import Foundation
import Testing

/// A text that is kept in `Snapshots`, so that a change of it is seen in review.
///
/// `IMAGEBUILDER_WRITE_SNAPSHOTS=1 swift test --filter ImageBuilderCommandsTests` writes them anew.
enum Snapshot {
    static func expect(
        _ text: String,
        named name: String,
        file: String = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let place = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["IMAGEBUILDER_WRITE_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: place)
            return
        }
        let kept = try String(contentsOf: place, encoding: .utf8)
        guard kept != text else { return }
        let lines = zip(
            kept.split(separator: "\n", omittingEmptySubsequences: false),
            text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let first = lines.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            """
            Snapshots/\(name) is no longer what the program says, first in line \((first?.offset ?? 0) + 1):
            kept: \(first.map { String($0.element.0) } ?? "the beginning of it")
            now:  \(first.map { String($0.element.1) } ?? "the beginning of it")
            """,
            sourceLocation: sourceLocation
        )
    }
}
