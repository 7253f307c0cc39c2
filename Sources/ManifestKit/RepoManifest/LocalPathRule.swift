/// Which paths a manifest may name: those that stay within the tree on every file system that `repo` knows.
///
/// git-repo's `_CheckLocalPath`. It judges the text alone, not what is on disk.
struct LocalPathRule {
    /// Whether the path may end in `/`.
    var allowsTrailingSlash = false
    /// Whether the path may be just `.`.
    var allowsDot = false

    /// A project's name.
    static let projectName = LocalPathRule(allowsTrailingSlash: true)
    /// A project's place in the tree.
    static let projectPath = LocalPathRule(allowsTrailingSlash: true, allowsDot: true)
    /// An included file, or the target of a copy or a link.
    static let file = LocalPathRule()
    /// What a link points to.
    static let linkSource = LocalPathRule(allowsTrailingSlash: true, allowsDot: true)

    /// Why `path` is refused, or `nil` if it is not.
    func problem(with path: String) -> String? {
        if path.isEmpty { return "it is empty" }
        var isASCII = true
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "~"): return "\"~\" is not allowed (short names on Windows)"
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "line breaks are not allowed"
            default: if byte >= 0x80 { isASCII = false }
            }
        }
        if !isASCII, path.unicodeScalars.contains(where: Self.isInvisible) {
            return "invisible characters are not allowed"
        }
        if let part = badPart(of: path) { return "\(part.quoted) is not allowed in it" }
        if path.utf8.first == UInt8(ascii: "/") { return "it is absolute" }
        if !allowsTrailingSlash, path.utf8.last == UInt8(ascii: "/") { return "it must not end in \"/\"" }
        return nil
    }

    /// The first part that would lead out of the tree, or into the folders of git and `repo`.
    ///
    /// Compared without regard to case, since the tree may lie on a file system that has none.
    private func badPart(of path: String) -> String? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        if allowsDot, parts.count == 1, parts[0].elementsEqual(".".utf8), path.utf8.first != UInt8(ascii: "/") {
            return nil
        }
        // All that are refused start with a dot.
        for part in parts where part.first == UInt8(ascii: ".") {
            let name = String(decoding: part, as: UTF8.self).lowercased()
            if name == "." || name == ".." || name == ".git" || name.hasPrefix(".repo") { return name }
        }
        return nil
    }

    /// Code points that some file systems drop when they compare names, so that `.git` could be written with them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
        default: false
        }
    }
}
