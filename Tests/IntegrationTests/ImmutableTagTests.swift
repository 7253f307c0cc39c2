import DockerEngine
import Foundation
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// Pushes to a registry that writes no tag twice.
@Suite(
    .enabled(if: TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"] != nil, "needs an engine of its own"),
    .usesEngine
)
struct ImmutableTagTests {
    /// Below those that a kernel gives out, and not those of the fault tests.
    private let port = 30_000 + Int.random(in: 0..<2_000)

    /// Calls `body` with a system whose images belong to such a registry.
    private func withSystem(
        _ purpose: String = #function,
        losing answers: Int = 0,
        _ body: @escaping @Sendable (SampleSystem) async throws -> Void
    ) async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../Faults/immutable-registry"
        )
        .standardized.path
        let inside = ["nsenter", "--target", TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"] ?? "", "--net"]
        let registry = TestEngine.registry.split(separator: ":").last ?? ""
        let command = ["python3", script, "--listen", "\(port)", "--to", "\(registry)", "--lose", "\(answers)"]
        let port = port
        try await Program.beside(inside + command, in: "/", ready: "listening") { _ in
            try await body(try await SampleSystem(purpose, registry: "127.0.0.1:\(port)"))
        }
    }

    @Test("what is there already, of the same image, is done")
    func pushedTwice() async throws {
        try await withSystem { system in
            _ = try await system.run()
            #expect(try await system.tool("push", "ib_actions.yml").out == "5 pushed (10 tags)\n")
            let again = try await system.tool("push", "ib_actions.yml", "--retries", "0")
            #expect(again.status == 0, "\(again.error)")
            #expect(again.out == "5 pushed (10 tags)\n")
            #expect(again.error.split(separator: "\n").count { $0.hasPrefix("there  ") } == 10, "\(again.error)")
        }
    }

    @Test("a push whose answer was lost is finished, though the engine does not know that it has been there")
    func answerLost() async throws {
        try await withSystem(losing: 1) { system in
            _ = try await system.run()
            let pushed = try await system.tool("push", "ib_actions.yml", "--jobs", "1")
            #expect(pushed.status == 0, "\(pushed.error)")
            #expect(pushed.out == "5 pushed (10 tags)\n")
            #expect(pushed.error.split(separator: "\n").count { $0.hasPrefix("there  ") } == 1, "\(pushed.error)")
        }
    }

    @Test("another image under the tag stays an error, which says what is there")
    func anotherImage() async throws {
        try await withSystem { system in
            _ = try await system.run()
            #expect(try await system.tool("push", "ib_actions.yml").status == 0)
            var planning = PlanOptions()
            planning.buildAll = true
            let built = try await system.run(planning: planning)
            let refused = try await system.tool("push", "ib_actions.yml")
            #expect(refused.status == 1)
            #expect(refused.out == "0 pushed (0 tags), 5 failed\n")
            #expect(refused.error.contains("cannot be overwritten"), "\(refused.error)")
            // Podman, which has to pull it, does not always tell the digest.
            let told = ["(it has sha256:", "(it has another image there)"].filter(refused.error.contains)
            #expect(!told.isEmpty, "\(refused.error)")
            for name in ["base", "web"] {
                let now = try await system.details(name)?.id
                #expect(built.report.built.contains { $0.id == now }, "the engine's own tags are as they were")
            }
        }
    }
}
