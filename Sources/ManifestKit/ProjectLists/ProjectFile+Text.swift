import Basics
import Yams

extension ProjectFile {
    /// A tree of any kind as a table that says the same of its projects. URLs are without credentials.
    public static func text(of tree: SourceTree) throws -> String {
        let projects = tree.projects.map { project -> Node in
            let url = RemoteURL.withoutCredentials(project.url)
            var values = [("name", project.name), ("path", project.path), ("url", url), ("revision", project.lookedUp)]
            values += [("remote", project.remote), ("branch", project.branch)]
            if project.vcsURL != url { values.append(("vcs_url", project.vcsURL)) }
            var pairs = values.map { (Node($0.0), quoted($0.1)) }
            if !project.groups.isEmpty {
                pairs.append((Node("groups"), .sequence(.init(project.groups.map(quoted), .implicit, .flow))))
            }
            return .mapping(.init(pairs))
        }
        let table: [(Node, Node)] = [
            (Node("format"), Node("\(format)", Tag(.int))), (Node("projects"), .sequence(.init(projects))),
        ]
        return try serialize(node: .mapping(.init(table)), width: -1, allowUnicode: true)
    }

    /// A text that no reader takes for anything else.
    private static func quoted(_ text: String) -> Node { Node(text, Tag(.str), .doubleQuoted) }
}

extension SourceTree.Project {
    /// The revision as a table has to name it to be looked up at the same place.
    fileprivate var lookedUp: String {
        if RevisionName(revision).candidates(remote: remote) == revisionCandidates { return revision }
        return revisionCandidates.first ?? revision
    }
}
