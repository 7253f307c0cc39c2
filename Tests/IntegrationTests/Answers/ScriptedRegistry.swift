import Foundation
import TestSupport

/// Registries in the engine's network, one a port, each of which says one thing: `Tests/Faults/scripted-registry`.
struct ScriptedRegistry: Sendable {
    private static let inside = TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"]
    /// Whether there can be one: the engine must be one that `scripts/engine` runs.
    static var canBeThere: Bool { inside != nil }

    /// Of the first of them, in the order of the answers.
    private let firstPort: Int
    /// A file for each that is good, by its port.
    private let goodOnes: String

    /// Of the registry that gives the answer of this number.
    func host(_ number: Int) -> String { "127.0.0.1:\(firstPort + number)" }

    /// Makes the registry of an image good; it then has what was published.
    ///
    /// - Parameter name: of the image, which begins with the registry's host.
    func becomeGood(_ name: String) {
        let port = name.prefix { $0 != "/" }.split(separator: ":").last ?? ""
        _ = FileManager.default.createFile(atPath: "\(goodOnes)/\(port)", contents: nil)
    }

    /// Has them there while `body` runs.
    ///
    /// - Parameters:
    ///   - repository: what they have when they are good, by its name in the registry of the tests.
    ///   - number: of the test, below 100; no two that run at a time have the same.
    static func run(
        _ answers: [RegistryAnswer],
        of repository: String,
        number: Int,
        _ body: @escaping @Sendable (ScriptedRegistry) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let good = folder.path("good")
            try FileManager.default.createDirectory(atPath: good, withIntermediateDirectories: false)
            let file = folder.path("answers.json")
            try JSONEncoder().encode(answers).write(to: URL(filePath: file))
            let script = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Faults/scripted-registry").standardized.path
            let registry = ScriptedRegistry(firstPort: 20_000 + 100 * number, goodOnes: good)
            let target = TestEngine.registry.split(separator: ":").last ?? ""
            let command =
                ["nsenter", "--target", inside ?? "", "--net", "python3", script]
                + ["--listen", "\(registry.firstPort)", "--to", "\(target)", "--repository", repository]
                + ["--answers", file, "--good", good]
            try await Program.beside(command, in: "/", ready: "listening") { _ in try await body(registry) }
        }
    }
}
