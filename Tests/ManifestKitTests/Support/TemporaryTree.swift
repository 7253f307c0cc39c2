import Foundation
import TestSupport

/// A folder with the given files, gone when it is no longer used.
final class TemporaryTree: Sendable {
    private let temporary: TemporaryFolder

    init(_ files: [String: String] = [:]) throws {
        temporary = try TemporaryFolder()
        for (name, text) in files { try temporary.write(name, text) }
    }

    var path: String { temporary.root }

    func write(_ data: Data, to name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }
}
