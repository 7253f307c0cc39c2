import Basics

extension ManifestEvaluator {
    /// A `<project>` and the projects within it, whose names and paths are relative to its own. Their remotes and
    /// revisions are not inherited from it.
    ///
    /// Recursion is bounded by ``XMLTreeBuilder/deepestNesting``.
    mutating func readProject(_ element: MarkupElement, parent: (name: String, path: String)?) {
        guard let ownName = required("name", of: element) else { return }
        let nameIsLegal = check(ownName, "name", of: element, .projectName)
        let name = parent.map { PathText.join($0.name, ownName) } ?? ownName
        let ownPath = element["path"]
        let pathIsLegal = ownPath.map { check($0, "path", of: element, .projectPath) } ?? true
        let remote = remote(of: element, for: "project \(name.quoted)")
        let revision = revision(of: element, name, remote)
        for name in ["rebase", "sync-c", "sync-s", "sync-tags"] { flag(name, of: element) }
        positiveNumber("clone-depth", of: element)
        checkContent(of: element)
        guard nameIsLegal, pathIsLegal else { return }

        let path = Self.withoutTrailingSlashes(ownPath ?? name)
        let place = parent.map { PathText.join($0.path, path) } ?? path
        add(
            ProjectRecord(
                name: name,
                path: place,
                // Without a remote or a revision the manifest is refused; the project still counts as known.
                remote: remote ?? RemoteEntry.missing,
                revision: revision ?? "",
                upstream: element["upstream"] ?? defaults.upstream,
                destBranch: element["dest-branch"] ?? defaults.destBranch,
                groups: Set(GroupList.split(element["groups"] ?? "")),
                implicitGroups: ["all", "name:\(name)", "path:\(place)"],
                position: element.position,
                url: FetchURL.project(named: name, under: remote?.resolvedFetch ?? "")
            ),
            at: element.position(of: element["path"] == nil ? "name" : "path")
        )
        for child in element.children where child.name == "project" {
            readProject(child, parent: (name, place))
        }
    }

    private mutating func revision(of element: MarkupElement, _ name: String, _ remote: RemoteEntry?) -> String? {
        if let revision = element["revision"] ?? remote?.remote.revision ?? defaults.revision { return revision }
        // Without a remote there may well have been a revision.
        if remote != nil {
            log.add(
                .noRevision,
                at: element.position,
                "project \(name.quoted) has no revision",
                hint: "give it, its remote or <default> a revision"
            )
        }
        return nil
    }

    private mutating func add(_ record: ProjectRecord, at position: SourcePosition) {
        if let other = table.index(at: record.path) {
            let first = records[other]
            log.add(
                .duplicatePath,
                at: position,
                "path \(record.path.quoted) is already that of project \(first.name.quoted), at \(first.position)"
            )
            return
        }
        // By text, as git-repo compares: "tools" also bars "tools-extra".
        if let tree = submanifests.first(where: { record.path.hasPrefix($0.path) }) {
            log.add(
                .duplicatePath,
                at: position,
                "path \(record.path.quoted) conflicts with that of a submanifest, \(tree.path.quoted)"
            )
        }
        table.add(records.count, name: record.name, path: record.path)
        records.append(record)
    }

    static func withoutTrailingSlashes(_ path: String) -> String {
        var path = path[...]
        while path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }
}

extension ManifestEvaluator.RemoteEntry {
    fileprivate static let missing = Self(
        remote: RepoManifest.Remote(name: "", alias: nil, fetch: "", pushURL: nil, review: nil, revision: nil),
        annotations: [],
        resolvedFetch: ""
    )
}
