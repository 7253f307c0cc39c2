import Basics
import GitProbe
import ManifestKit

/// Reads a tree of any kind: contract, 1.1.
struct TreeReader {
    /// The folder that holds the tree, or the file that says what is in it.
    let root: String
    let options: TreeOptions
    /// Nil where there is no git: then only what files say can be read.
    let git: GitProbe?

    /// - Throws: `InputError` with all that is wrong with the files of the tree.
    func read() async throws(InputError) -> SourceTree {
        let kind = try kind()
        try refuseForeignOptions(kind)
        switch kind {
        case .repo: return try await RepoTreeReader(root: root, git: git).read().tree(root: root)
        case .git: return try await GitTreeReader(root: root, against: options.against, git: needed(git)).read()
        case .submodules:
            return try await SubmoduleTreeReader(root: root, against: options.against, git: needed(git)).read()
        case .repos: return try RepositoryList.load(file: try repositoryList(), below: options.folder)
        case .table:
            let file = isFile ? root : PathText.join(root, TreeFinder.table)
            return try ProjectFile.load(file: file, below: options.folder)
        case .west: return try await WestTreeReader(root: root, settings: options.settings, git: needed(git)).read()
        }
    }

    /// The kind that was asked for, else the only one that is there.
    private func kind() throws(InputError) -> SourceTree.Kind {
        if let kind = options.kind { return kind }
        if isFile { return root.hasSuffix(".repos") ? .repos : .table }
        let found = TreeFinder.kinds(in: root)
        guard let kind = found.first else {
            let place = DiskPath.place(of: root)
            let what =
                DiskPath.exists(root)
                ? "is not the top of a tree: it has no .repo, .git, .west/config, \(TreeFinder.table) or .repos file"
                : "does not exist"
            throw failure(.notACheckout, "\(place) \(what)", hint: "name the folder that has one")
        }
        guard found.count == 1 else {
            let names = found.map(\.rawValue)
            throw failure(
                .severalTrees,
                "\(root) holds trees of several kinds: \(names.joined(separator: ", "))",
                hint: "say which one is meant"
            )
        }
        return kind
    }

    private var isFile: Bool { DiskPath.isFile(root) }

    /// The `.repos` file that was named, else the only one of the folder.
    private func repositoryList() throws(InputError) -> String {
        if isFile { return root }
        let names = TreeFinder.repositoryLists(in: root)
        if let name = names.first, names.count == 1 { return PathText.join(root, name) }
        throw failure(
            .notACheckout,
            names.isEmpty
                ? "\(root) has no .repos file" : "\(root) has several .repos files: \(names.joined(separator: ", "))",
            hint: "name the file itself as the root of the tree"
        )
    }

    private func refuseForeignOptions(_ kind: SourceTree.Kind) throws(InputError) {
        if let against = options.against, kind != .git, kind != .submodules {
            throw failure(
                .treeOption,
                "a tree of kind '\(kind.rawValue)' says itself at which revisions its projects are to be, not '\(against)'"
            )
        }
        if let folder = options.folder, kind != .repos, kind != .table {
            throw failure(
                .treeOption,
                "a tree of kind '\(kind.rawValue)' says itself where its projects are, not '\(folder)'"
            )
        }
    }

    private func needed(_ git: GitProbe?) throws(InputError) -> GitProbe {
        if let git { return git }
        throw failure(.treeUnreadable, "git is needed to read a tree of this kind")
    }

    private func failure(_ rule: Rule, _ message: String, hint: String? = nil) -> InputError {
        InputError([Diagnostic(rule, file: root, message: message, hint: hint)])
    }
}
