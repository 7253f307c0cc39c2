#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads whole input files, with a bound, and says in one diagnostic why one cannot be read.
enum InputFile {
    /// The largest real inputs (manifests of 1,500 projects, generated configurations) are well under 1 MiB; a file
    /// past this bound is a mistake, and parsing it would take many times its size in memory.
    static let largestSize = 8 << 20

    /// The file's bytes.
    static func read(_ path: String, what: String) throws(InputError) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path, what, errno) }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, what, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw error("not-a-file", path, "the \(what) is not a file")
        }
        guard status.st_size <= off_t(largestSize) else { throw tooLarge(path, what) }
        return try readAll(descriptor, path, what)
    }

    /// The file's text, which must be UTF-8; a byte order mark is dropped.
    static func readText(_ path: String, what: String) throws(InputError) -> String {
        try text(of: read(path, what: what), file: path, what: what)
    }

    /// `bytes` as text; the error points at the first byte that is no UTF-8.
    static func text(of bytes: [UInt8], file: String, what: String) throws(InputError) -> String {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            throw error("not-utf8", file, "the \(what) is not UTF-8 text")
        }
        return text
    }

    /// Whether something exists at `path`, symbolic links followed.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    /// Whether `path` is a regular file, symbolic links followed.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func readAll(_ descriptor: Int32, _ path: String, _ what: String) throws(InputError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { Self.read(descriptor, into: $0) }
            guard count >= 0 else { throw failure(path, what, errno) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= largestSize else { throw tooLarge(path, what) }
        }
    }

    private static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count < 0, errno == EINTR { continue }
            return count
        }
    }

    private static func tooLarge(_ path: String, _ what: String) -> InputError {
        error("too-large", path, "the \(what) is larger than \(largestSize >> 20) MiB")
    }

    private static func failure(_ path: String, _ what: String, _ code: Int32) -> InputError {
        switch code {
        case ENOENT: return error("not-found", path, "the \(what) does not exist")
        default: return error("unreadable", path, "the \(what) cannot be read: \(String(cString: strerror(code)))")
        }
    }

    private static func error(_ code: String, _ path: String, _ message: String) -> InputError {
        InputError([Diagnostic(severity: .error, code: code, file: path, message: message)])
    }
}
