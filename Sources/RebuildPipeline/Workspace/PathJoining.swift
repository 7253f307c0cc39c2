import Foundation

/// Paths as text: joined and looked at, never changed on disk.
enum PathJoining {
    /// `base` with `path` behind it; `.` and empty parts add nothing.
    static func join(_ base: String, _ path: String) -> String {
        if path.isEmpty || path == "." { return base }
        if path.hasPrefix("/") { return path }
        if base.isEmpty || base == "." { return path }
        return base.hasSuffix("/") ? base + path : base + "/" + path
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Where a path leads, with every symlink followed.
    enum Place {
        case inside
        case outside
        case missing
    }

    /// Where `path`, relative to `folder` and without `..`, leads: into the folder (or to itself), or out of it.
    static func place(of path: String, in folder: String) -> Place {
        // Most paths hold no symlink below the folder: then a look at each part tells, and nothing need be resolved.
        var reached = folder
        var isPlain = true
        for part in path.split(separator: "/") where part != "." {
            reached = join(reached, String(part))
            var status = stat()
            guard lstat(reached, &status) == 0 else { return .missing }
            if status.st_mode & S_IFMT == S_IFLNK {
                isPlain = false
                break
            }
        }
        if isPlain { return .inside }
        guard let inner = realPath(join(folder, path)), let outer = realPath(folder) else { return .missing }
        return inner == outer || outer == "/" || inner.hasPrefix(outer + "/") ? .inside : .outside
    }

    /// The path with every symlink followed; nil where it does not exist.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The absolute form of a path, without following symlinks.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : join(FileManager.default.currentDirectoryPath, path)
    }
}
