/// Takes out of a document what `XMLParser` cannot be trusted with, so that it never meets it.
///
/// On Linux it ends the process at a processing instruction without data (`<?p?>`) and at null bytes. Manifests have no use for
/// instructions, so all are replaced by spaces, which keeps every other position. Entities that contain markup could
/// bring instructions back, and are refused; git-repo would take them, no manifest is known to have any.
///
/// The screen only has to follow well-formed documents: the parser is stopped at the first error.
struct XMLScreen {
    /// Something that is refused, at a byte offset.
    struct Refusal: Error {
        let offset: Int
        let reason: String
    }

    private var bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter bytes: the document in UTF-8, without a byte order mark.
    static func screened(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        // A null byte at the start has libxml2 guess another encoding, and read through a null pointer in the end.
        if let offset = bytes.firstIndex(where: { $0 < 0x20 && !isSpace($0) }) {
            throw Refusal(offset: offset, reason: "a character that XML does not allow")
        }
        var screen = XMLScreen(bytes)
        if screen.has("<?xml"), bytes.count > 5, Self.isSpace(bytes[5]) { screen.skip(past: "?>") }
        while screen.skip(to: "<") { try screen.markup() }
        return screen.bytes
    }

    private mutating func markup() throws(Refusal) {
        if has("<!--") {
            skip(past: "-->")
        } else if has("<![CDATA[") {
            skip(past: "]]>")
        } else if has("<?") {
            try eraseInstruction()
        } else if has("<!") {
            try documentType()
        } else {
            tag()
        }
    }

    /// A start or end tag; quoted values may hold `>`.
    private mutating func tag() {
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if isQuote(bytes[index]) { skipQuoted() } else { index += 1 }
        }
        index += 1
    }

    private mutating func eraseInstruction() throws(Refusal) {
        let start = index
        var name = bytes[(start + 2)...].prefix(4)
        if let end = name.firstIndex(where: { Self.isSpace($0) || $0 == UInt8(ascii: "?") }) { name = name[..<end] }
        let target = String(decoding: name, as: UTF8.self).lowercased()
        if target == "xml" {
            throw Refusal(offset: start, reason: "the XML declaration must be the very first thing in the file")
        }
        guard let first = name.first, !Self.isSpace(first) else {
            throw Refusal(offset: start, reason: "a processing instruction has no name")
        }
        skip(past: "?>")
        // One that is not closed is left for the parser, which refuses it.
        guard index <= bytes.count, bytes[start..<index].suffix(2).elementsEqual("?>".utf8), index - start >= 5 else {
            throw Refusal(offset: start, reason: "a processing instruction is not closed")
        }
        for place in start..<index where bytes[place] != UInt8(ascii: "\n") { bytes[place] = UInt8(ascii: " ") }
    }

    /// A document type with its declarations.
    private mutating func documentType() throws(Refusal) {
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            if has("<!--") {
                skip(past: "-->")
            } else if has("<?") {
                try eraseInstruction()
            } else if isQuote(byte) {
                let start = index
                skipQuoted()
                let value = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
                if Self.holdsMarkup(value) {
                    throw Refusal(offset: start, reason: "an entity with markup in it, which is not supported")
                }
            } else {
                if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") { depth += 1 }
                if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "]") { depth -= 1 }
                index += 1
                if depth == 0 { return }
            }
        }
    }

    /// Whether a literal has a `<` in it, or a character reference to one: `&#60;`, `&#x3C;`, zeros before the digits.
    private static func holdsMarkup(_ literal: String) -> Bool {
        if literal.contains("<") { return true }
        for part in literal.components(after: "&#") {
            let isHex = part.hasPrefix("x")
            let digits = part.drop { $0 == "x" }.drop { $0 == "0" }.prefix { $0 != ";" }.lowercased()
            if digits == (isHex ? "3c" : "60") { return true }
        }
        return false
    }

    private mutating func skipQuoted() {
        let quote = bytes[index]
        index += 1
        while index < bytes.count, bytes[index] != quote { index += 1 }
        index += 1
    }

    private func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func skip(to character: Unicode.Scalar) -> Bool {
        while index < bytes.count, bytes[index] != UInt8(ascii: character) { index += 1 }
        return index < bytes.count
    }

    private mutating func skip(past end: StaticString) {
        while index < bytes.count, !has(end) { index += 1 }
        index = min(bytes.count, index + end.utf8CodeUnitCount)
    }

    private func has(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }
}

extension String {
    /// What follows each occurrence of a two-character separator, up to the next.
    fileprivate func components(after separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            rest = rest[range.upperBound...]
            parts.append(rest)
        }
        return parts
    }
}
