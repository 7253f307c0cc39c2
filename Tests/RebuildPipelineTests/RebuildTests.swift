import DockerEngine
import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

@testable import RebuildPipeline

/// The whole job by its one entrance, as far as it goes without an engine.
struct RebuildTests {
    private let folder: TemporaryFolder
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.root,
            "GIT_CONFIG_NOSYSTEM": "1", "IMAGEBUILDER_CACHE": "",
        ]
    }

    private static let list = """
        docker_build_tag: candidate
        buildable_images:
          - {name: lab/leaf, repo: p, path: leaf}
          - {name: lab/base, repo: p, path: base}
        """

    /// A tree of one project with two images, one of which needs the other.
    private func layOut() async throws {
        try folder.write("list.yml", Self.list)
        try folder.write("p/base/Dockerfile", "FROM scratch\nCOPY file /\n")
        try folder.write("p/base/file", "1\n")
        try folder.write("p/leaf/Dockerfile", "FROM lab/base:candidate\n")
        try folder.write(
            "ib_projects.yml",
            "format: 1\nprojects:\n  - {name: p, url: https://git.example.org/p, revision: main}\n"
        )
        let script = """
            git init -q -b main; git add .; git -c user.name=Ada -c user.email=ada@example.org commit -qm first
            git update-ref refs/remotes/origin/main HEAD
            """
        try await Program.output(["sh", "-euc", script], in: folder.path("p"), environment: environment)
    }

    private func rebuild(list: String) throws -> Rebuild {
        var rebuild = try Rebuild(tree: folder.root, list: list, asksEngine: false, environment: environment)
        rebuild.planning.registryAccess = .off
        return rebuild
    }

    private func summary(_ plan: RebuildPlan) -> [String] {
        plan.images.map { "\($0.key) \($0.decision)" }
    }

    /// Contract, 2.5: clean sources, and nobody could ask a registry: a pull is tried first.
    @Test("files are read, and parents come before children")
    func files() async throws {
        try await layOut()
        let prepared = try await rebuild(list: folder.path("list.yml")).prepare()
        #expect(summary(prepared.plan) == ["lab/base pull", "lab/leaf pull"])
        #expect(prepared.workspace.tree.kind == .table)
        #expect(prepared.inventory == nil)
    }

    @Test("values stand in for files, none of which is read")
    func values() async throws {
        try await layOut()
        let fromFiles = try await rebuild(list: folder.path("list.yml")).prepare()
        try FileManager.default.removeItem(atPath: folder.path("list.yml"))
        try FileManager.default.removeItem(atPath: folder.path("ib_projects.yml"))
        var rebuild = try rebuild(list: folder.path("list.yml"))
        rebuild.known.list = try ImageList.parse(Self.list, file: "values")
        rebuild.known.tree = SourceTree(
            kind: .table,
            root: folder.root,
            projects: [.init(name: "p", path: "p", url: "https://git.example.org/p", revision: "main")]
        )
        let fromValues = try await rebuild.prepare()
        #expect(fromValues.plan == fromFiles.plan)
    }

    @Test("a whitelist that is a value selects")
    func whitelist() async throws {
        try await layOut()
        var rebuild = try rebuild(list: folder.path("list.yml"))
        rebuild.known.whitelist = try Whitelist.parse("docker_image_whitelist: [lab/base]", file: "values")
        #expect(summary(try await rebuild.prepare().plan) == ["lab/base pull"])
    }

    @Test("what is wrong in the files is thrown as inputs")
    func wrongList() async throws {
        try await layOut()
        let rebuild = try rebuild(list: folder.path("missing.yml"))
        await #expect {
            try await rebuild.prepare()
        } throws: { error in
            guard case .inputs(let problems) = error as? PipelineError else { return false }
            return problems.diagnostics.map(\.code) == ["not-found"]
        }
    }

    @Test("without an engine nothing is carried out")
    func noEngine() async throws {
        try await layOut()
        let rebuild = try rebuild(list: folder.path("list.yml"))
        let prepared = try await rebuild.prepare()
        await #expect {
            try await rebuild.run(prepared)
        } throws: { error in
            guard case .engine(let failure) = error as? PipelineError else { return false }
            return failure.code == .badConfiguration
        }
    }

    @Test("an engine that docker's configuration cannot mean is told at once")
    func wrongEndpoint() throws {
        let environment = environment.merging(["DOCKER_HOST": "ftp://engine.example"]) { $1 }
        #expect {
            try Rebuild(tree: folder.root, list: "list.yml", environment: environment)
        } throws: { error in
            if case .engine = error as? PipelineError { true } else { false }
        }
    }
}
