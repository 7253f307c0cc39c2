import Basics

/// Headers of the ustar format, with pax records where ustar has no room
/// (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html).
enum TarHeader {
    static let blockSize = 512
    /// What ends an archive: two blocks of zeros.
    static let trailer = [UInt8](repeating: 0, count: 2 * blockSize)
    /// Eleven octal digits.
    private static let largestOctalSize: Int64 = 0o777_7777_7777

    /// The header of an entry, its pax header before it if it needs one.
    /// - Throws: `EngineError` `.badRequest` for a path or a size that no archive can hold.
    static func encode(_ entry: TarEntry, modificationTime: Int64) throws(EngineError) -> [UInt8] {
        var path = entry.path
        var link: [UInt8] = []
        var size: Int64 = 0
        let type: UInt8
        switch entry.kind {
        case .file(let bytes, _):
            type = UInt8(ascii: "0")
            size = bytes
        case .hardLink(let target):
            type = UInt8(ascii: "1")
            link = target
        case .symlink(let target):
            type = UInt8(ascii: "2")
            link = target
        case .folder:
            type = UInt8(ascii: "5")
            if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
        }
        guard !entry.path.isEmpty, !path.contains(0), !link.contains(0), size >= 0 else {
            throw EngineError(.badRequest, "the context holds an entry that no archive can: '\(entry.path.shown)'")
        }

        var records: [UInt8] = []
        let split = needsPax(path, limit: 255) ? nil : splitPath(path)
        if split == nil { records += paxRecord("path", path) }
        if needsPax(link, limit: 100) { records += paxRecord("linkpath", link) }
        if size > largestOctalSize { records += paxRecord("size", Array(String(size).utf8)) }

        var result: [UInt8] = []
        if !records.isEmpty {
            result += block(
                name: Array("PaxHeaders/entry".utf8),
                prefix: [],
                link: [],
                mode: 0o644,
                size: Int64(records.count),
                time: modificationTime,
                type: UInt8(ascii: "x")
            )
            result += records
            result += [UInt8](repeating: 0, count: padding(after: Int64(records.count)))
        }
        let (prefix, name) = split ?? ([], Array(path.suffix(100)))
        result += block(
            name: name,
            prefix: prefix,
            link: Array(link.prefix(100)),
            mode: entry.mode & 0o7777,
            size: size > largestOctalSize ? 0 : size,
            time: modificationTime,
            type: type
        )
        return result
    }

    /// How many zeros follow a content, so that the next header begins a block.
    static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

    /// Text beyond ASCII goes into a pax record, where it is UTF-8 by definition. Bytes that are no UTF-8 do not belong
    /// there; they stay raw where they fit, as every reader takes them.
    private static func needsPax(_ bytes: [UInt8], limit: Int) -> Bool {
        bytes.count > limit || (bytes.contains { $0 >= 0x80 } && String(validating: bytes, as: UTF8.self) != nil)
    }

    /// Prefix and name of the ustar header; `nil` if no slash stands where it could be cut.
    private static func splitPath(_ path: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
        if path.count <= 100 { return ([], path) }
        // The slash between the two is not stored: 155 bytes before it, 1...100 after it.
        let first = path.count - 101
        let last = min(155, path.count - 2)
        guard first <= last, let cut = (first...last).first(where: { path[$0] == UInt8(ascii: "/") }), cut > 0 else {
            return nil
        }
        return (Array(path[..<cut]), Array(path[(cut + 1)...]))
    }

    /// `LENGTH KEY=VALUE\n`, where the length counts itself.
    private static func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
        var length = rest.count
        while rest.count + String(length).utf8.count != length { length = rest.count + String(length).utf8.count }
        return Array(String(length).utf8) + rest
    }

    private static func block(
        name: [UInt8],
        prefix: [UInt8],
        link: [UInt8],
        mode: UInt16,
        size: Int64,
        time: Int64,
        type: UInt8
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        func putOctal(_ number: Int64, digits: Int, at offset: Int) {
            let text = String(max(0, number), radix: 8).utf8.suffix(digits)
            put(Array(repeating: UInt8(ascii: "0"), count: digits - text.count) + text, at: offset)
        }
        put(name, at: 0)
        putOctal(Int64(mode), digits: 7, at: 100)
        putOctal(0, digits: 7, at: 108)
        putOctal(0, digits: 7, at: 116)
        putOctal(size, digits: 11, at: 124)
        putOctal(time, digits: 11, at: 136)
        put(Array("        ".utf8), at: 148)
        block[156] = type
        put(link, at: 157)
        put(Array("ustar\u{0}00".utf8), at: 257)
        putOctal(0, digits: 7, at: 329)
        putOctal(0, digits: 7, at: 337)
        put(prefix, at: 345)
        let sum = block.reduce(0) { $0 + Int64($1) }
        putOctal(sum, digits: 6, at: 148)
        block[154] = 0
        return block
    }
}

extension [UInt8] {
    /// For messages.
    var shown: String { String(decoding: self, as: UTF8.self).singleLine }
}
