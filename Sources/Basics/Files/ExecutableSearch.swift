#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Finds programs, so that what is started many times is searched for once.
public enum ExecutableSearch {
    /// Where programs are looked for where the environment has no `PATH`.
    public static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    /// The path of the first `name` in the folders of `path` that may be run; nil where there is none.
    ///
    /// Relative folders are passed over: what runs should not depend on where we are.
    ///
    /// - Parameters:
    ///   - name: a file's name. One with a slash is a path, and taken as it is.
    ///   - path: folders, separated by colons, as `PATH` has them.
    public static func find(_ name: String, path: String?) -> String? {
        func mayRun(_ file: String) -> Bool { DiskPath.isFile(file) && access(file, X_OK) == 0 }
        if name.contains("/") { return mayRun(name) ? name : nil }
        return (path ?? standardPath).split(separator: ":").lazy
            .filter { $0.hasPrefix("/") }
            .map { PathText.join(String($0), name) }
            .first(where: mayRun)
    }
}
