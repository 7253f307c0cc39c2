import Foundation
import TestSupport

/// A program that a test compares with, such as `tar`.
enum Tool {
    struct Output: Sendable {
        let status: Int32
        let text: String
    }

    static func path(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs it, and returns what it wrote to standard output and error.
    static func run(_ command: [String]) async throws -> Output {
        guard let executable = path(command[0]) else { throw CocoaError(.fileNoSuchFile) }
        let result = try await Program.run(
            [executable] + command.dropFirst(),
            in: "/",
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        )
        return Output(status: result.status, text: result.out + result.error)
    }
}
