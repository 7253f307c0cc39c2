public import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Why a file could not be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// What was wrong, by what a caller can do about it.
    public enum Code: Hashable, Sendable {
        /// Nothing is there.
        case notFound
        /// It is a folder, a device, a pipe or a socket where a regular file is wanted.
        case notAFile
        /// It is larger than the bound of its reader, in bytes.
        case tooLarge(limit: Int)
        /// It was not as long as the system had said: it is being written to.
        case changed
        /// What was to be written has no form that a file could hold; why.
        case unwritable(String)
        /// The system refused; the value of `errno`.
        case system(Int32)
    }

    public let code: Code
    /// As the caller gave it.
    public let path: String

    public init(_ code: Code, path: String) {
        self.code = code
        self.path = path
    }

    /// The error of a call that has just failed with `errno`.
    static func last(_ path: String) -> FileError {
        let code = errno
        return FileError(code == ENOENT ? .notFound : .system(code), path: path)
    }

    /// What is wrong, without the path: `does not exist`.
    public var message: String {
        switch code {
        case .notFound: "does not exist"
        case .notAFile: "is not a file"
        case .tooLarge(let limit): "is larger than \(Self.size(limit))"
        case .changed: "changed while it was read"
        case .unwritable(let reason): reason
        case .system(let code): String(cString: strerror(code))
        }
    }

    /// `PATH: does not exist`
    public var description: String { "\(path): \(message)" }
    public var errorDescription: String? { description }

    private static func size(_ bytes: Int) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)]
        where bytes >= 1 << shift && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
