import Foundation
import TestSupport
import Testing

/// A single repository with a few images, and the built program run in it; no engine is needed.
///
/// lab/base ← lab/lib ← lab/web; lab/pair ← lab/lib, and files of the folder `shared` of another project are in none.
final class ProgramTree: Sendable {
    let folder: TemporaryFolder
    private let environment: [String: String]

    /// No engine answers there.
    static let noEngine = "unix:///nonexistent/docker.sock"

    init() async throws {
        folder = try TemporaryFolder()
        try folder.write("home/.gitconfig", "[user]\n  name = Ada\n  email = ada@example.org\n")
        var environment = TestEngine.environment.filter { !$0.key.hasPrefix("GIT_") && !$0.key.hasPrefix("DOCKER_") }
        environment["HOME"] = folder.path("home")
        environment["GIT_CONFIG_NOSYSTEM"] = "1"
        environment["DOCKER_HOST"] = Self.noEngine
        self.environment = environment
        try folder.write(
            "tree/docker_images.yml",
            """
            docker_build_tag: candidate
            pull_only_images: []
            buildable_images:
              - {name: lab/base, path: base}
              - {name: lab/lib, path: lib}
              - {name: lab/web, path: web}
              - {name: lab/pair, path: pair}

            """
        )
        try folder.write("tree/base/Dockerfile", "FROM scratch\nCOPY . /\n")
        try folder.write("tree/lib/Dockerfile", "FROM lab/base:candidate\nCOPY . /\n")
        try folder.write("tree/web/Dockerfile", "FROM lab/lib:candidate\nCOPY . /\n")
        try folder.write("tree/pair/Dockerfile", "FROM lab/lib:candidate\nCOPY . /\n")
        try await sh("git init --quiet --initial-branch=main && git add --all && git commit --quiet --message one")
    }

    /// Writes a file below the tree.
    func write(_ name: String, _ text: String) throws { try folder.write("tree/\(name)", text) }

    @discardableResult
    func sh(_ script: String) async throws -> String {
        try await Program.output(["sh", "-euc", script], in: folder.path("tree"), environment: environment)
    }

    /// Runs the built program in the tree.
    ///
    /// - Parameters:
    ///   - place: another folder to run it in, below the one that holds the tree.
    ///   - variables: of the environment, in place of those of the tests; nil: taken away.
    func tool(
        _ arguments: [String],
        in place: String = "tree",
        with variables: [String: String?] = [:]
    ) async throws -> Program.Result {
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        var environment = environment
        for (name, value) in variables { environment[name] = value }
        return try await Program.run([binary] + arguments, in: folder.path(place), environment: environment)
    }
}
