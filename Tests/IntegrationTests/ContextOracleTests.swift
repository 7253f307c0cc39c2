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
        let ids = try await map(cases) { one in try await classicBuild(of: one) }
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

    /// The id of the image that the classic builder makes of a folder; nil where docker refuses its ignore file.
    ///
    /// Without the cache: an engine of 2020 looks for a cached image among all it has, and fails the build when another
    /// test removes one of them meanwhile ("unable to find image").
    private static func classicBuild(of one: ContextCase) async throws -> String? {
        let command = ["build", "--quiet", "--no-cache", "--force-rm", one.root]
        let result = try await docker(command, classic: true)
        if result.status != 0, result.error.contains("pattern") { return nil }
        guard result.status == 0 else { throw Program.Failure(command: ["docker"] + command, result: result) }
        return result.out.trimmingCharacters(in: .whitespacesAndNewlines)
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
