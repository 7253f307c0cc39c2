import Crypto

/// Git's index, read from the file itself.
///
/// The format is that of gitformat-index(5), versions 2 to 4. Reading it here saves a process for each project, and tells the flags of an
/// entry in the same pass. Whatever goes beyond the plain format (an index split over two files, folders of a sparse index,
/// extensions that must be understood) is not guessed at: then ``content(of:scope:hashLength:)`` has no answer, and git is asked.
enum IndexFile {
    /// The entries of the file that were asked for, and what else of it tells whether they are as on disk.
    struct Selection: Sendable {
        /// In the order of the file (that of ``PathIndex``).
        let entries: [TrackedFile]

        /// The names of the entries, one behind the other, and where each stands in them.
        let names: [UInt8]
        let ranges: [NameRange]

        /// What the file holds of `stat` for each entry; as many as there are entries.
        let stats: [EntryStat]

        /// The tree that all entries of the file make, where git has noted it down: what a commit would hold now.
        let tree: ObjectID?

        /// The files of attributes among the entries of the file, asked for or not.
        let attributesFiles: [GitPath]
    }

    /// Where a name stands in a buffer of many.
    struct NameRange: Sendable {
        let start: Int
        let end: Int
    }

    /// One entry, its name as a range of the names' buffer.
    struct RawEntry {
        let name: NameRange
        let mode: TrackedFile.Mode
        let blob: ObjectID
        let stage: UInt8
        let flags: TrackedFile.Flags
        let stat: EntryStat
    }

    /// Reads the entries within `scope`.
    ///
    /// - Parameter hashLength: 20 for a repository of SHA-1, 32 for SHA-256; the file does not say.
    /// - Returns: `nil` when the file is not of the plain format.
    static func content(of file: [UInt8], scope: PathScope, hashLength: Int) -> Selection? {
        var names: [UInt8] = []
        let (entries, tree, attributesFiles) = file.withUnsafeBytes { buffer -> ([RawEntry]?, ObjectID?, [GitPath]) in
            var reader = EntryReader(buffer: buffer, hashLength: hashLength)
            let entries = reader.readEntries(scope: scope, names: &names)
            return (entries, reader.tree, reader.attributesFiles)
        }
        guard let entries else { return nil }
        let shared = names
        let files = entries.map { entry in
            TrackedFile(
                path: GitPath(inForm: shared[entry.name.start..<entry.name.end]),
                mode: entry.mode,
                blob: entry.blob,
                stage: entry.stage,
                flags: entry.flags
            )
        }
        return Selection(
            entries: files,
            names: shared,
            ranges: entries.map(\.name),
            stats: entries.map(\.stat),
            tree: tree,
            attributesFiles: attributesFiles
        )
    }

    /// Whether the checksum holds that ends the file; git reads the index without a look at it. All zeros are none (`index.skipHash`).
    static func isIntact(_ file: [UInt8], hashLength: Int) -> Bool {
        guard file.count > hashLength else { return false }
        let (content, checksum) = (file.dropLast(hashLength), file.suffix(hashLength))
        if checksum.allSatisfy({ $0 == 0 }) { return true }
        return hashLength == 32
            ? SHA256.hash(data: content).elementsEqual(checksum)
            : Insecure.SHA1.hash(data: content).elementsEqual(checksum)
    }

    /// The number of entries that the file says it has.
    static func count(of file: [UInt8]) -> Int {
        guard file.count >= 12 else { return 0 }
        return file[8..<12].reduce(0) { $0 << 8 | Int($1) }
    }

    /// An index of version 2 or 3 with only the entries within `scope`, byte for byte, and those files that say how git treats others
    /// (attributes, ignore rules, submodules).
    ///
    /// - Returns: `nil` for other versions, whose entries do not stand alone.
    static func excerpt(of file: [UInt8], scope: PathScope, hashLength: Int) -> [UInt8]? {
        file.withUnsafeBytes { buffer in
            var reader = EntryReader(buffer: buffer, hashLength: hashLength)
            return reader.readExcerpt(scope: scope)
        }
    }
}

extension PathScope {
    /// Whether an entry of the index matters: it lies within the scope, or is a submodule that something of the scope lies in.
    func selects(_ path: ArraySlice<UInt8>, _ mode: TrackedFile.Mode, cursor: inout Cursor) -> Bool {
        if isEverything || contains(path, cursor: &cursor) { return true }
        return mode == .submodule && reaches(below: GitPath(inForm: path))
    }
}

extension TrackedFile.Mode {
    /// The mode of an index entry. Old gits wrote group-writable files as 100664; a folder (of a sparse index) is none.
    init?(indexMode: UInt32) {
        if indexMode & 0o170000 == 0o100000 {
            self = indexMode & 0o100 != 0 ? .executable : .regular
        } else {
            self.init(rawValue: indexMode)
        }
    }
}
