import Basics
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file descriptor that is closed with its owner.
struct OwnedDescriptor: ~Copyable, Sendable {
    let descriptor: FileDescriptor

    /// Takes a descriptor over; no other program that is started inherits it.
    init(_ number: CInt) {
        descriptor = FileDescriptor(rawValue: number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { try? descriptor.close() }

    /// Gives it to another owner, who closes it.
    consuming func release() -> CInt {
        let number = descriptor.rawValue
        discard self
        return number
    }
}

/// Two connected sockets: one for us, one for a program that we start.
struct SocketPair: ~Copyable, Sendable {
    /// The program's end, for as long as ``closeTheirs()`` was not called.
    let theirEnd: FileDescriptor
    private var ours: OwnedDescriptor?
    private var theirs: OwnedDescriptor?

    init() throws(Errno) {
        #if canImport(Darwin)
            let kind = SOCK_STREAM
        #else
            let kind = CInt(SOCK_STREAM.rawValue)
        #endif
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Errno(rawValue: errno) }
        ours = OwnedDescriptor(ends[0])
        theirs = OwnedDescriptor(ends[1])
        theirEnd = FileDescriptor(rawValue: ends[1])
    }

    /// Once the program has its end it is for the program alone, whose end then is the end of what we read.
    mutating func closeTheirs() { theirs = nil }

    /// Gives our end to another owner, who closes it; -1, which no descriptor is, the second time.
    mutating func takeOurs() -> CInt { ours.take()?.release() ?? -1 }
}

/// What a program reads from its standard input, written before the program starts: so nobody waits for it to read, and
/// one that ends without reading takes no `SIGPIPE` home to us.
struct PreparedInput: ~Copyable, Sendable {
    /// What every pipe holds without a reader.
    static let limit = 4096

    /// The end to read from.
    let end: OwnedDescriptor

    /// - Throws: `.messageTooLong` for more bytes than ``limit``.
    init(_ bytes: [UInt8]) throws(Errno) {
        guard bytes.count <= Self.limit else { throw .messageTooLong }
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        let reading = OwnedDescriptor(ends[0])
        let writing = OwnedDescriptor(ends[1])
        guard SystemCall.writeAll(bytes, to: writing.descriptor.rawValue) else { throw Errno(rawValue: errno) }
        end = reading
    }
}
