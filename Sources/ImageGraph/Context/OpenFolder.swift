import Basics

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open folder on disk. Whoever opens one closes it.
struct OpenFolder {
    let descriptor: CInt

    /// The number of the last failed call, read at once after it.
    static var failure: Int32 { errno }

    /// Opens a folder by its path, following symbolic links; nil with `errno` set if that fails.
    init?(path: [UInt8]) {
        descriptor = path.withCString { path in retryingInterrupted { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } }
        guard descriptor >= 0 else { return nil }
    }

    /// Opens a folder within another; a symbolic link is refused. Nil with `errno` set if that fails.
    init?(_ name: [UInt8], in parent: OpenFolder) {
        descriptor = name.withCString { name in
            retryingInterrupted { openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        }
        guard descriptor >= 0 else { return nil }
    }

    func close() {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #elseif canImport(Darwin)
            _ = Darwin.close(descriptor)
        #endif
    }

    /// The names in the folder and what each is, in no order; nil with `errno` set if that fails. The kind is nil for what went away
    /// meanwhile.
    func names() -> [(name: [UInt8], kind: FileStatus.Kind?)]? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        guard let stream = fdopendir(copy) else {
            let number = errno
            OpenFolder(copy).close()
            errno = number
            return nil
        }
        defer { closedir(stream) }
        var names: [(name: [UInt8], kind: FileStatus.Kind?)] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let type = entry.pointee.d_type
            // In place: the name can be shorter than its field, and the memory of the field then ends early.
            let name = withUnsafeMutablePointer(to: &entry.pointee.d_name) { field in
                let start = UnsafeRawPointer(field)
                return Array(
                    UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
                )
            }
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            // Some file systems do not tell the type along with the name.
            names.append((name, FileStatus.Kind(type) ?? FileStatus(of: name, in: descriptor)?.kind))
        }
        return errno == 0 ? names : nil
    }

    private init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// The text of a symbolic link; nil with `errno` set if that fails.
    func linkTarget(_ name: [UInt8]) -> [UInt8]? {
        // Linux allows 4,095 bytes, macOS 1,023. A longer answer would be cut, so a full buffer counts as an error.
        let capacity = 65_536
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = name.withCString { readlinkat(descriptor, $0, start, capacity) }
            guard count >= 0 else { return nil }
            guard count < capacity else {
                errno = ENAMETOOLONG
                return nil
            }
            return buffer[..<count].map(UInt8.init(bitPattern:))
        }
    }

    /// Whether this process may read a file.
    func mayRead(_ name: [UInt8]) -> Bool {
        name.withCString { faccessat(descriptor, $0, R_OK, AT_EACCESS) } == 0
    }
}
