import Basics

extension ManifestEvaluator {
    mutating func readRemote(_ element: MarkupElement) {
        let name = required("name", of: element)
        let fetch = required("fetch", of: element)
        var annotations: [String] = []
        for child in element.children where child.name == "annotation" {
            if let annotation = annotation(child) { annotations.append(annotation) }
        }
        guard let name else { return }
        let entry = RemoteEntry(
            remote: RepoManifest.Remote(
                name: name,
                alias: element["alias"],
                fetch: fetch ?? "",
                pushURL: element["pushurl"],
                review: element["review"],
                revision: element["revision"]
            ),
            annotations: annotations.sorted(),
            resolvedFetch: resolve(fetch ?? "", element)
        )
        if let known = remotes[name], known != entry {
            log.add(.duplicateRemote, at: element.position, "remote \(name.quoted) already exists, but differs")
        }
        remotes[name] = remotes[name] ?? entry
    }

    private mutating func resolve(_ fetch: String, _ element: MarkupElement) -> String {
        if manifestURL == nil, !fetch.isEmpty, !FetchURL.isAbsolute(fetch) {
            log.add(
                .relativeFetch,
                at: element.position(of: "fetch"),
                "fetch \(fetch.quoted) is relative to the manifest repository's URL, which is not known"
            )
        }
        return FetchURL.resolve(fetch, against: manifestURL)
    }

    /// The remote that an element names; `nil` if it names none, or one that does not exist, which is reported.
    mutating func knownRemote(of element: MarkupElement) -> RemoteEntry? {
        guard let name = element["remote"] else { return nil }
        if let entry = remotes[name] { return entry }
        log.add(
            .unknownRemote,
            at: element.position(of: "remote"),
            "remote \(name.quoted) is not defined",
            hint: Suggestion.hint(for: name, among: remotes.keys)
        )
        return nil
    }

    /// The remote that an element names, else the default one; that there is none is reported.
    mutating func remote(of element: MarkupElement, for subject: @autoclosure () -> String) -> RemoteEntry? {
        if element["remote"] != nil { return knownRemote(of: element) }
        if let name = defaults.remote, let entry = remotes[name] { return entry }
        log.add(
            .noRemote,
            at: element.position,
            "\(subject()) has no remote",
            hint: "name one, or give <default> a remote"
        )
        return nil
    }
}
