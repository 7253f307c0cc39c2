/// One entry of a build context, as it is to stand in the tar archive.
public struct TarEntry: Sendable, Hashable {
    /// What it is, with what belongs to it.
    public enum EntryKind: Sendable, Hashable {
        /// A regular file of exactly `size` bytes.
        case file(size: Int64, source: ContentSource)
        /// A folder; its contents are entries of their own.
        case folder
        /// The target as the link holds it.
        case symlink(target: [UInt8])
        /// Another entry's path, which comes earlier in the archive.
        case hardLink(target: [UInt8])
    }

    /// Where a file's bytes come from.
    public enum ContentSource: Sendable, Hashable {
        /// A regular file on disk, at a relative path below a folder, or the folder's place itself where the path is empty. Symbolic
        /// links below the folder are not followed.
        case disk(path: [UInt8], below: [UInt8])
        /// Bytes in memory.
        case bytes([UInt8])
    }

    /// Relative to the context, with `/` between components, in the bytes of the file system.
    public let path: [UInt8]
    /// What it is.
    public let kind: EntryKind
    /// The permission bits, `0o7777` at the most.
    public let mode: UInt16

    /// An entry; whether an archive can hold it shows when it is sent.
    public init(path: [UInt8], kind: EntryKind, mode: UInt16) {
        self.path = path
        self.kind = kind
        self.mode = mode
    }

    /// A file whose content is in memory, such as a Dockerfile that stands outside of the context.
    public static func file(_ path: String, contents: [UInt8], mode: UInt16 = 0o644) -> TarEntry {
        TarEntry(
            path: Array(path.utf8),
            kind: .file(size: Int64(contents.count), source: .bytes(contents)),
            mode: mode
        )
    }
}

/// A build context: entries that are read and sent when the build asks for them, never stored in between.
///
/// The archive depends on nothing but the entries and their files' contents: owners are 0 and nameless, every time is
/// `modificationTime`, and the order is that of `entries`. The same tree gives the same bytes.
public struct ContextArchive: Sendable {
    /// 2 January 1980: the first whole day that a ZIP file can express in every time zone, so that tools which
    /// pack what `COPY` brought them do not stumble over a time in 1970.
    public static let standardModificationTime: Int64 = 315_619_200

    /// In the order of the archive: a folder before what it holds.
    public let entries: [TarEntry]
    /// Seconds since 1970.
    public let modificationTime: Int64

    /// A context of these entries.
    public init(entries: [TarEntry], modificationTime: Int64 = ContextArchive.standardModificationTime) {
        self.entries = entries
        self.modificationTime = modificationTime
    }
}
