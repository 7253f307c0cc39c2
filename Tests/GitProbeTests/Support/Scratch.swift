import Foundation
import GitProbe
import SystemPackage
import TestSupport
import Testing

/// A folder of a test's own, with a home folder beside the repositories, so that no setting of the machine's user matters.
struct Scratch: Sendable {
    let root: FilePath

    /// The folder of the repository that most tests use.
    var repository: FilePath { root.appending("repo") }

    /// What the setup commands see: a fixed identity and date, and local clones allowed.
    private var setupEnvironment: [String: String] {
        var environment = probeEnvironment
        environment.merge([
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1700000000 +0100",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
            "GIT_COMMITTER_DATE": "1700000000 +0100",
            "GIT_CONFIG_COUNT": "3", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
            "GIT_CONFIG_KEY_1": "init.defaultBranch", "GIT_CONFIG_VALUE_1": "master",
            "GIT_CONFIG_KEY_2": "advice.detachedHead", "GIT_CONFIG_VALUE_2": "false",
        ]) { _, new in new }
        return environment
    }

    /// What the probe is given.
    var probeEnvironment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": root.appending("home").string,
        ]
    }

    func probe(timeLimit: Duration = .seconds(120)) throws -> GitProbe {
        try GitProbe.locate(environment: probeEnvironment, timeLimit: timeLimit)
    }

    /// Probes `repo`, or the folder of that name.
    func facts(
        _ folder: String = "repo",
        revisions: [String] = [],
        paths: [String] = [],
        wantsTags: Bool = false
    ) async throws -> RepositoryFacts {
        try await outcome(folder, revisions: revisions, paths: paths, wantsTags: wantsTags).get()
    }

    func outcome(
        _ folder: String = "repo",
        revisions: [String] = [],
        paths: [String] = [],
        wantsTags: Bool = false
    ) async throws -> Result<RepositoryFacts, GitProbeError> {
        let request = ProbeRequest(
            checkout: root.appending(folder),
            revisions: revisions,
            paths: paths.map { GitPath($0) },
            wantsTags: wantsTags
        )
        return try await probe().probe(request)
    }

    /// Runs a shell script in the scratch folder, each step of which must succeed, and returns what it prints.
    @discardableResult
    func sh(_ script: String) async throws -> String {
        let result = try await Program.run(
            ["/bin/sh", "-euc", script],
            in: root.string,
            environment: setupEnvironment
        )
        if result.status != 0 { throw ScriptFailure(status: result.status, output: result.out + result.error) }
        let text = result.out + result.error
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

struct ScriptFailure: Error, CustomStringConvertible {
    let status: Int32
    let output: String
    var description: String { "the setup script ended with status \(status): \(output)" }
}

/// Calls `body` with a scratch folder, and removes it afterwards.
///
/// - Parameter setup: A shell script that is run there first, in a repository `repo` with one commit of `a/one`, `a/b/two` and `c/three`; `""`
///   for just that; `nil` for an empty folder.
func withScratch(_ setup: String? = "", _ body: (Scratch) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileManager.default.createDirectory(atPath: folder.path("home"), withIntermediateDirectories: false)
    let scratch = Scratch(root: FilePath(folder.root))
    if let setup {
        let start = """
            git init -q repo; cd repo; mkdir -p a/b c; echo 1 > a/one; echo 2 > a/b/two; echo 3 > c/three
            git add .; git commit -qm first
            """
        try await scratch.sh(start + "\n" + setup)
    }
    try await body(scratch)
}

extension PathChange {
    /// `modified a/one`, and a slash behind a folder.
    var line: String { "\(status.rawValue) \(path)\(isFolder ? "/" : "")" }
}

extension IgnoredPath {
    var line: String { "\(path)\(isFolder ? "/" : "")" }
}
