import DockerEngine
import Foundation
import TestSupport
import Testing

/// What BuildKit's linter says of a Dockerfile, on engines whose BuildKit has one (Docker 27 and later).
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct BuildKitWarningTests {
    @Test(
        "a warning of BuildKit is on the screen and in the log",
        .enabled("the engine's BuildKit has no linter") {
            try await TestEngine.client().version().apiVersion >= APIVersion(major: 1, minor: 46)
        }
    )
    func lint() async throws {
        let system = try await SampleSystem(#function)
        try system.write("services/old/Dockerfile", "FROM \(TestEngine.base)\nENV RUN \(system.prefix)\n")
        try system.writeList(pullOnly: [], more: "  - {name: \(system.prefix)/old, repo: services, path: old}\n")
        try system.write("wanted.yml", "docker_image_whitelist: [\"\(system.prefix)/old\"]\n")
        let built = try await system.tool("-r", ".", "-f", "wanted.yml", "-l", "logs")
        #expect(built.status == 0, "\(built.error)")
        #expect(built.error.contains("warning: \(system.prefix)/old: BuildKit: LegacyKeyValueFormat"), "\(built.error)")
        let logs = system.root.appending(path: "logs")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: logs.path).first)
        let log = try String(contentsOf: logs.appending(path: name), encoding: .utf8)
        #expect(log.contains("WARNING LegacyKeyValueFormat"), "\(log)")
    }
}
