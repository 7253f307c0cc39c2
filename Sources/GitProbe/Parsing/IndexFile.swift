#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Git's index, read from the file itself.
///
/// The format is that of gitformat-index(5), versions 2 to 4. Reading it here saves a process for each project, and tells the flags of an
/// entry in the same pass. Whatever goes beyond the plain format (an index split over two files, folders of a sparse index,
/// extensions that must be understood) is not guessed at: then ``entries(of:scope:hashLength:)`` has no answer, and git is asked.
enum IndexFile {
    /// One entry, its name as a range of the names' buffer.
    private struct Entry {
        let start: Int
        let end: Int
        let mode: TrackedFile.Mode
        let blob: ObjectID
        let stage: UInt8
        let flags: TrackedFile.Flags
    }

    /// The entries within `scope`, in the order of the file (that of ``PathIndex``).
    ///
    /// - Parameter hashLength: 20 for a repository of SHA-1, 32 for SHA-256; the file does not say.
    /// - Returns: `nil` when the file is not of the plain format.
    static func entries(of file: [UInt8], scope: PathScope, hashLength: Int) -> [TrackedFile]? {
        var names: [UInt8] = []
        let entries = file.withUnsafeBytes { buffer -> [Entry]? in
            var reader = Reader(buffer: buffer, hashLength: hashLength)
            return reader.readEntries(scope: scope, names: &names)
        }
        guard let entries else { return nil }
        let shared = names
        return entries.map { entry in
            TrackedFile(
                path: GitPath(slice: shared[entry.start..<entry.end]),
                mode: entry.mode,
                blob: entry.blob,
                stage: entry.stage,
                flags: entry.flags
            )
        }
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
            var reader = Reader(buffer: buffer, hashLength: hashLength)
            return reader.readExcerpt(scope: scope)
        }
    }

    /// Walks the file; every step checks that the bytes are there.
    private struct Reader {
        let buffer: UnsafeRawBufferPointer
        let hashLength: Int
        var position = 0
        /// The name of the entry before, for version 4, and its use for all: the name being read.
        var name: [UInt8] = []

        init(buffer: UnsafeRawBufferPointer, hashLength: Int) {
            self.buffer = buffer
            self.hashLength = hashLength
        }

        /// The letters DIRC.
        private static let signature: UInt32 = 0x4449_5243

        /// Where the checksum begins that ends the file.
        var contentEnd: Int { buffer.count - hashLength }

        mutating func readEntries(scope: PathScope, names: inout [UInt8]) -> [Entry]? {
            guard contentEnd >= 12, number(at: 0) == Self.signature else { return nil }
            let version = number(at: 4)
            guard (2...4).contains(version) else { return nil }
            // An entry has at least 62 bytes, so a larger count is a lie and nothing is reserved for it.
            let count = Int(number(at: 8))
            guard count <= buffer.count / 62 else { return nil }
            position = 12
            var entries: [Entry] = []
            if scope.isEverything {
                entries.reserveCapacity(count)
                names.reserveCapacity(max(0, buffer.count - count * (42 + hashLength)))
            }
            var cursor = PathScope.Cursor()
            for _ in 0..<count {
                guard let head = readHead(), version == 4 ? readPackedName() : readName(head) else { return nil }
                guard let mode = TrackedFile.Mode(indexMode: head.mode) else { return nil }
                guard scope.selects(name[...], mode, cursor: &cursor) else { continue }
                let start = names.count
                names.append(contentsOf: name)
                let stage = UInt8(truncatingIfNeeded: head.flags >> 12 & 3)
                entries.append(
                    Entry(start: start, end: names.count, mode: mode, blob: head.blob, stage: stage, flags: head.kept)
                )
            }
            return skipExtensions() ? entries : nil
        }

        /// The selected entries as they stand, behind a header that counts them. The checksum is all zeros, which git takes for none.
        mutating func readExcerpt(scope: PathScope) -> [UInt8]? {
            guard contentEnd >= 12, number(at: 0) == Self.signature, (2...3).contains(number(at: 4)) else { return nil }
            var excerpt = [UInt8](buffer[..<12])
            var kept: UInt32 = 0
            var cursor = PathScope.Cursor()
            position = 12
            for _ in 0..<number(at: 8) {
                guard let head = readHead(), readName(head), let mode = TrackedFile.Mode(indexMode: head.mode) else {
                    return nil
                }
                guard namesRules || scope.selects(name[...], mode, cursor: &cursor) else { continue }
                excerpt.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[head.start..<position]))
                kept += 1
            }
            withUnsafeBytes(of: kept.bigEndian) { excerpt.replaceSubrange(8..<12, with: $0) }
            return excerpt + [UInt8](repeating: 0, count: hashLength)
        }

        /// Whether the name being read is that of a file that git takes rules from.
        private var namesRules: Bool {
            guard let slash = name.lastIndex(of: UInt8(ascii: "/")) else { return isRuleFile(name[...]) }
            return isRuleFile(name[(slash + 1)...])
        }

        private func isRuleFile(_ base: ArraySlice<UInt8>) -> Bool {
            guard base.starts(with: ".git".utf8) else { return false }
            return base.equals(".gitattributes") || base.equals(".gitignore") || base.equals(".gitmodules")
        }

        private struct Head {
            let start: Int
            let mode: UInt32
            let blob: ObjectID
            let flags: UInt16
            let extended: UInt16

            var kept: TrackedFile.Flags {
                var kept: TrackedFile.Flags = []
                if flags & 0x8000 != 0 { kept.insert(.assumeUnchanged) }
                if extended & 0x4000 != 0 { kept.insert(.skipWorktree) }
                if extended & 0x2000 != 0 { kept.insert(.intentToAdd) }
                return kept
            }
        }

        /// The part of an entry before its name: ten numbers of `stat`, the object id, the flags.
        private mutating func readHead() -> Head? {
            let start = position
            let flagsAt = start + 40 + hashLength
            guard flagsAt + 2 <= contentEnd else { return nil }
            let hash = UnsafeRawBufferPointer(rebasing: buffer[(start + 40)..<flagsAt])
            guard let blob = ObjectID(raw: hash) else { return nil }
            let flags = half(at: flagsAt)
            var extended: UInt16 = 0
            position = flagsAt + 2
            if flags & 0x4000 != 0 {
                guard position + 2 <= contentEnd else { return nil }
                extended = half(at: position)
                position += 2
            }
            return Head(start: start, mode: number(at: start + 24), blob: blob, flags: flags, extended: extended)
        }

        /// Versions 2 and 3: the name, then zeros up to a multiple of eight bytes from the start of the entry.
        private mutating func readName(_ head: Head) -> Bool {
            guard let end = zero(from: position), end > position else { return false }
            name.removeAll(keepingCapacity: true)
            name.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[position..<end]))
            position = head.start + (end - head.start + 8) / 8 * 8
            return position <= contentEnd
        }

        /// Version 4: how many bytes to take off the name before, then the bytes to put in their place.
        private mutating func readPackedName() -> Bool {
            var dropped = 0
            var byte: UInt8
            repeat {
                guard position < contentEnd, dropped < 1 << 40 else { return false }
                byte = buffer[position]
                position += 1
                dropped = dropped << 7 + Int(byte & 0x7F)
                if byte & 0x80 != 0 { dropped += 1 }
            } while byte & 0x80 != 0
            guard dropped <= name.count, let end = zero(from: position) else { return false }
            name.removeLast(dropped)
            name.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[position..<end]))
            position = end + 1
            return !name.isEmpty
        }

        /// Each extension is a name of four bytes, its length, its content. One whose name begins with a capital letter may be skipped.
        /// They must end exactly where the checksum begins: that also proves ``hashLength`` right.
        private mutating func skipExtensions() -> Bool {
            while position < contentEnd {
                guard position + 8 <= contentEnd, (0x41...0x5A).contains(buffer[position]) else { return false }
                let length = Int(number(at: position + 4))
                guard length <= contentEnd - position - 8 else { return false }
                position += 8 + length
            }
            return position == contentEnd
        }

        private func zero(from start: Int) -> Int? {
            guard start < contentEnd, let base = buffer.baseAddress,
                let found = memchr(base + start, 0, contentEnd - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }

        private func number(at offset: Int) -> UInt32 {
            UInt32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }

        private func half(at offset: Int) -> UInt16 {
            UInt16(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        }
    }
}

extension PathScope {
    /// Whether an entry of the index matters: it lies within the scope, or is a submodule that something of the scope lies in.
    func selects(_ path: ArraySlice<UInt8>, _ mode: TrackedFile.Mode, cursor: inout Cursor) -> Bool {
        if isEverything || contains(path, cursor: &cursor) { return true }
        return mode == .submodule && reaches(below: GitPath(slice: path))
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
