import Foundation
import GitProbe
import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// Two checkouts, `p` and `q`, in a folder of a test's own, and one image `i` of whatever entry a test gives.
struct EditedTree {
    let root: String

    /// What both projects begin with.
    private static let files = """
        for project in p q; do (
            mkdir -p $project/sub $project/v2; cd $project
            printf 'FROM scratch\\nCOPY . /\\n' | tee Dockerfile > v2/Dockerfile
            echo f | tee f sub/f > v2/f
        ) done
        """
    private static let commit = """
        for project in p/apps/inner q p; do if [ -d $project ]; then (
            cd $project; [ -e .git ] || git init -q; git add -A 2>/dev/null; git commit -q --allow-empty -m first
            git update-ref refs/remotes/o/main HEAD
        ) fi done
        """
    private static let configuration = """
        [user]
            name = Ada
            email = ada@example.org
        [init]
            defaultBranch = main
        [protocol "file"]
            allow = always
        [advice]
            addEmbeddedRepo = false
        """

    /// Lays the tree out, runs `setup` in it, commits, and makes the commits the manifest's revisions.
    ///
    /// - Parameter entry: the image's entry but for its name, one key a line.
    static func with<Value>(
        _ entry: String,
        setup: String = "",
        _ body: (EditedTree) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let tree = EditedTree(root: folder.root)
        let lines = entry.split(separator: "\n").map { "    \($0)\n" }.joined()
        let inputs = [
            "home/.gitconfig": configuration,
            ".repo/manifest.xml": """
            <manifest>
              <remote name="o" fetch="https://git.example.org/"/>
              <default remote="o" revision="main"/>
              <project name="p"/>
              <project name="q"/>
              <project name="inner" path="p/apps/inner"/>
            </manifest>
            """,
            "images.yml": "docker_build_tag: candidate\nbuildable_images:\n  - name: i\n\(lines)",
        ]
        for (path, text) in inputs { try folder.write(path, text) }
        try await tree.sh(files + "\n(\n:\n" + setup + "\n)\n" + commit)
        return try await body(tree)
    }

    private var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "\(root)/home",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    /// Runs a script in the root.
    func sh(_ script: String) async throws {
        try await Program.output(["/bin/sh", "-euc", script], in: root, environment: environment)
    }

    /// The context that a build is sent which was planned before a script ran.
    func sent(after script: String) async throws {
        let (sources, key) = try await probed()
        try await sh(script)
        _ = try sources.sentContext(of: key)
    }

    /// What is known of the image now.
    func facts(hermetic: Bool = false) async throws -> (sources: ImageSources, sent: SentContext) {
        let (sources, key) = try await probed(hermetic: hermetic)
        return (try #require(sources[key]), try sources.sentContext(of: key))
    }

    private func probed(hermetic: Bool = false) async throws -> (WorkspaceSources, ImageKey) {
        var options = WorkspaceOptions()
        options.repoRoot = root
        options.imageList = "\(root)/images.yml"
        options.hermetic = hermetic
        let workspace = try await Workspace.load(options, git: nil)
        let probe = try GitProbe.locate(environment: environment)
        let sources = await WorkspaceSources.probe(workspace, git: probe, jobs: 2)
        return (sources, try #require(workspace.images.first { $0.recipe != nil }).key)
    }
}
