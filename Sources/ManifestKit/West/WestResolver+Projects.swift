import Basics

/// Where the projects of one manifest come from.
struct WestRemotes {
    private(set) var bases: [String: String] = [:]
    private(set) var defaultRemote: String?
    private(set) var defaultRevision = "master"

    init(_ data: [String: YAMLNode], _ reader: inout WestResolver) {
        for node in reader.items(data["remotes"], "remotes") {
            guard let fields = reader.fields(node, "a remote"),
                let name = reader.text(fields["name"], "name", requiredBy: "a remote", node),
                let base = reader.text(fields["url-base"], "url-base", requiredBy: "a remote", node)
            else { continue }
            bases[name] = base
        }
        guard let node = data["defaults"], !node.isNull, let fields = reader.fields(node, "defaults") else { return }
        if let revision = fields["revision"]?.scalar { defaultRevision = revision }
        guard let value = fields["remote"], let name = reader.text(value, "remote") else { return }
        if bases[name] == nil {
            reader.log.add(.unknownRemote, at: value.position, "remote \(name.quoted) is not defined")
        }
        defaultRemote = name
    }
}

extension WestResolver {
    /// The values of a map by key, whatever the keys are.
    mutating func fields(_ node: YAMLNode, _ what: String) -> [String: YAMLNode]? {
        guard let pairs = pairs(node, what) else { return nil }
        return Dictionary(pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }) { first, _ in first }
    }

    /// One entry of `projects`, and what it imports.
    ///
    /// - Parameter prefix: what the imports around it put before its path.
    mutating func project(
        _ node: YAMLNode,
        _ remotes: WestRemotes,
        prefix: String
    ) -> (WestWorkspace.Project, YAMLNode?)? {
        guard let fields = fields(node, "a project"), let name = name(fields, node),
            let (url, remote) = url(fields, name, node, remotes),
            let path = path(fields, name, node, prefix: prefix)
        else { return nil }
        let groups = items(fields["groups"], "groups").compactMap { item -> String? in
            if let group = item.scalar, WestGroups.isGroup(group) { return group }
            log.add(.illegalValue, at: item.position, "project \(name.quoted) is in a group whose name is none")
            return nil
        }
        let imported = fields["import"].flatMap { $0.importsNothing ? nil : $0 }
        if imported != nil, !groups.isEmpty {
            log.add(.illegalValue, at: node.position, "project \(name.quoted) has both groups and an import")
        }
        let project = WestWorkspace.Project(
            name: name,
            path: path,
            url: url,
            remote: remote ?? "origin",
            revision: fields["revision"]?.scalar ?? remotes.defaultRevision,
            groups: groups,
            position: node.position
        )
        return (project, imported)
    }

    private mutating func name(_ fields: [String: YAMLNode], _ node: YAMLNode) -> String? {
        guard let name = text(fields["name"], "name", requiredBy: "a project", node) else { return nil }
        guard name != "manifest", !name.contains(where: { $0 == "/" || $0 == "\\" }) else {
            log.add(.illegalValue, at: node.position, "no project can be named \(name.quoted)")
            return nil
        }
        return name
    }

    /// Its URL, and the remote that it comes from.
    private mutating func url(
        _ fields: [String: YAMLNode],
        _ name: String,
        _ node: YAMLNode,
        _ remotes: WestRemotes
    ) -> (String, String?)? {
        let url = fields["url"].flatMap { text($0, "url") }
        let named = fields["remote"].flatMap { text($0, "remote") }
        let place = fields["repo-path"].flatMap { text($0, "repo-path") }
        if let url {
            if named == nil, place == nil { return (url, nil) }
            log.add(.illegalValue, at: node.position, "project \(name.quoted) has both url and remote or repo-path")
            return nil
        }
        guard let remote = named ?? remotes.defaultRemote else {
            log.add(
                .noRemote,
                at: node.position,
                "project \(name.quoted) has no remote or url, and there is no default remote"
            )
            return nil
        }
        guard let base = remotes.bases[remote] else {
            log.add(
                .unknownRemote,
                at: node.position,
                "remote \(remote.quoted) of project \(name.quoted) is not defined"
            )
            return nil
        }
        return ("\(base)/\(place ?? name)", remote)
    }

    private mutating func path(
        _ fields: [String: YAMLNode],
        _ name: String,
        _ node: YAMLNode,
        prefix: String
    ) -> String? {
        // An import's own prefix moves the project that is imported from as well.
        var own = ""
        if let value = fields["import"], case .mapping = value.content { own = westImport(value)?.prefix ?? "" }
        let written = fields["path"].flatMap { text($0, "path") } ?? name
        let joined = PathText.join(PathText.join(prefix, own), written)
        guard let path = PathText.normalized(joined), path.split(separator: "/").first != ".west" else {
            log.add(.illegalPath, at: node.position, "project \(name.quoted) leaves the workspace: \(joined.quoted)")
            return nil
        }
        return path
    }
}

extension YAMLNode {
    /// Whether it is what Python takes for false: `import: false` and its like say that nothing is imported.
    fileprivate var importsNothing: Bool {
        switch content {
        case .scalar(let text, .boolean): !["true", "yes", "on"].contains(text.lowercased())
        case .scalar(let text, let kind): kind == .null || text.isEmpty
        case .sequence(let items): items.isEmpty
        case .mapping(let pairs): pairs.isEmpty
        }
    }
}
