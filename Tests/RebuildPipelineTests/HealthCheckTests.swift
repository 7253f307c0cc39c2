import DockerEngine
import Foundation
import GitProbe
import RebuildPlanning
import TestSupport
import Testing

@testable import RebuildPipeline

/// What `doctor` finds, without an engine or with a stand-in that says what it is told.
struct HealthCheckTests {
    private static let now: Int64 = 1_790_000_000
    private let folder: TemporaryFolder
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.root,
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    /// What is found of one subject.
    private func findings(
        of subject: String,
        git: Result<GitProbe, GitProbeError>? = nil,
        engine: Result<DockerClient, EngineError>? = nil,
        folders: [(purpose: String, path: String)] = []
    ) async throws -> [HealthFinding] {
        let git = try git ?? .success(GitProbe.locate(environment: environment))
        var inputs = WorkspaceOptions()
        inputs.repoRoot = folder.root
        inputs.imageList = folder.path("docker_images.yml")
        let check = HealthCheck(.init(git: git, engine: engine, folders: folders), inputs: inputs) { Self.now }
        return await check.run().filter { $0.subject == subject }
    }

    private func layOut() async throws {
        try folder.write(
            "ib_projects.yml",
            """
            format: 1
            projects:
              - {name: here, url: "", revision: main}
              - {name: gone, url: "", revision: main}
            """
        )
        try folder.write("here/file", "1\n")
        let script = "git init -q -b main; git add .; git -c user.name=A -c user.email=a@example.org commit -qm first"
        try await Program.output(["sh", "-euc", script], in: folder.path("here"), environment: environment)
    }

    @Test("git that is not there is a problem, with its remedy")
    func noGit() async throws {
        let missing = Result { () throws(GitProbeError) in try GitProbe.locate(environment: ["PATH": folder.root]) }
        let found = try await findings(of: "git", git: missing)
        #expect(
            found == [
                HealthFinding(
                    "git",
                    .problem,
                    "git is not in any folder of PATH",
                    remedy: "install git 2.18 or later"
                )
            ]
        )
    }

    @Test("a git that is too old is a problem", arguments: [("2.17.9", false), ("2.18.0", true), ("10.1", true)])
    func oldGit(_ version: String, _ isRecent: Bool) async throws {
        try folder.write("git", "#!/bin/sh\necho git version \(version)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("git"))
        let git = GitProbe(executable: folder.path("git"), environment: environment)
        let found = try await findings(of: "git", git: .success(git))
        #expect(found.map(\.state) == [isRecent ? .ok : .problem])
        #expect(found.first?.message.contains(version) == true)
    }

    @Test("checkouts that are not there are counted, those that git reads as well")
    func checkouts() async throws {
        try await layOut()
        let found = try await findings(of: "checkouts")
        #expect(found.map(\.state) == [.warning, .ok])
        #expect(found.map(\.message) == ["1 of 2 are not there", "git reads 1 of 2 (table)"])
    }

    @Test("without a tree the checkouts are skipped, and not called right")
    func noTree() async throws {
        #expect(try await findings(of: "checkouts").map(\.state) == [.skipped])
    }

    @Test("an engine that is not there is a problem, and what hangs on it is skipped")
    func noEngine() async throws {
        let client = DockerClient(endpoint: .unix(path: folder.path("none.sock")), environment: [:])
        #expect(try await findings(of: "engine", engine: .success(client)).map(\.state) == [.problem])
        #expect(try await findings(of: "clock", engine: .success(client)).map(\.state) == [.skipped])
        #expect(try await findings(of: "engine").map(\.state) == [.skipped])
    }

    /// 2026-09-21T14:13:20Z by this machine's clock.
    @Test(
        "clocks may differ by half a minute",
        arguments: [
            ("2026-09-21T14:13:20.123456789Z", HealthFinding.State.ok), ("2026-09-21T16:12:51+02:00", .ok),
            ("2026-09-21T14:12:49Z", .problem), ("2026-09-21T14:13:51Z", .problem), ("yesterday", .skipped),
        ]
    )
    func clock(_ time: String, _ state: HealthFinding.State) async throws {
        let found = try await StubEngine.run { request, _ in
            request.path.hasSuffix("/info") ? .json("{\"SystemTime\": \"\(time)\"}") : nil
        } _: { client, _ in
            try await findings(of: "clock", engine: .success(client))
        }
        #expect(found.map(\.state) == [state])
    }

    @Test("room is told for a folder that is not made yet")
    func disk() async throws {
        let found = try await findings(of: "disk", folders: [(purpose: "logs", path: folder.path("a/b"))])
        #expect(found.count == 1)
        #expect(found.first?.message.hasSuffix(" MiB free") == true)
    }

    @Test("without a list, registries are skipped")
    func noList() async throws {
        #expect(try await findings(of: "registry").map(\.state) == [.skipped])
    }
}
