package import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a program reads from its standard input, written before the program starts: so nobody waits for it to read, and
/// one that ends without reading takes no `SIGPIPE` home to us.
package struct PreparedInput: ~Copyable, Sendable {
    /// What every pipe holds without a reader.
    package static let limit = 4096

    /// The end to read from.
    package let end: OwnedDescriptor

    /// - Throws: `.messageTooLong` for more bytes than ``limit``.
    package init(_ bytes: [UInt8]) throws(Errno) {
        guard bytes.count <= Self.limit else { throw .messageTooLong }
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        let reading = OwnedDescriptor(ends[0])
        let writing = OwnedDescriptor(ends[1])
        guard SystemCall.writeAll(bytes, to: writing.descriptor.rawValue) else { throw Errno(rawValue: errno) }
        end = reading
    }
}
