import Basics
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file of a context, held to the size it was listed with and to what it was when it was opened.
struct ContextFile: Sendable {
    let size: Int64
    private(set) var remaining: Int64
    private let name: String
    private let descriptor: CInt
    private let stamp: Stamp

    /// What changes when a file is written to.
    private struct Stamp: Sendable, Equatable {
        let size: Int64
        let seconds: Int
        let nanoseconds: Int

        init(_ status: stat) {
            size = Int64(status.st_size)
            #if canImport(Darwin)
                let time = status.st_mtimespec
            #else
                let time = status.st_mtim
            #endif
            seconds = Int(time.tv_sec)
            nanoseconds = Int(time.tv_nsec)
        }
    }

    /// - Throws: `EngineError` `.contextChanged` unless a regular file of exactly this size is there.
    init(path: [UInt8], below root: [UInt8], size: Int64, name: String) throws(EngineError) {
        self.size = size
        self.remaining = size
        self.name = name
        descriptor = DiskPath.openFile(path, below: root)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw Self.changed(name, "it is no longer there")
            case ELOOP: throw Self.changed(name, "it is now a symbolic link")
            default: throw Self.unreadable(name, errno)
            }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            SystemCall.close(descriptor)
            throw Self.changed(name, "it is no longer a regular file")
        }
        stamp = Stamp(status)
        guard stamp.size == size else {
            SystemCall.close(descriptor)
            throw Self.changed(name, "it has \(stamp.size) bytes instead of \(size)")
        }
    }

    /// Appends what comes next, `atMost` bytes of it.
    mutating func read(into buffer: inout ByteBuffer, atMost room: Int) throws(EngineError) {
        let wanted = Int(min(remaining, Int64(room)))
        guard wanted > 0 else { return }
        let descriptor = descriptor
        var failure: CInt = 0
        let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { bytes in
            let room = UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted])
            let count = retryingInterrupted { SystemCall.read(descriptor, into: room) }
            if count < 0 { failure = errno }
            return max(0, count)
        }
        guard failure == 0 else { throw Self.unreadable(name, failure) }
        guard count > 0 else { throw Self.changed(name, "it became shorter") }
        remaining -= Int64(count)
    }

    /// Closes the file after its last byte.
    /// - Throws: `EngineError` `.contextChanged` if it was written to since it was opened.
    mutating func finish() throws(EngineError) {
        var status = stat()
        let known = fstat(descriptor, &status) == 0
        close()
        guard known, Stamp(status) == stamp else { throw Self.changed(name, "it was written to") }
    }

    mutating func close() { SystemCall.close(descriptor) }

    /// What is thrown for a file whose bytes are others than those that were listed.
    static func hasOtherContent(_ name: String) -> EngineError {
        changed(name, "it has another content than when it was read before")
    }

    private static func changed(_ name: String, _ why: String) -> EngineError {
        EngineError(
            .contextChanged(path: name),
            "\(name) changed while the build context was being sent: \(why)",
            hint: "run again when nothing writes to the source tree"
        )
    }

    private static func unreadable(_ name: String, _ code: CInt) -> EngineError {
        EngineError(.contextUnreadable(path: name), "\(name) cannot be read: \(String(cString: strerror(code)))")
    }
}
