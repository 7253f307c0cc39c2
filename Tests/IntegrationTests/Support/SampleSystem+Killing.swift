import Foundation
import TestSupport
import Testing

extension SampleSystem {
    /// Runs the built program in the system's folder through `Tests/Faults/killer`, which ends it.
    ///
    /// - Parameters:
    ///   - arguments: the program's.
    ///   - moment: the killer's: at what, and by which signal.
    func killed(_ arguments: [String], at moment: [String]) async throws -> Program.Result {
        let killer = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Faults/killer")
            .standardized.path
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        let engine = try #require(TestEngine.environment["DOCKER_HOST"]?.dropFirst("unix://".count))
        let socket = NSTemporaryDirectory() + "k\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: socket) }
        var environment = TestEngine.environment
        environment["DOCKER_HOST"] = "unix://\(socket)"
        let command = ["python3", killer, "--socket", socket, "--to", String(engine)] + moment + ["--", binary]
        return try await Program.run(command + arguments, in: root.path, environment: environment)
    }
}
