#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the system says of a file: `lstat`, in types that are the same on every system.
struct FileStatus {
    enum Kind {
        case file, folder, symlink
        case special(BuildContext.LeftOut.Kind)

        /// Takes the type that a folder tells along with a name; nil where it does not tell it.
        init?(_ type: UInt8) {
            switch Int(type) {
            case Int(DT_REG): self = .file
            case Int(DT_DIR): self = .folder
            case Int(DT_LNK): self = .symlink
            case Int(DT_SOCK): self = .special(.socket)
            case Int(DT_FIFO): self = .special(.fifo)
            case Int(DT_BLK), Int(DT_CHR): self = .special(.device)
            default: return nil
            }
        }

        var isFolder: Bool { if case .folder = self { true } else { false } }
    }

    let kind: Kind
    let mode: UInt16
    let size: Int64
    let device: UInt64
    let inode: UInt64
    let hasOtherNames: Bool

    /// Reads the status of `name` in an open folder; nil with `errno` set if that fails.
    init?(of name: [UInt8], in folder: CInt, followingSymlink: Bool = false) {
        var status = stat()
        let flags = followingSymlink ? 0 : AT_SYMLINK_NOFOLLOW
        guard name.withCString({ fstatat(folder, $0, &status, flags) }) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .symlink
        case S_IFSOCK: kind = .special(.socket)
        case S_IFIFO: kind = .special(.fifo)
        default: kind = .special(.device)
        }
        mode = UInt16(truncatingIfNeeded: status.st_mode) & 0o7777
        size = Int64(status.st_size)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        hasOtherNames = status.st_nlink > 1
    }

    func entry(_ kind: ContextEntry.Kind, at path: ContextPath, root: [UInt8], destinationLength: Int) -> ContextEntry {
        ContextEntry(
            path: path,
            kind: kind,
            mode: mode,
            device: device,
            inode: inode,
            hasOtherNames: hasOtherNames,
            sourceRoot: root,
            destinationLength: destinationLength
        )
    }

    /// The entry of a folder that something is laid into: as it is in the context's root, or, if it is not there, made anew.
    static func folder(_ path: ContextPath, root: String) -> ContextEntry {
        let root = Array(root.utf8)
        if let status = FileStatus(of: root + [UInt8(ascii: "/")] + path.bytes, in: AT_FDCWD),
            case .folder = status.kind
        {
            return status.entry(.folder, at: path, root: root, destinationLength: 0)
        }
        return ContextEntry(
            path: path,
            kind: .folder,
            mode: 0o755,
            device: 0,
            inode: 0,
            hasOtherNames: false,
            sourceRoot: root,
            destinationLength: path.bytes.count
        )
    }
}

extension [UInt8] {
    /// Calls `body` with the bytes as a C string. File names hold no zero byte.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            for (index, byte) in enumerated() { buffer[index] = CChar(bitPattern: byte) }
            buffer[count] = 0
            guard let start = UnsafeBufferPointer(buffer).baseAddress else { return "".withCString(body) }
            return body(start)
        }
    }
}
