#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension DiskPath {
    /// Opens a file for reading that a walk of `root` found at `path`.
    ///
    /// No symbolic link below `root` is followed, paths of any length are opened, and a pipe that took the file's place does
    /// not block. Whether it is a regular file is not looked at.
    ///
    /// - Parameters:
    ///   - path: relative, without `.` and `..`, in the bytes of the file system; empty for `root` itself, as where a single
    ///     file was found.
    ///   - root: followed where it is a link.
    /// - Returns: a descriptor, which the caller closes; -1 with `errno` set if that fails.
    package static func openFile(_ path: [UInt8], below root: [UInt8]) -> Int32 {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
        let parts = path.split(separator: UInt8(ascii: "/"))
        guard let name = parts.last else { return openEntry(root[...], in: AT_FDCWD, flags) }
        var folder = openEntry(root[...], in: AT_FDCWD, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        for part in parts.dropLast() where folder >= 0 {
            let next = openEntry(part, in: folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
            closeKeepingError(folder)
            folder = next
        }
        guard folder >= 0 else { return -1 }
        let descriptor = openEntry(name, in: folder, flags | O_NOFOLLOW)
        closeKeepingError(folder)
        return descriptor
    }

    private static func openEntry(_ name: ArraySlice<UInt8>, in folder: Int32, _ flags: Int32) -> Int32 {
        (name.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { bytes in
            guard let name = bytes.baseAddress else { return -1 }
            return retryingInterrupted { openat(folder, name, flags) }
        }
    }

    private static func closeKeepingError(_ descriptor: Int32) {
        let code = errno
        _ = SystemCall.close(descriptor)
        errno = code
    }
}
