#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A path with every symbolic link followed, and the links that were followed on the way.
public struct TracedPath: Sendable, Hashable {
    /// Absolute, without links, `.` and `..`.
    public let path: String
    /// The links, absolute, each by a path without links but itself, in the order in which they were met.
    public let links: [String]

    /// As many links as Linux follows in one path.
    private static let mostLinks = 40

    /// Follows `path` from `folder`. Links above the folder are the user's own way to the tree, and no part of it.
    ///
    /// - Returns: nil where something on the way is not there, where links lead in a circle, and where a link's text is no UTF-8.
    public init?(_ path: String, from folder: String) {
        guard let resolved = path.hasPrefix("/") ? "/" : DiskPath.resolved(folder) else { return nil }
        self.init(path, fromResolved: resolved)
    }

    /// The same from a folder that is known to be absolute and to have no link, `.` or `..` on its way.
    public init?(_ path: String, fromResolved folder: String) {
        var reached = path.hasPrefix("/") ? "/" : folder
        var rest = Array(path.split(separator: "/").map(String.init).reversed())
        var links: [String] = []
        var count = 0
        while let part = rest.popLast() {
            if part == "." { continue }
            if part == ".." {
                reached = PathText.parent(of: reached)
                continue
            }
            let next = PathText.join(reached, part)
            var status = stat()
            guard lstat(next, &status) == 0 else { return nil }
            guard status.st_mode & S_IFMT == S_IFLNK else {
                reached = next
                continue
            }
            count += 1
            guard count <= Self.mostLinks, let target = Self.target(of: next) else { return nil }
            links.append(next)
            if target.hasPrefix("/") { reached = "/" }
            rest += target.split(separator: "/").map(String.init).reversed()
        }
        self.path = reached
        self.links = links
    }

    private static func target(of link: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(link, start, buffer.count)
            guard count > 0, count < buffer.count else { return nil }
            return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
