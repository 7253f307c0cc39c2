public import Basics
public import ManifestKit

/// Tells where trees are, by the files that make one: contract, 1.1.
public enum TreeFinder {
    /// The name of our own table.
    static let table = "ib_projects.yml"

    /// The most bytes of a `.git` that is a file; it holds one path.
    private static let pointerLimit = 16 * 1024

    /// The nearest folder that holds a tree, going up from the one that this process works in, as a path relative to that; nil where there
    /// is none.
    ///
    /// A repository that is a part of a tree of another kind (a project of a `repo` checkout, a submodule) is passed over.
    ///
    /// - Parameters:
    ///   - kind: the only kind that counts; nil: any does.
    ///   - start: an absolute path; the search starts there, and the answer is relative to it. Default: where this process works.
    public static func nearestRoot(
        of kind: SourceTree.Kind?,
        from start: String = DiskPath.current
    ) -> String? {
        var repository: String?
        var part: String?
        var folder = start
        var path = "."
        while true {
            let found = kinds(in: folder)
            if let kind {
                if found.contains(kind) || kind == .git && found.contains(.submodules) { return path }
            } else if found.contains(where: { [.repo, .west, .table].contains($0) }) {
                return path
            } else if repository == nil, !found.isEmpty {
                if isSubmodule(folder) { part = part ?? path } else { repository = path }
            }
            if folder == "/" { return repository ?? part }
            folder = PathText.parent(of: folder)
            path = path == "." ? ".." : path + "/.."
        }
    }

    /// The kinds of trees that a folder is the root of; a repository with a `.gitmodules` counts as one with submodules.
    static func kinds(in folder: String) -> [SourceTree.Kind] {
        func has(_ name: String) -> Bool { DiskPath.exists(PathText.join(folder, name)) }
        var kinds: [SourceTree.Kind] = []
        if has(".repo") { kinds.append(.repo) }
        if has(".west/config") { kinds.append(.west) }
        if has(table) { kinds.append(.table) }
        if !repositoryLists(in: folder).isEmpty { kinds.append(.repos) }
        if has(".git") { kinds.append(has(".gitmodules") ? .submodules : .git) }
        return kinds
    }

    /// The names of the `.repos` files in a folder, sorted.
    static func repositoryLists(in folder: String) -> [String] {
        ((try? DiskPath.names(in: folder)) ?? []).filter {
            $0.hasSuffix(".repos") && DiskPath.isFile(PathText.join(folder, $0))
        }
    }

    /// Whether a checkout is a submodule: git keeps what belongs to one in a folder `modules` of the repository around it.
    private static func isSubmodule(_ folder: String) -> Bool {
        let pointer = PathText.join(folder, ".git")
        guard DiskPath.isFile(pointer), let bytes = try? BoundedFile.read(pointer, limit: pointerLimit) else {
            return false
        }
        return String(decoding: bytes, as: UTF8.self).contains("/modules/")
    }
}
