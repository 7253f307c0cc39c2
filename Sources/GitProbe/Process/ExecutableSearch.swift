internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Finds a program, once, so that no later start has to search for it.
enum ExecutableSearch {
    /// The first `name` in the folders of `path` that may be run. Relative folders are passed over: what runs should not depend on where we are.
    static func find(_ name: String, path: String) -> FilePath? {
        for folder in path.split(separator: ":") where folder.hasPrefix("/") {
            let candidate = FilePath(String(folder)).appending(name)
            guard (try? Stat(candidate).type) == .regular else { continue }
            if candidate.withPlatformString({ access($0, X_OK) }) == 0 { return candidate }
        }
        return nil
    }

    /// The number of processors that are there to use.
    static var processorCount: Int {
        let count = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        return count > 0 ? Int(count) : 1
    }
}
