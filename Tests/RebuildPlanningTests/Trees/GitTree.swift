import Foundation
import GitProbe
import ManifestKit
import RebuildPlanning
import TestSupport

/// A folder in which a script of git's makes a tree of any kind.
struct GitTree {
    let root: String
    /// What git and the tools see.
    let environment: [String: String]

    /// What the git of a test is told about its user.
    private static let configuration = """
        [user]
            name = Ada
            email = ada@example.org
        [init]
            defaultBranch = main
        [protocol "file"]
            allow = always
        [advice]
            detachedHead = false
        """

    /// - Parameter script: what makes the tree, for `sh`, started in the folder.
    static func with<Value>(_ script: String, _ body: (GitTree) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { folder in
            try folder.write("home/.gitconfig", configuration)
            var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
            environment["HOME"] = folder.path("home")
            environment["GIT_CONFIG_NOSYSTEM"] = "1"
            environment["GIT_CONFIG_GLOBAL"] = folder.path("home/.gitconfig")
            let tree = GitTree(root: folder.root, environment: environment)
            try await tree.sh(script)
            return try await body(tree)
        }
    }

    @discardableResult
    func sh(_ script: String, in folder: String = ".") async throws -> String {
        try await Program.output(["sh", "-euc", script], in: "\(root)/\(folder)", environment: environment)
    }

    /// Writes a file, and makes the folders above it.
    func write(_ path: String, _ text: String) throws {
        let file = URL(fileURLWithPath: "\(root)/\(path)")
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    var git: GitProbe {
        get throws { try GitProbe.locate(environment: environment) }
    }

    func options(_ folder: String, kind: SourceTree.Kind? = nil, against: String? = nil) -> WorkspaceOptions {
        var options = WorkspaceOptions()
        options.repoRoot = folder.isEmpty ? root : "\(root)/\(folder)"
        options.tree = TreeOptions(kind: kind, against: against)
        options.imageList = "\(options.repoRoot)/images.yml"
        return options
    }

    func read(_ folder: String, kind: SourceTree.Kind? = nil, against: String? = nil) async throws -> SourceTree {
        try await Workspace.loadTree(options(folder, kind: kind, against: against), git: git)
    }

    /// The diagnostics with which reading fails, the folder's path taken out.
    func problems(_ folder: String, _ options: TreeOptions = TreeOptions()) async throws -> [String] {
        var workspace = self.options(folder)
        workspace.tree = options
        do {
            _ = try await Workspace.loadTree(workspace, git: git)
            return []
        } catch let error as InputError {
            return error.diagnostics.map { "\($0)".replacing(root + "/", with: "") }
        }
    }

    /// `NAME: STATE` of every image, by the list in the folder.
    func states(_ folder: String, against: String? = nil) async throws -> [String] {
        let options = options(folder, against: against)
        let workspace = try await Workspace.load(options, git: git)
        let sources = await WorkspaceSources.probe(workspace, git: try git, jobs: 2)
        return workspace.images.compactMap { image in sources[image.key].map { "\(image.key): \($0.state)" } }
    }
}
