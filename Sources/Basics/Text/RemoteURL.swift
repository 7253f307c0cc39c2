/// URLs as they may be shown and stored: what names a place stays, what opens it goes.
public enum RemoteURL {
    /// The URL without user, password, query and fragment: any of them may hold a token.
    ///
    /// What is no URL with a scheme stays as it is: in `git@host:path` the user names no secret, and a path has none.
    public static func withoutCredentials(_ url: String) -> String {
        guard let separator = url.firstRange(of: "://") else { return url }
        let scheme = url[..<separator.lowerBound].lowercased()
        let rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var path = rest[authority.endIndex...]
        // In a path on disk these are characters like any other.
        if scheme != "file" { path = path.prefix { $0 != "?" && $0 != "#" } }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        return String(url[..<separator.upperBound] + host + path)
    }
}
