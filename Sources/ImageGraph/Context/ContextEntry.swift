/// One thing of a build context, as it will be sent.
public struct ContextEntry: Sendable, Hashable {
    /// What an entry is.
    public enum Kind: Sendable, Hashable {
        /// A regular file with its size in bytes when the context was listed.
        case file(size: Int64)
        /// A folder, whatever is in it.
        case folder
        /// A symbolic link with its text, which is not followed and need not lead anywhere.
        case symlink(target: [UInt8])
        /// A second name of a file that stands earlier in the list.
        case hardLink(to: ContextPath)
    }

    /// Where it is in the context.
    public let path: ContextPath
    /// What it is.
    public internal(set) var kind: Kind
    /// The permission bits with setuid, setgid and sticky (0o7777). Symbolic links have what the system gives them.
    public let mode: UInt16
    /// Together the identity of the file on this machine, while it exists.
    let device: UInt64
    let inode: UInt64
    /// Whether other names of the same file exist, in the context or not.
    let hasOtherNames: Bool
    /// The folder on disk that was walked (or the single file that was laid over), as given.
    public let sourceRoot: [UInt8]
    /// How many bytes of `path` are not below `sourceRoot`, because it is laid into the context at a place.
    let destinationLength: Int

    /// An entry that no walk has found: for tests, and for what is only made when it is sent.
    public init(path: ContextPath, kind: Kind, mode: UInt16, source: String) {
        self.init(
            path: path,
            kind: kind,
            mode: mode,
            device: 0,
            inode: 0,
            hasOtherNames: false,
            sourceRoot: Array(source.utf8),
            destinationLength: path.bytes.count
        )
    }

    init(
        path: ContextPath,
        kind: Kind,
        mode: UInt16,
        device: UInt64,
        inode: UInt64,
        hasOtherNames: Bool,
        sourceRoot: [UInt8],
        destinationLength: Int
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.device = device
        self.inode = inode
        self.hasOtherNames = hasOtherNames
        self.sourceRoot = sourceRoot
        self.destinationLength = destinationLength
    }

    /// The path on disk, as text for people and for what takes no other: it can be longer than the system takes in one call.
    public var source: [UInt8] {
        let below = sourcePath
        return below.isEmpty ? sourceRoot : sourceRoot + [UInt8(ascii: "/")] + below
    }

    /// What follows ``sourceRoot`` in the path on disk; empty for a single file that was laid over.
    public var sourcePath: [UInt8] {
        let below = path.bytes.dropFirst(destinationLength)
        return Array(below.first == UInt8(ascii: "/") ? below.dropFirst() : below)
    }
}
