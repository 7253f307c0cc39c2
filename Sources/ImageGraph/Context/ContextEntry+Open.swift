import Basics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension ContextEntry {
    /// Opens the file for reading.
    ///
    /// No symbolic link below the folder that was walked is followed, paths of any length are opened, and a pipe that took the
    /// file's place does not block.
    ///
    /// - Returns: a file descriptor, which the caller closes.
    /// - Throws: `ContextError` that names the file, also if it is no regular file (any more).
    public func openFile() throws(ContextError) -> CInt {
        let parts = sourceParts.split(separator: UInt8(ascii: "/"))
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
        let descriptor: CInt
        if let name = parts.last {
            guard var folder = OpenFolder(path: sourceRoot) else { throw failure(OpenFolder.failure) }
            for part in parts.dropLast() {
                let next = OpenFolder(Array(part), in: folder)
                let number = OpenFolder.failure
                folder.close()
                guard let next else { throw failure(number) }
                folder = next
            }
            descriptor = Array(name).withCString { name in
                retryingInterrupted { openat(folder.descriptor, name, flags | O_NOFOLLOW) }
            }
            let number = OpenFolder.failure
            folder.close()
            guard descriptor >= 0 else { throw failure(number) }
        } else {
            descriptor = sourceRoot.withCString { path in retryingInterrupted { open(path, flags) } }
            guard descriptor >= 0 else { throw failure(OpenFolder.failure) }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw failure(ELOOP)
        }
        return descriptor
    }

    private func failure(_ number: Int32) -> ContextError {
        .reading(String(decoding: source, as: UTF8.self), number)
    }
}
