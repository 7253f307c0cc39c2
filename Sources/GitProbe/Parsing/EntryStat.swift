#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What `stat` says of a file, cut to 32 bits each as git's index keeps it.
///
/// Git takes a file for unchanged when these are as in the index. It leaves some of them out on demand (`core.trustctime`,
/// `core.checkStat`, `core.fileMode`); all of them being equal is more than it ever asks for. The device is none of them.
struct EntryStat: Equatable, Sendable {
    let mode: TrackedFile.Mode
    let changedSeconds: UInt32
    let changedNanoseconds: UInt32
    let modifiedSeconds: UInt32
    let modifiedNanoseconds: UInt32
    let inode: UInt32
    let user: UInt32
    let group: UInt32
    let size: UInt32

    /// Takes the numbers of an index entry; `number` gives the one at a distance in bytes from its start.
    init(mode: TrackedFile.Mode, number: (Int) -> UInt32) {
        self.mode = mode
        changedSeconds = number(0)
        changedNanoseconds = number(4)
        modifiedSeconds = number(8)
        modifiedNanoseconds = number(12)
        inode = number(20)
        user = number(28)
        group = number(32)
        size = number(36)
    }

    /// Takes what the system says; `nil` for what is neither a file nor a link.
    init?(_ stat: stat) {
        switch stat.st_mode & S_IFMT {
        case S_IFREG: mode = stat.st_mode & S_IXUSR != 0 ? .executable : .regular
        case S_IFLNK: mode = .symbolicLink
        default: return nil
        }
        #if canImport(Darwin)
            let (changed, modified) = (stat.st_ctimespec, stat.st_mtimespec)
        #else
            let (changed, modified) = (stat.st_ctim, stat.st_mtim)
        #endif
        changedSeconds = UInt32(truncatingIfNeeded: changed.tv_sec)
        changedNanoseconds = UInt32(truncatingIfNeeded: changed.tv_nsec)
        modifiedSeconds = UInt32(truncatingIfNeeded: modified.tv_sec)
        modifiedNanoseconds = UInt32(truncatingIfNeeded: modified.tv_nsec)
        inode = UInt32(truncatingIfNeeded: stat.st_ino)
        user = UInt32(truncatingIfNeeded: stat.st_uid)
        group = UInt32(truncatingIfNeeded: stat.st_gid)
        size = UInt32(truncatingIfNeeded: stat.st_size)
    }
}
