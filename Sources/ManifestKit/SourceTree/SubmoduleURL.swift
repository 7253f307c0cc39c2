/// The URL of a submodule as git resolves it.
///
/// The rules are those of git's `relative_url` (in its `remote.c`): a URL that begins with `./` or `../` is relative to that of the
/// repository around it, whose last part each `../` takes off, at a `/`, else at a `:`.
public enum SubmoduleURL {
    /// - Parameter base: the URL of the repository around it, or the path of its checkout where it has none.
    /// - Returns: nil where more is taken off than there is.
    public static func resolve(_ url: String, against base: String) -> String? {
        guard url.hasPrefix("./") || url.hasPrefix("../") else { return url }
        var base = base
        if base.hasSuffix("/") { base.removeLast() }
        let isRelative = isRelativePath(base)
        if isRelative, !base.hasPrefix("./"), !base.hasPrefix("../") { base = "./" + base }
        var rest = url[...]
        var separator = "/"
        while true {
            if rest.hasPrefix("../") {
                rest = rest.dropFirst("../".count)
                guard let shorter = withoutLastPart(base, isRelative: isRelative) else { return nil }
                base = shorter.base
                if shorter.wasAtColon { separator = ":" }
            } else if rest.hasPrefix("./") {
                rest = rest.dropFirst("./".count)
            } else {
                break
            }
        }
        var joined = "\(base)\(separator)\(rest)"
        if joined.hasSuffix("/") { joined.removeLast() }
        return joined.hasPrefix("./") ? String(joined.dropFirst("./".count)) : joined
    }

    private static func withoutLastPart(_ base: String, isRelative: Bool) -> (base: String, wasAtColon: Bool)? {
        if let slash = base.lastIndex(of: "/") { return (String(base[..<slash]), false) }
        if let colon = base.lastIndex(of: ":") { return (String(base[..<colon]), true) }
        return isRelative || base == "." ? nil : (".", false)
    }

    /// Whether it is a path, and not one from the root: `host:path` is none.
    private static func isRelativePath(_ base: String) -> Bool {
        if base.hasPrefix("/") { return false }
        guard let colon = base.firstIndex(of: ":") else { return true }
        return base.firstIndex(of: "/").map { $0 < colon } ?? false
    }
}
