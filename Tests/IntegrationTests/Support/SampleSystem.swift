import DockerEngine
import Foundation
import GitProbe
import ImageGraph
import RebuildPipeline
import TestSupport
import Testing

/// A repo checkout in a folder of its own, with image names that no other test and no earlier run has.
///
/// Projects: `platform` (base ← lib), `services` (web ← lib with config as a component, worker ← base, pair ← lib and
/// worker), `config`.
final class SampleSystem: Sendable {
    let root: URL
    /// The repository prefix of all its images.
    let prefix: String
    let client: DockerClient

    /// - Parameters:
    ///   - engine: nil: the one of all tests.
    ///   - registry: where the images belong.
    init(
        _ purpose: String = #function,
        engine: DockerClient? = nil,
        registry: String = TestEngine.registry
    ) async throws {
        client = try engine ?? TestEngine.client()
        let letters = purpose.lowercased().filter { $0.isLetter && $0.isASCII }
        let unique = "\(letters.prefix(24))-\(UInt32.random(in: 0 ... .max))"
        root = FileManager.default.temporaryDirectory.appending(path: "imagebuilder-\(unique)")
        prefix = "\(registry)/\(unique)"
        try layOut()
        for project in ["platform", "services", "config"] { try await makeProject(project) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    private func layOut() throws {
        try write(".repo/manifest.xml", "<manifest><include name=\"default.xml\"/></manifest>\n")
        try write(
            ".repo/manifests/default.xml",
            """
            <manifest>
              <remote name="origin" fetch="https://git.example.org/" review="https://review.example.org/"/>
              <default remote="origin" revision="master"/>
              <project name="platform" path="platform"/>
              <project name="services" path="services"/>
              <project name="config" path="config"/>
            </manifest>
            """
        )
        try writeList()
        try write("platform/base/Dockerfile", "FROM \(TestEngine.base)\nCOPY files /files\n")
        try write("platform/base/files/motd", "common\n")
        try write("platform/lib/Dockerfile", "FROM \(prefix)/base:candidate\nCOPY lib.sh /lib.sh\n")
        try write("platform/lib/lib.sh", "true\n")
        try write("services/web/Dockerfile", "FROM \(prefix)/lib:candidate\nCOPY . /web\n")
        try write("services/web/main.sh", "echo web\n")
        try write("services/web/.dockerignore", "notes\n")
        try write("services/web/notes/todo", "nothing\n")
        try write("services/worker/Dockerfile", "FROM \(prefix)/base:candidate\nCOPY run.sh /run.sh\n")
        try write("services/worker/run.sh", "sleep 1\n")
        try write(
            "services/pair/Dockerfile",
            "FROM \(prefix)/lib:candidate\nCOPY --from=\(prefix)/worker:candidate /run.sh /worker.sh\n"
        )
        try write("services/README", "outside every context\n")
        try write("config/port", "8080\n")
    }

    /// The image list; `more` goes below `buildable_images`.
    func writeList(pullOnly: [String] = [], more: String = "") throws {
        let pulled = pullOnly.map { "\n  - \"\($0)\"" }.joined()
        let text = """
            docker_build_tag: candidate
            pull_only_images:\(pulled.isEmpty ? " []" : pulled)
            buildable_images:
              - {name: \(prefix)/web, repo: services, path: web, components: [{repo: config, dest: etc/config}]}
              - {name: \(prefix)/pair, repo: services, path: pair}
              - {name: \(prefix)/worker, repo: services, path: worker}
              - {name: \(prefix)/lib, repo: platform, path: lib}
              - {name: \(prefix)/base, repo: platform, path: base}

            """
        try write("docker_images.yml", text + more)
    }

    func write(_ path: String, _ text: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: root.appending(path: path))
    }

    func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    // MARK: The program

    /// Runs the built program in the system's folder.
    func tool(_ arguments: String...) async throws -> Program.Result { try await tool(arguments, with: [:]) }

    /// - Parameter variables: of the environment, in place of those of the tests; nil: taken away.
    func tool(_ arguments: [String], with variables: [String: String?]) async throws -> Program.Result {
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        var environment = TestEngine.environment
        for (name, value) in variables { environment[name] = value }
        return try await Program.run([binary] + arguments, in: root.path, environment: environment)
    }

    /// Runs the built program in the engine's network, where its registries can be reached directly.
    func toolBesideEngine(_ arguments: [String]) async throws -> Program.Result {
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        let process = try #require(TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"])
        let command = ["nsenter", "--net", "--target", process, "--", binary] + arguments
        return try await Program.run(command, in: root.path, environment: TestEngine.environment)
    }

    /// Runs a program in the system's folder that must succeed, for the engine of the tests.
    @discardableResult
    func succeed(_ command: [String], with variables: [String: String] = [:]) async throws -> String {
        let environment = TestEngine.environment.merging(variables) { $1 }
        return try await Program.output(command, in: root.path, environment: environment)
    }

    /// The digest of what a registry has under that name, as a pull of it tells; nil where it has nothing.
    func registryDigest(_ repository: String, _ tag: String) async throws -> String? {
        do throws(EngineError) {
            return try await client.pull(PullRequest(repository: repository, tag: tag)).digest
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    // MARK: Git

    /// Puts a folder under git as `repo sync` leaves a project: HEAD detached at the remote's branch.
    func makeProject(_ name: String) async throws {
        try await git(name, "init", "--quiet", "--initial-branch=master")
        try await commit(name, "Add \(name)")
        try await git(name, "update-ref", "refs/remotes/origin/master", "HEAD")
        try await git(name, "checkout", "--quiet", "--detach")
    }

    func commit(_ project: String, _ message: String) async throws {
        try await git(project, "add", "--all")
        try await git(project, "commit", "--quiet", "--message", message)
    }

    /// What the manifest's revision is from now on.
    func moveRevision(_ project: String) async throws {
        try await git(project, "update-ref", "refs/remotes/origin/master", "HEAD")
    }

    func head(_ project: String) async throws -> String {
        try await git(project, "rev-parse", "HEAD")
    }

    @discardableResult
    func git(_ project: String, _ arguments: String...) async throws -> String {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        return try await Program.output(["git"] + identity + arguments, in: root.appending(path: project).path)
    }
}
