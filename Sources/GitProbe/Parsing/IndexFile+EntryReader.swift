#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension IndexFile {
    /// Walks the file; every step checks that the bytes are there.
    struct EntryReader {
        let buffer: UnsafeRawBufferPointer
        let hashLength: Int
        var position = 0
        /// The name of the entry before, for version 4, and its use for all: the name being read.
        var name: [UInt8] = []
        /// See ``Selection/tree``.
        private(set) var tree: ObjectID?
        /// See ``Selection/attributesFiles``.
        private(set) var attributesFiles: [GitPath] = []

        init(buffer: UnsafeRawBufferPointer, hashLength: Int) {
            self.buffer = buffer
            self.hashLength = hashLength
        }

        /// The letters DIRC.
        private static let signature: UInt32 = 0x4449_5243

        /// Where the checksum begins that ends the file.
        var contentEnd: Int { buffer.count - hashLength }

        mutating func readEntries(scope: PathScope, names: inout [UInt8]) -> [RawEntry]? {
            guard contentEnd >= 12, number(at: 0) == Self.signature else { return nil }
            let version = number(at: 4)
            guard (2...4).contains(version) else { return nil }
            // An entry has at least 62 bytes, so a larger count is a lie and nothing is reserved for it.
            let count = Int(number(at: 8))
            guard count <= buffer.count / 62 else { return nil }
            position = 12
            var entries: [RawEntry] = []
            if scope.isEverything {
                entries.reserveCapacity(count)
                names.reserveCapacity(max(0, buffer.count - count * (42 + hashLength)))
            }
            var cursor = PathScope.Cursor()
            for _ in 0..<count {
                guard let head = readHead(), version == 4 ? readPackedName() : readName(head) else { return nil }
                guard let mode = TrackedFile.Mode(indexMode: head.mode) else { return nil }
                if GitPath.isAttributesFile(name[...]) { attributesFiles.append(GitPath(bytes: name)) }
                guard scope.selects(name[...], mode, cursor: &cursor) else { continue }
                let start = names.count
                names.append(contentsOf: name)
                entries.append(
                    RawEntry(
                        name: NameRange(start: start, end: names.count),
                        mode: mode,
                        blob: head.blob,
                        stage: UInt8(truncatingIfNeeded: head.flags >> 12 & 3),
                        flags: head.kept,
                        stat: EntryStat(mode: mode) { number(at: head.start + $0) }
                    )
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
                let content = UnsafeRawBufferPointer(rebasing: buffer[(position + 8)..<(position + 8 + length)])
                if number(at: position) == Self.cacheTree { tree = Self.root(ofCacheTree: content, hashLength) }
                position += 8 + length
            }
            return position == contentEnd
        }

        /// The letters TREE.
        private static let cacheTree: UInt32 = 0x5452_4545

        /// The first record is that of the top: an empty name, the number of entries below it (-1 when they have changed since), the number
        /// of folders in it, and then the id of its tree.
        private static func root(ofCacheTree content: UnsafeRawBufferPointer, _ hashLength: Int) -> ObjectID? {
            guard content.first == 0, let line = content.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            guard line + 1 + hashLength <= content.count, content[1] != UInt8(ascii: "-") else { return nil }
            return ObjectID(raw: UnsafeRawBufferPointer(rebasing: content[(line + 1)..<(line + 1 + hashLength)]))
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
