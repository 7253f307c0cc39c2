/// URLs as `repo` resolves them: a remote's `fetch` against the URL of the manifest repository.
///
/// The rules are git-repo's `normalize_url` and Python's `urllib.parse.urljoin`, which it calls; they differ from
/// RFC 3986 in that `..` past the top is dropped silently and in which schemes may be relative at all.
enum FetchURL {
    /// `fetch` resolved against `manifestURL`. Without a manifest URL, `fetch` as it is, only normalised.
    static func resolve(_ fetch: String, against manifestURL: String?) -> String {
        let reference = normalize(fetch)
        guard let manifestURL else { return reference }
        let base = normalize(manifestURL)
        if hasScheme(base) { return join(base, reference) }
        // A base that starts with a host or a folder name: give it any hierarchical scheme for the join.
        let joined = join("gopher://" + base, reference)
        return joined.hasPrefix("gopher://") ? String(joined.dropFirst("gopher://".count)) : joined
    }

    /// Whether `fetch` means the same whatever the manifest's URL is.
    static func isAbsolute(_ fetch: String) -> Bool {
        !Parts(normalize(fetch)).scheme.isEmpty
    }

    /// A project's URL.
    static func project(named name: String, under resolvedFetch: String) -> String {
        withoutTrailingSlashes(resolvedFetch) + "/" + name
    }

    /// Without trailing slashes; git's short form `user@host:path` becomes `ssh://user@host/path`.
    static func normalize(_ url: String) -> String {
        let url = withoutTrailingSlashes(url)
        guard Parts(url).scheme.isEmpty, let colon = url.firstIndex(of: ":") else { return url }
        let host = url[..<colon]
        let path = url[url.index(after: colon)...]
        guard !host.contains("/"), host.dropFirst().dropLast().contains("@"), !path.isEmpty, !path.hasPrefix("/") else {
            return url
        }
        return "ssh://\(host)/\(path)"
    }

    private static func withoutTrailingSlashes(_ text: String) -> String {
        var text = text[...]
        while text.hasSuffix("/") { text.removeLast() }
        return String(text)
    }

    /// git-repo's own test: the first `:` stands right before the first `/`, or neither occurs before the other's
    /// place (a path from the root).
    private static func hasScheme(_ url: String) -> Bool {
        let bytes = Array(url.utf8)
        let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? -1
        let slash = bytes.firstIndex(of: UInt8(ascii: "/")) ?? -1
        return colon == slash - 1
    }

    /// Python's `urljoin`.
    private static func join(_ base: String, _ reference: String) -> String {
        if base.isEmpty { return reference }
        if reference.isEmpty { return base }
        let from = Parts(base)
        var to = Parts(reference)
        if to.scheme.isEmpty { to.scheme = from.scheme }
        guard to.scheme == from.scheme, relativeSchemes.contains(to.scheme) else { return reference }
        if !to.authority.isEmpty { return to.text }
        to.authority = from.authority
        if to.path.isEmpty {
            to.path = from.path
            if to.query.isEmpty { to.query = from.query }
        } else {
            to.path = merge(from.path, to.path)
        }
        return to.text
    }

    private static func merge(_ base: String, _ reference: String) -> String {
        var segments = reference.split(separator: "/", omittingEmptySubsequences: false)
        if !reference.hasPrefix("/") {
            var folder = base.split(separator: "/", omittingEmptySubsequences: false)
            if let last = folder.last, !last.isEmpty { folder.removeLast() }
            segments = folder + segments
        }
        if segments.count > 2 {
            let middle = segments[1..<(segments.count - 1)].filter { !$0.isEmpty }
            segments = [segments[0]] + middle + [segments[segments.count - 1]]
        }
        var resolved: [Substring] = []
        for segment in segments where segment != "." {
            if segment == ".." {
                _ = resolved.popLast()
            } else {
                resolved.append(segment)
            }
        }
        if let last = segments.last, last == "." || last == ".." { resolved.append("") }
        let path = resolved.joined(separator: "/")
        return path.isEmpty ? "/" : path
    }

    /// Python's list, with those that git-repo adds to it. The empty one is a path without a scheme.
    private static let relativeSchemes: Set<String> = [
        "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp",
        "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss", "ssh", "git", "persistent-https", "sso", "rpc",
    ]
}

/// A URL taken apart as Python's `urlsplit` does it.
private struct Parts {
    var scheme = ""
    var authority = ""
    var path: String
    var query = ""
    var fragment = ""

    init(_ url: String) {
        var rest = url[...]
        if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
            scheme = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        if let hash = rest.firstIndex(of: "#") {
            fragment = String(rest[rest.index(after: hash)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        path = String(rest)
    }

    var text: String {
        var text = path
        if !authority.isEmpty || (!scheme.isEmpty && !path.hasPrefix("//")) {
            if !path.isEmpty, !path.hasPrefix("/") { text = "/" + text }
            text = "//" + authority + text
        }
        if !scheme.isEmpty { text = scheme + ":" + text }
        if !query.isEmpty { text += "?" + query }
        if !fragment.isEmpty { text += "#" + fragment }
        return text
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: isLetter(byte)
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }
}
