import Foundation
import ImageGraph
import TestSupport
import Testing

/// Compares our list of a build context, file by file, with what a real `docker build` of `COPY . /` received.
///
/// The trees and ignore files are generated from fixed seeds. `CONTEXT_ORACLE_CASES` sets how many each builder gets.
@Suite(
    "Build contexts: what docker receives",
    .serialized,
    .enabled(if: TestEngine.isThereOrRequired, TestEngine.comment)
)
struct ContextOracleTests {
    /// The classic builder: docker itself applies the ignore file and sends a tar archive.
    @Test("the classic builder", .timeLimit(.minutes(10)))
    func classicBuilder() async throws {
        try #require(TestEngine.isThere, TestEngine.comment)
        let cases = try ContextCase.family(ContextOracle.count(300), seed: 0x1A9E)
        defer { ContextCase.remove(cases) }
        let received = try await ContextOracle.classic(cases)
        for (index, one) in cases.enumerated() { one.compare(with: received[index], by: .classic) }
    }

    /// BuildKit: the engine asks for the files, and docker's BuildKit client applies the ignore file.
    @Test("BuildKit", .timeLimit(.minutes(10)), .enabled(if: ContextOracle.hasBuildKit, "docker has no buildx"))
    func buildKit() async throws {
        try #require(TestEngine.isThere, TestEngine.comment)
        let cases = try ContextCase.family(ContextOracle.count(40), seed: 0xB17D)
        defer { ContextCase.remove(cases) }
        let received = try await ContextOracle.buildKit(cases)
        for (index, one) in cases.enumerated() { one.compare(with: received[index], by: .buildKit) }
    }
}

enum ContextBuilder {
    case classic, buildKit
}

/// The engine that is asked.
enum ContextOracle {
    static let hasBuildKit = [
        "/usr/libexec/docker", "/usr/lib/docker", "/usr/local/lib/docker", NSHomeDirectory() + "/.docker",
    ].contains { FileManager.default.isExecutableFile(atPath: $0 + "/cli-plugins/docker-buildx") }
    /// Builds at a time.
    private static let width = 4

    static func count(_ usual: Int) -> Int {
        ProcessInfo.processInfo.environment["CONTEXT_ORACLE_CASES"].flatMap(Int.init) ?? usual
    }

    /// What each build received; nil where it was refused.
    static func classic(_ cases: [ContextCase]) async throws -> [[String: ContextFile]?] {
        var builds = try await map(cases) { one in try await classicBuild(of: one) }
        for index in cases.indices where builds[index].isLost {
            // Alone, no build beside it takes its layers away.
            for _ in 0..<5 where builds[index].isLost { builds[index] = try await classicBuild(of: cases[index]) }
        }
        let ids = try builds.map { try $0.id }
        let images = Array(Set(ids.compactMap(\.self)))
        // An image of an empty context has no layer, and `docker save` fails on it.
        let format = "{{if .RootFS.Layers}}{{.Id}}{{end}}"
        let layered = try await docker(["image", "inspect", "--format", format] + images)
        let names = layered.out.split(separator: "\n").map(String.init)
        let archive = try await docker(["save"] + names)
        try #require(archive.status == 0, "docker save of \(names.count) images failed")
        let saved = try SavedImages(archive.bytes)
        _ = try await docker(["image", "rm", "--force"] + images)
        return try ids.map { try $0.map { names.contains($0) ? try saved.content(of: $0) : [:] } }
    }

    /// How one classic build ended.
    private struct ClassicBuild {
        let result: Program.Result

        private var isRefused: Bool { result.status != 0 && result.error.contains("pattern") }

        /// An engine of 2020 loses a build now and then when equal layers are made and removed at the same moment. That
        /// says nothing about the context, so such a build is tried again.
        var isLost: Bool { result.status != 0 && !isRefused }

        /// The image's id; nil where docker refuses the ignore file. Throws docker's words where the build failed.
        var id: String? {
            get throws {
                if isRefused { return nil }
                guard !isLost else { throw Program.Failure(command: ["docker", "build"], result: result) }
                return result.out.trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
    }

    private static func classicBuild(of one: ContextCase) async throws -> ClassicBuild {
        ClassicBuild(result: try await docker(["build", "--quiet", "--force-rm", one.root], classic: true))
    }

    static func buildKit(_ cases: [ContextCase]) async throws -> [[String: ContextFile]?] {
        try await map(cases) { one in
            let file = one.root + ".tar"
            defer { try? FileManager.default.removeItem(atPath: file) }
            let result = try await docker(["buildx", "build", "--quiet", "--output", "type=tar,dest=\(file)", one.root])
            guard result.status == 0 else { return nil }
            return TarArchive.files(in: [UInt8](try Data(contentsOf: URL(filePath: file))))
        }
    }

    private static func map<Value: Sendable>(
        _ cases: [ContextCase],
        _ transform: @escaping @Sendable (ContextCase) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            var values: [Int: Value] = [:]
            for (index, one) in cases.enumerated() {
                if index >= width, let (done, value) = try await group.next() { values[done] = value }
                group.addTask { (index, try await transform(one)) }
            }
            for try await (done, value) in group { values[done] = value }
            return try cases.indices.map { try #require(values[$0]) }
        }
    }

    private static func docker(_ arguments: [String], classic: Bool = false) async throws -> Program.Result {
        var environment = ProcessInfo.processInfo.environment
        environment["DOCKER_BUILDKIT"] = classic ? "0" : "1"
        return try await Program.run(
            ["docker"] + arguments,
            in: "/",
            environment: environment,
            outputLimit: arguments.first == "save" ? 256 * 1024 * 1024 : 1024 * 1024
        )
    }
}
