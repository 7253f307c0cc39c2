internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What tells one state of a file from the next, without reading it. Git replaces its files by renaming a new one over the old, so each
/// state is another inode.
struct FileSignature: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init(_ stat: Stat) {
        device = UInt64(truncatingIfNeeded: stat.deviceID.rawValue)
        inode = UInt64(truncatingIfNeeded: stat.inode.rawValue)
        size = stat.size
        seconds = Int(stat.st_mtim.tv_sec)
        nanoseconds = Int(stat.st_mtim.tv_nsec)
    }

    /// The signature of what `path` leads to; `nil` when there is nothing.
    init?(path: FilePath) {
        guard let stat = try? Stat(path) else { return nil }
        self.init(stat)
    }
}

/// Reads all of a file of at most `limit` bytes, with the signature of just that file; `nil` when it is not there, cannot be read,
/// or is larger.
func contents(of path: FilePath, limit: Int) -> (bytes: [UInt8], signature: FileSignature)? {
    guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return nil }
    defer { try? descriptor.close() }
    guard let stat = try? Stat(descriptor), stat.type == .regular, stat.size <= Int64(limit) else { return nil }
    let size = Int(stat.size)
    let bytes = try? [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
            let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            let read = try descriptor.read(into: rest)
            if read == 0 { break }
            count += read
        }
    }
    guard let bytes, bytes.count == size else { return nil }
    return (bytes, FileSignature(stat))
}

extension FilePath {
    /// The path that `bytes` name.
    init?(kernelBytes bytes: some Collection<UInt8>) {
        if bytes.contains(0) { return nil }
        let terminated = bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
        self.init(platformString: terminated)
    }

    /// The path below this one.
    ///
    /// Joined as bytes: `FilePath.append` takes time that grows with the square of the length.
    func appending(_ path: GitPath) -> FilePath {
        if path.isTop { return self }
        return FilePath(kernelBytes: kernelBytes + [UInt8(ascii: "/")] + path.slice) ?? self
    }
}
