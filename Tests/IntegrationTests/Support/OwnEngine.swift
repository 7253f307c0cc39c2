import DockerEngine
import Foundation
import Logging
import TestSupport

/// An engine that only one test uses, for what would disturb the others.
struct OwnEngine: Sendable {
    private let folder = NSTemporaryDirectory() + "r\(UInt32.random(in: 0 ... .max))"

    /// Whether one can be started: that of the others must be one that `scripts/engine` runs.
    static var canBeThere: Bool { TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"] != nil }

    /// As `DOCKER_HOST` writes it.
    var address: String { "unix://\(folder)/docker.sock" }

    var client: DockerClient {
        DockerClient(
            endpoint: .unix(path: folder + "/docker.sock"),
            environment: [:],
            logger: Logger(label: "test")
        )
    }

    /// Has it there while `body` runs.
    func run<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        _ = try await command("start")
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body())
        } catch {
            outcome = .failure(error)
        }
        _ = try await command("stop")
        return try outcome.get()
    }

    /// Kills it as a crash would, and starts it again.
    func restart() async throws { _ = try await command("restart") }

    private func command(_ name: String) async throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized.path
        var environment = TestEngine.environment.filter { !$0.key.hasPrefix("IMAGEBUILDER_TEST_") }
        environment["DOCKER_HOST"] = nil
        environment["IMAGEBUILDER_ENGINE_DIR"] = folder
        environment["IMAGEBUILDER_ENGINE_KIND"] = "docker"
        return try await Program.output([root + "/scripts/engine", name], in: "/", environment: environment)
    }
}
