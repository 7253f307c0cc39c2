import DockerEngine
import Foundation
import RebuildPipeline
import TestSupport
import Testing

/// What is different on Podman's compatible socket. The rest of the main job runs there as `FirstRunTests`.
@Suite(.enabled(if: TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_KIND"] == "podman", "needs Podman"), .usesEngine)
struct PodmanTests {
    @Test("images are built by the classic builder, and the run says so once")
    func classic() async throws {
        let system = try await SampleSystem()
        let run = try await system.run()
        #expect(run.report.succeeded)
        let warnings = run.events.compactMap { event -> String? in
            if case .warning(let text) = event { text } else { nil }
        }
        #expect(warnings.count { $0.contains("no BuildKit") } == 1)
    }

    @Test("a second run keeps all, an edit builds what it touches and no more")
    func rerun() async throws {
        let system = try await SampleSystem()
        #expect(try await system.run().built == SampleSystem.names)
        #expect(try await system.run().kept == SampleSystem.names)
        try system.write("services/worker/run.sh", "sleep 2\n")
        let edited = try await system.run()
        #expect(edited.built == ["worker", "pair"])
        #expect(edited.kept == ["base", "lib", "web"])
    }

    @Test("a failing step fails its image, skips what needs it, and leaves the rest")
    func failure() async throws {
        let system = try await SampleSystem()
        try system.write("services/worker/Dockerfile", "FROM \(system.prefix)/base:candidate\nCOPY none /none\n")
        let run = try await system.run()
        #expect(run.failedBuilds == ["worker"])
        #expect(run.skipped == ["pair"])
        #expect(run.built == ["base", "lib", "web"])
    }

    @Test("what needs BuildKit is refused before the build, with its line")
    func needs() async throws {
        let system = try await SampleSystem()
        try system.write(
            "services/worker/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nRUN --mount=type=cache,target=/c true\n"
        )
        let run = try await system.run()
        #expect(run.report.failedBuild.first?.reason?.contains("worker/Dockerfile:2: '--mount' needs BuildKit") == true)
    }
}
