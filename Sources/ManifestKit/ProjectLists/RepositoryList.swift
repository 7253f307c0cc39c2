import Basics

/// A `.repos` file, as vcstool and vcs2l import it: a map of paths to repositories.
///
/// As those read it, keys that are not known are passed over. It has no includes and no defaults.
public enum RepositoryList {
    /// Reads one.
    ///
    /// - Parameters:
    ///   - file: the file; its folder is the root of the tree.
    ///   - folder: where the projects were imported to, relative to that root; nil: the root itself. The file does not say.
    /// - Throws: ``InputError`` with everything that is wrong with it, repositories that are no git ones among it.
    public static func load(file: String, below folder: String?) throws(InputError) -> SourceTree {
        let root = try ProjectListReader.root(of: file, what: "list of repositories")
        var reader = ProjectListReader()
        let projects = reader.repositories(root, below: folder, file: PathText.lastComponent(of: file))
        try reader.log.throwIfFailed()
        return SourceTree(kind: .repos, root: PathText.parent(of: file), origin: file, projects: projects)
    }
}

extension ProjectListReader {
    fileprivate mutating func repositories(_ root: YAMLNode, below folder: String?, file: String) -> [SourceTree
        .Project]
    {
        guard let pairs = pairs(root, "the list of repositories") else { return [] }
        guard let list = pairs.first(where: { $0.key.text == "repositories" })?.value else {
            log.add(.missingKey, at: root.position, "the list has no repositories")
            return []
        }
        if list.isNull { return [] }
        guard let entries = self.pairs(list, "repositories") else { return [] }
        return entries.compactMap { repository($0, below: folder, file: file) }
    }

    private mutating func repository(_ pair: YAMLNode.Pair, below folder: String?, file: String) -> SourceTree.Project?
    {
        guard let name = text(pair.key, "a repository's path"),
            let pairs = pairs(pair.value, "repository \(name.quoted)")
        else { return nil }
        let what = "repository \(name.quoted)"
        let map = Dictionary(pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }) { first, _ in first }
        let type = text(map["type"], "type", requiredBy: what, pair.value)
        let url = text(map["url"], "url", requiredBy: what, pair.value)
        let version = map["version"].map { text($0, "version of \(what)") }
        if let type, type != "git" {
            log.add(
                .unsupportedRepository,
                at: map["type"]?.position ?? pair.value.position,
                "\(what) is one of \(type.quoted): only git is read"
            )
            return nil
        }
        let below = Self.path(name, below: folder)
        guard let path = paths.claim(below, for: name, at: pair.key.position, log: &log), type != nil, let url else {
            return nil
        }
        if case .some(nil) = version { return nil }
        return SourceTree.Project(
            name: name,
            path: path,
            url: url,
            revision: (version ?? nil) ?? "HEAD",
            revisionCandidates: Self.candidates(version ?? nil),
            update: "vcs import --input \(file) \(folder ?? ".")"
        )
    }

    /// Where a clone has what `git checkout VERSION` was told: a branch of the remote, a tag, the beginning of a commit; without a version
    /// what the remote's own HEAD was when it was cloned.
    private static func candidates(_ version: String?) -> [String] {
        guard let version else { return ["refs/remotes/origin/HEAD"] }
        let isAbbreviated = version.utf8.count >= 7 && version.allSatisfy(\.isHexDigit)
        let named = RevisionName(version)
        return named.candidates(remote: "origin") + (isAbbreviated && !named.isCommit ? [version] : [])
    }
}
