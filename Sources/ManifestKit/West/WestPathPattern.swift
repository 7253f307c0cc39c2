#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pattern for paths as Python's `PurePath.match` has it: its parts are compared with the last parts of the path, each by shell rules.
struct WestPathPattern {
    private let parts: [Substring]
    private let isAbsolute: Bool

    init(_ pattern: String) {
        parts = pattern.split(separator: "/").filter { $0 != "." }
        isAbsolute = pattern.hasPrefix("/")
    }

    /// - Parameter path: relative, normalised.
    func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").filter { $0 != "." }
        guard !isAbsolute, !parts.isEmpty, parts.count <= names.count else { return false }
        return zip(names.suffix(parts.count), parts).allSatisfy { name, pattern in
            fnmatch(String(pattern), String(name), FNM_NOESCAPE) == 0
        }
    }
}
