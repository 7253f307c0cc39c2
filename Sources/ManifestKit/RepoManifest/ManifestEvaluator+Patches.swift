import Basics

extension ManifestEvaluator {
    /// `<extend-project>`: changes projects that are already there, all of a name or the one at a path.
    mutating func extendProject(_ element: MarkupElement) {
        guard let name = required("name", of: element) else { return }
        guard table.knows(name) else {
            unknownProject(name, of: element)
            return
        }
        let named = table.indices(named: name)
        let path = element["path"]
        let matches = named.filter { path == nil || records[$0].path == path }
        let remote = knownRemote(of: element)
        let groups = Set(GroupList.split(element["groups"] ?? ""))
        for index in matches {
            // The group that marks a project as local is lost when it is extended, as git-repo has it.
            records[index].groups = records[index].groups.union(groups).filter { !$0.hasPrefix("local:") }
            if let revision = element["revision"] {
                checkBase(of: index, element)
                records[index].revision = revision
            }
            if let remote {
                records[index].remote = remote
                records[index].url = FetchURL.project(named: name, under: remote.resolvedFetch)
            }
            records[index].destBranch = element["dest-branch"] ?? records[index].destBranch
            records[index].upstream = element["upstream"] ?? records[index].upstream
        }
        if !matches.isEmpty { checkContent(of: element) }
        if let target = element["dest-path"] { move(matches, of: named, to: target, element) }
    }

    private mutating func move(_ matches: [Int], of named: [Int], to target: String, _ element: MarkupElement) {
        if element["path"] == nil, named.count > 1 {
            log.add(
                .ambiguousProject,
                at: element.position(of: "dest-path"),
                "dest-path, but there are \(named.count) projects of that name",
                hint: "say which by path"
            )
            return
        }
        // git-repo takes any dest-path. We must not: what lies there would be read as part of the tree.
        guard check(target, "dest-path", of: element, .projectPath), let index = matches.first else { return }
        if element["remote"] == nil, defaults.remote == nil {
            log.add(.noRemote, at: element.position, "dest-path needs a remote here or in <default>")
            return
        }
        let path = Self.withoutTrailingSlashes(target)
        if let other = table.index(at: path), other != index {
            log.add(
                .projectReplaced,
                at: element.position(of: "dest-path"),
                "project \(records[other].name.quoted) at \(path.quoted) is replaced by \(records[index].name.quoted)"
            )
            table.forget(other, name: records[other].name)
        }
        table.move(index, from: records[index].path, to: path)
        records[index].path = path
    }

    /// `<remove-project>`: takes away all projects of a name, or the one at a path.
    mutating func removeProject(_ element: MarkupElement) {
        let name = element["name"]
        let path = element["path"]
        guard name != nil || path != nil else {
            log.add(.missingAttribute, at: element.position, "<remove-project> needs a name, a path, or both")
            return
        }
        let optional = flag("optional", of: element) ?? false
        var matches: [Int] = []
        if let path {
            matches = table.index(at: path).map { [$0] } ?? []
            if let name { matches = matches.filter { records[$0].name == name } }
        } else if let name {
            matches = table.indices(named: name)
        }
        guard let first = matches.first else {
            if !optional { unknownProject(name ?? path ?? "", of: element, attribute: name == nil ? "path" : "name") }
            return
        }
        for index in matches {
            checkBase(of: index, element)
            table.remove(index, name: records[index].name, path: records[index].path)
        }
        guard path == nil else { return }
        table.forgetName(records[first].name)
        // Without its project, the hooks are gone too.
        if hooks?.project == records[first].name { hooks = nil }
    }

    /// A patch may say which revision it was made for.
    private mutating func checkBase(of index: Int, _ element: MarkupElement) {
        let record = records[index]
        guard let base = element["base-rev"], base != record.revision else { return }
        staleBases.append(
            (
                element.position(of: "base-rev"),
                "<\(element.name)> is for revision \(base.quoted) of project \(record.name.quoted), "
                    + "which is at \(record.revision.quoted)"
            )
        )
    }

    private mutating func unknownProject(_ name: String, of element: MarkupElement, attribute: String = "name") {
        let known = attribute == "name" ? table.names : table.paths
        log.add(
            .unknownProject,
            at: element.position(of: attribute),
            "<\(element.name)>: there is no project of that \(attribute) before it: \(name.quoted)",
            hint: Suggestion.hint(for: name, among: known)
        )
    }
}
