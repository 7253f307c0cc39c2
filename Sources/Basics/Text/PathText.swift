/// Arithmetic on `/`-separated paths, without a look at the disk.
public enum PathText {
    /// `path` as seen from `base`. An absolute `path` replaces the base; `.` and empty ones add nothing.
    public static func join(_ base: String, _ path: String) -> String {
        if path.isEmpty || path == "." { return base }
        if path.hasPrefix("/") { return path }
        if base.isEmpty || base == "." { return path }
        return base.hasSuffix("/") ? base + path : base + "/" + path
    }

    /// A relative path with `.`, empty and `..` parts resolved; `.` for the root itself.
    ///
    /// - Returns: nil if the path is absolute or leads above its root on its way.
    public static func normalized(_ path: String) -> String? {
        if isNormalized(path) { return path }
        guard !path.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// Whether a path is relative, and none of its parts is empty, `.` or `..`.
    private static func isNormalized(_ path: String) -> Bool {
        var length = 0
        var isDots = true
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/") {
                if length == 0 || isDots && length <= 2 { return false }
                length = 0
                isDots = true
            } else {
                length += 1
                isDots = isDots && byte == UInt8(ascii: ".")
            }
        }
        return length > 0 && !(isDots && length <= 2)
    }

    /// The folder that holds `path`: `/a` for `/a/b`, `.` for `b`, `/` for `/` and `/a`.
    public static func parent(of path: String) -> String {
        let trimmed = trimmingSlashes(path)
        guard let slash = trimmed.lastIndex(of: "/") else { return trimmed.isEmpty && path.hasPrefix("/") ? "/" : "." }
        let parent = trimmingSlashes(String(trimmed[..<slash]))
        return parent.isEmpty ? "/" : parent
    }

    /// The last part of `path`; empty for `/` and the empty path.
    public static func lastComponent(of path: String) -> String {
        let trimmed = trimmingSlashes(path)
        return trimmed.lastIndex(of: "/").map { String(trimmed[trimmed.index(after: $0)...]) } ?? trimmed
    }

    /// What follows `folder` in `path`, `.` where they are the same; nil where `path` does not lie there.
    ///
    /// Both must be normalised in the same way.
    public static func relative(_ path: String, to folder: String) -> String? {
        if path == folder { return "." }
        if folder == "." { return path.hasPrefix("/") ? nil : path }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    private static func trimmingSlashes(_ path: String) -> String {
        var end = path.endIndex
        while end > path.startIndex, path[path.index(before: end)] == "/" { end = path.index(before: end) }
        return String(path[..<end])
    }
}
