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
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Whether `path`, with every symlink followed, lies in `folder` or is it. False where either does not exist.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        guard let inner = realPath(path), let outer = realPath(folder) else { return false }
        return inner == outer || outer == "/" || inner.hasPrefix(outer + "/")
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
