import Foundation
import RebuildPipeline
import RebuildPlanning
import Testing

/// What an image carries for the images built on it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct TriggerTests {
    @Test("a trigger that takes a file from another listed image is built, whatever the engine's BuildKit knows")
    func copyFromListed() async throws {
        let system = try await SampleSystem()
        try system.write(
            "platform/lib/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nONBUILD COPY --from=\(system.prefix)/worker:candidate /run.sh /tool\n"
        )
        try system.write("services/web/Dockerfile", "FROM \(system.prefix)/lib:candidate\nRUN test -f /tool\n")
        let run = try await system.run()
        #expect(run.report.succeeded)
        #expect(run.built == SampleSystem.names)
        let ended = run.finished
        let worker = try #require(ended.firstIndex(of: "worker"))
        let web = try #require(ended.firstIndex(of: "web"))
        #expect(worker < web, "the trigger makes it a need of the child")
    }
}
