#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads whole files, each with a bound that is applied before its bytes are.
public enum BoundedFile {
    /// What may be read.
    public enum Kind: Sendable {
        /// Regular files only: a pipe or device at that place is refused, and never waited for.
        case regular
        /// Anything that gives bytes, such as a shell's `<(command)` or `/dev/stdin`; waits for its writer.
        case any
    }

    /// The file's bytes.
    ///
    /// - Parameter limit: the most bytes that are taken; a regular file that is longer is refused without being read.
    /// - Throws: ``FileError``; never for an empty file.
    public static func read(_ path: String, limit: Int, kind: Kind = .regular) throws(FileError) -> [UInt8] {
        let descriptor = retryingInterrupted { open(path, flags(for: kind)) }
        guard descriptor >= 0 else { throw .last(path) }
        return try read(descriptor, path, limit: limit, kind: kind).bytes
    }

    /// The first bytes of a regular file, fewer where it has no more.
    public static func beginning(of path: String, count: Int) throws(FileError) -> [UInt8] {
        let descriptor = retryingInterrupted { open(path, flags(for: .regular)) }
        guard descriptor >= 0 else { throw .last(path) }
        defer { _ = close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count])
            let more = retryingInterrupted { SystemCall.read(descriptor, into: rest) }
            guard more >= 0 else { throw .last(path) }
            if more == 0 { break }
            filled += more
        }
        return Array(buffer[..<filled])
    }

    /// The file's bytes, and which state of it they are, for a path that need not be UTF-8.
    ///
    /// - Parameter name: what to call it in errors.
    package static func readSigned(
        _ path: UnsafePointer<CChar>,
        named name: String,
        limit: Int,
        kind: Kind = .regular
    ) throws(FileError) -> (bytes: [UInt8], signature: FileSignature) {
        let descriptor = retryingInterrupted { open(path, flags(for: kind)) }
        guard descriptor >= 0 else { throw .last(name) }
        return try read(descriptor, name, limit: limit, kind: kind)
    }

    private static func flags(for kind: Kind) -> Int32 {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
        O_RDONLY | O_CLOEXEC | (kind == .regular ? O_NONBLOCK : 0)
    }

    /// Reads what was opened, and closes it.
    private static func read(
        _ descriptor: Int32,
        _ name: String,
        limit: Int,
        kind: Kind
    ) throws(FileError) -> (bytes: [UInt8], signature: FileSignature) {
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last(name) }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        guard isRegular || kind == .any && status.st_mode & S_IFMT != S_IFDIR else {
            throw FileError(.notAFile, path: name)
        }
        guard !isRegular || status.st_size <= off_t(limit) else { throw FileError(.tooLarge(limit: limit), path: name) }
        let bytes = try readAll(descriptor, name, limit: limit, expected: isRegular ? Int(status.st_size) : 0)
        return (bytes, FileSignature(status))
    }

    private static func readAll(
        _ descriptor: Int32,
        _ path: String,
        limit: Int,
        expected: Int
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = retryingInterrupted { SystemCall.read(descriptor, into: buffer) }
            guard count >= 0 else { throw .last(path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else { throw FileError(.tooLarge(limit: limit), path: path) }
        }
    }
}
