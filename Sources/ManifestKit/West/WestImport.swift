import Basics

/// An import of a manifest as a map: which file, which of its projects, and where they go.
struct WestImport: Sendable {
    var file = "west.yml"
    var prefix = ""
    private var allowedNames: [String] = []
    private var allowedPaths: [String] = []
    private var blockedNames: [String] = []
    private var blockedPaths: [String] = []

    init(file: String = "west.yml") { self.file = file }

    /// Whether a project gets past the import. What is allowed by name or path gets past blocks as well.
    func allows(_ name: String, path: String) -> Bool {
        let isAllowed = allowedNames.contains(name) || allowedPaths.contains { WestPathPattern($0).matches(path) }
        if isAllowed { return true }
        if blockedNames.contains(name) || blockedPaths.contains(where: { WestPathPattern($0).matches(path) }) {
            return false
        }
        return allowedNames.isEmpty && allowedPaths.isEmpty
    }

    /// The keys, each with the name that it had before west 0.9.
    fileprivate static var lists: [(keys: [String], target: WritableKeyPath<WestImport, [String]>)] {
        [
            (["name-allowlist", "name-whitelist"], \.allowedNames),
            (["path-allowlist", "path-whitelist"], \.allowedPaths),
            (["name-blocklist", "name-blacklist"], \.blockedNames),
            (["path-blocklist", "path-blacklist"], \.blockedPaths),
        ]
    }
}

extension YAMLSchemaReader {
    /// - Parameter pairs: of the map behind `import`.
    mutating func westImport(_ node: YAMLNode) -> WestImport? {
        let known = ["file", "path-prefix"] + WestImport.lists.flatMap(\.keys)
        guard let map = map(node, "an import", known: known) else { return nil }
        var imported = WestImport()
        if let file = map["file"].flatMap({ text($0, "file") }) { imported.file = file }
        if let prefix = map["path-prefix"], prefix.text != "" { imported.prefix = text(prefix, "path-prefix") ?? "" }
        for (keys, target) in WestImport.lists {
            guard let key = keys.first(where: { map[$0] != nil }), let value = map[key] else { continue }
            // One name alone is a list of one, an empty one too.
            imported[keyPath: target] =
                value.text.map { [$0] } ?? items(value, key).compactMap { text($0, "an entry of \(key)") }
        }
        return imported
    }
}
