extension RepoManifest {
    /// The projects that `repo sync` would check out for a selection of groups.
    ///
    /// The selection's items are taken in turn, and the last one that speaks of a project decides: `G` selects the
    /// projects in group G, `-G` drops them. Every project is in `all`, `name:NAME` and `path:PATH`, and in `default`
    /// unless it is in `notdefault`.
    ///
    /// - Parameters:
    ///   - selection: groups separated by commas or white space, as `repo init -g` takes them and as the checkout
    ///     records them (`manifest.groups` in `.repo/manifests.git/config`). Where that records nothing, pass `nil`
    ///     (or an empty text) for `repo`'s default, `default,platform-<platform>`.
    ///   - platform: `linux`, `darwin` or `windows`; only used without a selection.
    public func projects(inGroups selection: String?, platform: String) -> [Project] {
        let wanted = GroupList.split(selection ?? "")
        let items = wanted.isEmpty ? ["default", "platform-\(platform)"] : wanted
        return projects.filter { $0.isSelected(by: items) }
    }
}

extension RepoManifest.Project {
    fileprivate func isSelected(by items: [String]) -> Bool {
        var labels = Set(groups).union(implicitGroups)
        if !labels.contains("notdefault") { labels.insert("default") }
        var selected = false
        for item in items {
            if item.hasPrefix("-"), labels.contains(String(item.dropFirst())) {
                selected = false
            } else if labels.contains(item) {
                selected = true
            }
        }
        return selected
    }
}

/// The lists of groups in attributes and in the checkout's configuration.
enum GroupList {
    /// The items of a list separated by commas, white space, or both.
    static func split(_ list: String) -> [String] {
        list.unicodeScalars.split { $0 == "," || $0 == " " || $0.properties.isWhitespace }.map(String.init)
    }
}
