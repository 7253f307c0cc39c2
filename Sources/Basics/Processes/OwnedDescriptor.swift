package import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file descriptor that is closed with its owner.
package struct OwnedDescriptor: ~Copyable, Sendable {
    package let descriptor: FileDescriptor

    /// Takes a descriptor over; no other program that is started inherits it.
    package init(_ number: CInt) {
        descriptor = FileDescriptor(rawValue: number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    deinit { try? descriptor.close() }

    /// Gives it to another owner, who closes it.
    package consuming func release() -> CInt {
        let number = descriptor.rawValue
        discard self
        return number
    }
}
