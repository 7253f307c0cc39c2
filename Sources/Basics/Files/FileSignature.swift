#if canImport(Darwin)
    package import Darwin
#elseif canImport(Musl)
    package import Musl
#else
    package import Glibc
#endif

/// What tells one state of a file from the next, without reading it, where writers rename a new file over the old one: each
/// state is another inode then.
package struct FileSignature: Equatable, Sendable {
    package let device: UInt64
    package let inode: UInt64
    /// In bytes.
    package let size: Int64
    /// When the content changed last, since 1970-01-01 UTC.
    package let seconds: Int
    package let nanoseconds: Int

    package init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            let changed = status.st_mtimespec
        #else
            let changed = status.st_mtim
        #endif
        seconds = Int(changed.tv_sec)
        nanoseconds = Int(changed.tv_nsec)
    }

    /// The signature of what `path` leads to; `nil` when there is nothing.
    package init?(path: UnsafePointer<CChar>) {
        var status = stat()
        guard retryingInterrupted({ stat(path, &status) }) == 0 else { return nil }
        self.init(status)
    }
}
