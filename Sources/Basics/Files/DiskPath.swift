#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What lies at a path on disk.
public enum DiskPath {
    /// Whether something is there, symbolic links followed.
    public static func exists(_ path: String) -> Bool { mode(of: path) != nil }

    /// Whether a regular file is there, symbolic links followed.
    public static func isFile(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFREG } ?? false }

    /// Whether a folder is there, symbolic links followed.
    public static func isFolder(_ path: String) -> Bool { mode(of: path).map { $0 & S_IFMT == S_IFDIR } ?? false }

    /// Whether a symbolic link is there.
    public static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : nil
    }

    /// Whether two paths lead to one file or folder, by symbolic or hard links.
    public static func areSame(_ left: String, _ right: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(left, &first) == 0, stat(right, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// The path with every symbolic link followed; nil where nothing is there.
    public static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The absolute path with links followed, as far as something is there.
    public static func place(of path: String) -> String {
        let absolute = absolute(path)
        if let resolved = resolved(absolute) { return resolved }
        let parent = PathText.parent(of: absolute)
        return parent == absolute ? absolute : PathText.join(place(of: parent), PathText.lastComponent(of: absolute))
    }

    /// Makes a folder and those above it; one that is there is fine.
    ///
    /// - Parameter access: of the folders that are made.
    public static func makeFolder(_ path: String, access: AtomicFile.Access = .byUmask) throws(FileError) {
        if isFolder(path) { return }
        let parent = PathText.parent(of: path)
        if parent != path { try makeFolder(parent, access: access) }
        // Another process may have made it meanwhile.
        guard mkdir(path, access == .owner ? 0o700 : 0o777) == 0 || errno == EEXIST && isFolder(path) else {
            throw .last(path)
        }
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`; a name that is no UTF-8 is repaired.
    public static func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else { throw .last(folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw .last(folder) }
                return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    /// The regular files in a folder, with what tells their states; what is gone before it is looked at is left out.
    package static func files(in folder: String) throws(FileError) -> [(name: String, signature: FileSignature)] {
        try names(in: folder).compactMap { name in
            var status = stat()
            guard lstat(PathText.join(folder, name), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                return nil
            }
            return (name, FileSignature(status))
        }
    }

    /// Removes a file or a link, not what it leads to.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 else { throw .last(path) }
    }

    /// Takes a folder's permissions from everybody but its owner; where that fails it stays as it is.
    package static func restrictToOwner(_ folder: String) {
        var status = stat()
        if stat(folder, &status) == 0, status.st_mode & 0o077 != 0 { chmod(folder, status.st_mode & 0o700) }
    }

    /// Where a path leads, with every symbolic link followed.
    public enum Place: Sendable {
        case inside
        case outside
        case missing
    }

    /// Where `path`, relative to `folder` and without `..`, leads: into the folder (or to itself), or out of it.
    public static func place(of path: String, in folder: String) -> Place {
        // Most paths hold no link below the folder: then a look at each part tells, and nothing need be resolved.
        var reached = folder
        var isPlain = true
        for part in path.split(separator: "/") where part != "." {
            reached = PathText.join(reached, String(part))
            var status = stat()
            guard lstat(reached, &status) == 0 else { return .missing }
            if status.st_mode & S_IFMT == S_IFLNK {
                isPlain = false
                break
            }
        }
        if isPlain { return .inside }
        guard let inner = resolved(PathText.join(folder, path)), let outer = resolved(folder) else { return .missing }
        return PathText.relative(inner, to: outer) == nil ? .outside : .inside
    }

    /// The folder that this process works in.
    public static var current: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The absolute form of a path, without following symbolic links.
    public static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : PathText.join(current, path)
    }
}
