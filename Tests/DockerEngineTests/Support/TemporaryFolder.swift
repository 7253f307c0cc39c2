import Foundation

/// A folder of a test's own, short enough for a socket in it.
struct TemporaryFolder: Sendable {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "de-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }

    /// Makes a program of a shell script.
    func install(_ name: String, _ script: String) async throws {
        try write("\(name).sh", "#!/bin/sh\n\(script)\n")
        // Copied by another process: a file that we wrote ourselves is "busy" while any process that a test started in
        // that moment still holds our descriptor.
        let result = try await Tool.run(["install", "-m", "755", path("\(name).sh"), path(name)])
        guard result.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func remove() { try? FileManager.default.removeItem(atPath: root) }
}
