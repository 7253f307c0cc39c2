import Basics

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What git tracks in all projects of a tree, by paths from the tree's root.
struct TrackedTree {
    /// The names in each folder; what is no key is a file.
    private var children: [String: Set<String>] = [".": []]

    /// Adds a path and the folders above it.
    mutating func insert(_ path: String) {
        var path = path
        while path != "." {
            let parent = PathText.parent(of: path)
            let isKnown = children[parent] != nil
            children[parent, default: []].insert(PathText.lastComponent(of: path))
            if isKnown { return }
            path = parent
        }
    }

    func exists(_ path: String) -> Bool {
        path == "." || children[PathText.parent(of: path)]?.contains(PathText.lastComponent(of: path)) ?? false
    }

    func isFolder(_ path: String) -> Bool { children[path] != nil }

    /// Whether something fits a pattern as `COPY` takes it: `*` and `?` stand for no `/`.
    func matches(_ pattern: String, in folder: String) -> Bool {
        matches(pattern.split(separator: "/").map(String.init)[...], in: folder)
    }

    private func matches(_ parts: ArraySlice<String>, in folder: String) -> Bool {
        guard let part = parts.first else { return true }
        return children[folder]?.contains { name in
            fnmatch(part, name, 0) == 0 && matches(parts.dropFirst(), in: PathText.join(folder, name))
        } ?? false
    }

    /// Whether a folder holds more than what says how images are made of it: something that is worth copying as a whole.
    func hasSubstance(_ folder: String) -> Bool {
        children[folder]?.contains { name in
            if isFolder(PathText.join(folder, name)) { return hasSubstance(PathText.join(folder, name)) }
            let lower = name.lowercased()
            return DockerfileName(name) == nil && !lower.hasSuffix("dockerignore") && !lower.hasPrefix("readme")
        } ?? false
    }
}
