internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Whether `folder` is a folder with anything in it. One that cannot be read counts as holding something: unknown is not clean.
func holdsFiles(_ folder: FilePath) -> Bool {
    guard let stream = folder.withPlatformString({ opendir($0) }) else {
        return errno != ENOENT && errno != ENOTDIR
    }
    defer { closedir(stream) }
    // `.` and `..` are two; a third entry is content.
    for _ in 0..<2 where readdir(stream) == nil { return false }
    return readdir(stream) != nil
}
