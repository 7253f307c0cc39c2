import Basics
internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension FileSignature {
    /// The signature of what `path` leads to; `nil` when there is nothing.
    init?(path: FilePath) {
        guard let signature = path.withPlatformString({ FileSignature(path: $0) }) else { return nil }
        self = signature
    }
}

/// Reads all of a file of at most `limit` bytes, with the signature of just that file; `nil` when it is not there, is no file, cannot be
/// read, is larger, or changed meanwhile.
func contents(of path: FilePath, limit: Int) -> (bytes: [UInt8], signature: FileSignature)? {
    let found = path.withPlatformString { try? BoundedFile.readSigned($0, named: path.string, limit: limit) }
    guard let found, found.bytes.count == found.signature.size else { return nil }
    return found
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

    /// The path with every symbolic link followed; nil where nothing is there.
    var resolved: [UInt8]? {
        withPlatformString { path in
            guard let resolved = realpath(path, nil) else { return nil }
            defer { free(resolved) }
            return FilePath(platformString: resolved).kernelBytes
        }
    }
}
