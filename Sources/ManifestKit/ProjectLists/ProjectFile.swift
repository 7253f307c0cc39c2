import Basics

/// A table of our own, `ib_projects.yml`, for trees that no reader knows: any other tool can be adapted by a script.
///
/// ```yaml
/// format: 1
/// projects:
///   - name: server
///     path: apps/server                # default: the name
///     url: "https://git.example.org/server"
///     revision: main                   # a branch of the remote, a tag, a commit, or a full reference of the checkout
///     remote: origin                   # default: origin
///     branch: main                     # for the version label; default: the revision
///     vcs_url: "https://…"             # for the vcs-url label; default: the url
///     groups: [base]
/// ```
public enum ProjectFile {
    /// The version of the file's form.
    public static let format = 1

    /// Reads one.
    ///
    /// - Parameters:
    ///   - file: the file; its folder is the root of the tree.
    ///   - folder: where the projects lie, relative to that root; nil: the root itself.
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func load(file: String, below folder: String?) throws(InputError) -> SourceTree {
        let root = try ProjectListReader.root(of: file, what: "table of projects")
        var reader = ProjectListReader()
        let projects = reader.table(root, below: folder)
        try reader.log.throwIfFailed()
        return SourceTree(kind: .table, root: PathText.parent(of: file), origin: file, projects: projects)
    }
}

extension ProjectListReader {
    fileprivate mutating func table(_ root: YAMLNode, below folder: String?) -> [SourceTree.Project] {
        guard let map = map(root, "the table of projects", known: ["format", "projects"]) else { return [] }
        if let format = map["format"] {
            guard case .scalar("\(ProjectFile.format)", .number) = format.content else {
                log.add(.illegalValue, at: format.position, "format must be \(ProjectFile.format)")
                return []
            }
        } else {
            log.add(.missingKey, at: root.position, "the table of projects has no format")
        }
        if map["projects"] == nil { log.add(.missingKey, at: root.position, "the table of projects has no projects") }
        return items(map["projects"], "projects").compactMap { project($0, below: folder) }
    }

    private mutating func project(_ node: YAMLNode, below folder: String?) -> SourceTree.Project? {
        let what = "an entry of projects"
        let known = ["name", "path", "url", "revision", "remote", "branch", "vcs_url", "groups"]
        guard let map = map(node, what, known: known) else { return nil }
        let problems = log.errors.count
        let name = text(map["name"], "name", requiredBy: what, node)
        let url = map["url"].flatMap { node in node.text == "" ? "" : text(node, "url") }
        if map["url"] == nil { log.add(.missingKey, at: node.position, "\(what) has no url") }
        let revision = text(map["revision"], "revision", requiredBy: what, node)
        let written = map["path"].flatMap { text($0, "path") }
        let remote = map["remote"].flatMap { text($0, "remote") }
        let branch = map["branch"].flatMap { text($0, "branch") }
        let vcsURL = map["vcs_url"].flatMap { text($0, "vcs_url") }
        let groups = items(map["groups"], "groups").compactMap { text($0, "an entry of groups") }
        guard let name, let url, let revision, log.errors.count == problems else { return nil }
        let below = Self.path(written ?? name, below: folder)
        guard let path = paths.claim(below, for: name, at: node.position, log: &log) else { return nil }
        return SourceTree.Project(
            name: name,
            path: path,
            url: url,
            vcsURL: vcsURL.map(RemoteURL.withoutCredentials),
            remote: remote ?? "origin",
            revision: revision,
            branch: branch,
            groups: groups.sorted()
        )
    }
}
