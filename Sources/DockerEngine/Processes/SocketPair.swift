import Basics
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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
