import Basics
import Foundation

/// Files on disk by their bytes: names need not be text.
enum DiskFile {
    enum Kind: Equatable {
        case file(executable: Bool)
        case link(target: [UInt8])
        case folder
        case other
    }

    /// What lies at `path`, without following a symlink; nil where there is nothing.
    static func kind(of path: [UInt8]) -> Kind? {
        var status = stat()
        guard withCPath(path, { lstat($0, &status) }) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file(executable: status.st_mode & 0o100 != 0)
        case S_IFDIR: return .folder
        case S_IFLNK: return target(of: path).map(Kind.link)
        default: return .other
        }
    }

    /// A file's bytes, in parts.
    struct Reader: ~Copyable {
        let size: Int64
        private let descriptor: Int32
        private let path: [UInt8]

        init(_ path: [UInt8]) throws(FileError) {
            self.path = path
            descriptor = withCPath(path) { name in
                retryingInterrupted { open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
            }
            var status = stat()
            guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
                throw FileError(.system(errno), path: String(decoding: path, as: UTF8.self))
            }
            size = Int64(status.st_size)
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        /// Hands out the content, 256 KiB at a time at the most.
        ///
        /// - Throws: when the file is not as long as it was when it was opened: then it is being written to.
        func read(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
            defer { buffer.deallocate() }
            var total: Int64 = 0
            while true {
                let count = retryingInterrupted { SystemCall.read(descriptor, into: buffer) }
                guard count >= 0 else { throw failure(.system(errno)) }
                if count == 0 { break }
                total += Int64(count)
                body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            guard total == size else { throw failure(.changed) }
        }

        private func failure(_ code: FileError.Code) -> FileError {
            FileError(code, path: String(decoding: path, as: UTF8.self))
        }
    }

    private static func target(of path: [UInt8]) -> [UInt8]? {
        // The kernel's bound on a symlink's target is PATH_MAX (4096 bytes with the closing NUL).
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = withCPath(path) { name in
            buffer.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { readlink(name, $0.baseAddress.unsafelyUnwrapped, $0.count) }
            }
        }
        return count >= 0 ? Array(buffer[..<count]) : nil
    }

    static func withCPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (path + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // The buffer holds at least the closing NUL, so it has an address.
                body(characters.baseAddress.unsafelyUnwrapped)
            }
        }
    }
}
