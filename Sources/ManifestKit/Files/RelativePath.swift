/// Arithmetic on relative, `/`-separated paths, without looking at the disk.
enum RelativePath {
    /// `path` with `.`, empty and `..` parts resolved; `.` for the root itself.
    ///
    /// - Returns: `nil` if the path is absolute or leads above its root on its way.
    static func normalized(_ path: String) -> String? {
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

    /// `path` as seen from `base`, both relative; an absolute `path` replaces the base.
    static func join(_ base: String, _ path: String) -> String {
        if path.hasPrefix("/") || base.isEmpty { return path }
        return base.hasSuffix("/") ? base + path : base + "/" + path
    }
}
