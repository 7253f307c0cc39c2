/// Tells which entries of a context a builder needs that names paths: those, what is below them, and what links on the way lead
/// to (`FollowLinks` and the include patterns of https://github.com/tonistiigi/fsutil).
///
/// Where it cannot be told, everything is needed: to send more than that costs time and nothing else.
public struct FollowedPaths: Sendable {
    private let links: [ContextPath: [UInt8]]
    private let names: [ContextPath: [ContextPath]]

    /// The most paths that are followed. A link to a folder with a link to its parent leads to more and more.
    private static let maximumPaths = 10_000

    /// - Parameters:
    ///   - paths: every path of the context.
    ///   - links: the targets of the symbolic links among them.
    public init(_ paths: [ContextPath], links: [ContextPath: [UInt8]]) {
        self.links = links
        names = Dictionary(grouping: paths) { $0.parent ?? .root }
    }

    /// Patterns for all that is needed, as an ignore file would have them; nil for everything.
    ///
    /// - Parameter followed: paths from the context's root, whose parts may have `*`, `?` and `[…]`.
    public func patterns(for followed: [String]) -> IgnorePatterns? {
        var found: Set<ContextPath> = []
        var pending = followed.map { ContextPath($0) }
        var count = 0
        while let path = pending.popLast() {
            count += 1
            guard count <= Self.maximumPaths, !path.bytes.isEmpty else { return nil }
            follow(path, &found, &pending)
        }
        let texts = found.compactMap { String(validating: $0.bytes, as: UTF8.self) }
        // `!` would take away, and what is no text cannot be a pattern here.
        guard texts.count == found.count, !texts.isEmpty, !texts.contains(where: { $0.hasPrefix("!") }) else {
            return nil
        }
        return try? IgnorePatterns(texts)
    }

    /// Goes down a path as far as the first link, whose target takes its place.
    private func follow(_ path: ContextPath, _ found: inout Set<ContextPath>, _ pending: inout [ContextPath]) {
        let parts = path.bytes.split(separator: UInt8(ascii: "/"))
        var current = ContextPath.root
        for (index, part) in parts.enumerated() {
            let folder = current
            current = folder.appending(ContextPath(bytes: part))
            let rest = ContextPath(bytes: parts[(index + 1)...].joined(separator: [UInt8(ascii: "/")]))
            for link in links(named: part, in: folder) {
                // A second time only what is looked for behind it can be new.
                guard let target = target(of: link), found.insert(link).inserted || !rest.bytes.isEmpty else {
                    continue
                }
                pending.append(target.appending(rest))
            }
            // Beside links a pattern may name folders, in which it goes on by itself.
            if !Self.isPattern(part), links[current] != nil { return }
        }
        found.insert(current)
    }

    /// The links that a part of a path names.
    private func links(named part: ArraySlice<UInt8>, in folder: ContextPath) -> [ContextPath] {
        guard Self.isPattern(part) else {
            let path = folder.appending(ContextPath(bytes: part))
            return links[path] == nil ? [] : [path]
        }
        guard let text = String(validating: part, as: UTF8.self), let pattern = try? IgnorePatterns([text]) else {
            return []
        }
        return (names[folder] ?? []).filter { path in
            links[path] != nil && pattern.isIgnored(ContextPath(bytes: path.name))
        }
    }

    private func target(of path: ContextPath) -> ContextPath? {
        guard let text = links[path] else { return nil }
        if text.first == UInt8(ascii: "/") { return ContextPath(bytes: text) }
        return (path.parent ?? .root).appendingCleaned(text)
    }

    private static func isPattern(_ part: ArraySlice<UInt8>) -> Bool {
        part.contains { [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "\\")].contains($0) }
    }
}

extension ContextPath {
    /// A link's text, from the folder that the link is in; more `..` than there are folders end at the root.
    fileprivate func appendingCleaned(_ text: [UInt8]) -> ContextPath {
        ContextPath(bytes: bytes + [UInt8(ascii: "/")] + text)
    }
}
