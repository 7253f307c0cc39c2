/// A `<submanifest>`: another manifest, whose projects are checked out below a folder of this one's tree.
struct Submanifest: Equatable {
    let name: String
    /// The remote and the project that its own manifest repository comes from; without, this manifest's.
    var remote: String?
    var project: String?
    var revision: String?
    var manifestName: String?
    var groups: Set<String>
    var defaultGroups: [String]
    /// Where its tree is, relative to the top of this one's.
    let path: String
    var annotations: [String] = []
}

extension ManifestEvaluator {
    mutating func readSubmanifest(_ element: MarkupElement) {
        guard let name = required("name", of: element) else { return }
        let revision = element["revision"]
        let last = (revision ?? name).split(separator: "/", omittingEmptySubsequences: false).last.map(String.init)
        let path = element["path"] ?? last ?? name
        let (checked, attribute) =
            if let path = element["path"] {
                (path, "path")
            } else if revision != nil {
                (path, "revision")
            } else {
                (name, "name")
            }
        guard check(checked, attribute, of: element, .file) else { return }
        if element["remote"] != nil, element["project"] == nil {
            log.add(.missingAttribute, at: element.position, "<submanifest> with a remote needs a project")
        }
        var submanifest = Submanifest(
            name: name,
            remote: element["remote"],
            project: element["project"],
            revision: revision,
            manifestName: element["manifest-name"],
            groups: Set(GroupList.split(element["groups"] ?? "")),
            defaultGroups: GroupList.split(element["default-groups"] ?? ""),
            path: path
        )
        for child in element.children where child.name == "annotation" {
            if let annotation = annotation(child) { submanifest.annotations.append(annotation) }
        }
        submanifest.annotations.sort()
        guard let known = submanifests.first(where: { $0.name == name }) else {
            // git-repo looks the remote up even if the project's URL does not need it.
            _ = remote(of: element, for: "submanifest \(name.quoted)")
            submanifests.append(submanifest)
            return
        }
        if known != submanifest {
            log.add(
                .duplicateSubmanifest,
                at: element.position,
                "submanifest \(name.quoted) already exists, but differs"
            )
        }
    }

    /// The URL of a submanifest's own manifest repository.
    func manifestURL(of submanifest: Submanifest) -> String? {
        guard let project = submanifest.project,
            let remote = (submanifest.remote ?? defaults.remote).flatMap({ remotes[$0] })
        else { return manifestURL }
        return FetchURL.project(named: project, under: remote.resolvedFetch)
    }
}
