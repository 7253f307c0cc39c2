import Foundation

/// A folder of a test's own, which is gone when nothing holds it any more. Its path has no symbolic link in it, and is
/// short enough for a socket in the folder.
///
/// As a property of a suite it lives as long as the test. In a function, whose last use of a value may be long before its
/// end, ``withTemporaryFolder(_:)`` keeps it.
public final class TemporaryFolder: Sendable {
    public let root: String

    public init() throws {
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        root = "\(temporary)/ib-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
    }

    deinit { remove() }

    /// Takes it away before that.
    public func remove() { try? FileManager.default.removeItem(atPath: root) }

    public func path(_ name: String) -> String { "\(root)/\(name)" }

    /// Writes a file, and makes the folders above it.
    public func write(_ name: String, _ text: String = "") throws {
        let file = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    public func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }

    /// The names in it, sorted.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: root).sorted() }
    }
}

/// Calls `body` with a folder that is there until it returns.
public func withTemporaryFolder<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (TemporaryFolder) async throws -> Value
) async throws -> Value {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    return try await body(folder)
}
