/// One entry of a context that BuildKit is offered.
public struct OfferedEntry: Sendable, Hashable {
    /// What it is.
    public enum Kind: Sendable, Hashable {
        /// A regular file of exactly `size` bytes.
        ///
        /// - Parameters:
        ///   - blob: git's id of its content, 20 or 32 bytes, which is compared with what is sent; `nil`: anything is.
        ///   - name: equal for all names of one file, and different from every other file's; `nil`: it has just one.
        case file(size: Int64, source: TarEntry.ContentSource, blob: [UInt8]?, name: [UInt8]?)
        /// A folder; its contents are entries of their own.
        case folder
        /// The target as the link holds it.
        case symlink(target: [UInt8])
    }

    /// Relative to the context, with `/` between components, in the bytes of the file system.
    public let path: [UInt8]
    /// What it is.
    public let kind: Kind
    /// The permission bits, `0o7777` at the most.
    public let mode: UInt16
    /// Nanoseconds since 1970.
    public let time: Int64

    /// An entry whose time is made of its content, or is that of all.
    public init(path: [UInt8], kind: Kind, mode: UInt16, times: OfferedContext.FileTimes = .content) {
        self.path = path
        self.kind = kind
        self.mode = mode
        time = Self.firstTime + (times == .content ? Self.offset(kind) : 0)
    }

    private static let firstTime = ContextArchive.standardModificationTime * 1_000_000_000
    private static let day: UInt64 = 86_400 * 1_000_000_000

    /// The blob id's first eight bytes, as a moment of a day: two contents have the same with a chance of 2^-46.
    private static func offset(_ kind: Kind) -> Int64 {
        guard case .file(_, _, let blob?, _) = kind else { return 0 }
        return Int64(blob.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % day)
    }

    /// The order of fsutil's `ComparePath` (https://github.com/tonistiigi/fsutil): by bytes, but that `/` comes before
    /// all others.
    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        for (one, other) in zip(left, right) where one != other {
            return other != slash && (one < other || one == slash)
        }
        return left.count < right.count
    }
}
