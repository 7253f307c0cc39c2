/// The few text rules of Go's standard library that the meaning of an ignore file rests on, because every tool that reads
/// ignore files is written in Go.
enum GoText {
    /// `filepath.Clean` (https://pkg.go.dev/path/filepath#Clean): the shortest spelling that names the same by text alone.
    static func cleanPath(_ path: ArraySlice<UInt8>) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        let isRooted = path.first == slash
        var parts: [ArraySlice<UInt8>] = []
        for part in path.split(separator: slash) where !part.elementsEqual(".".utf8) {
            guard part.elementsEqual("..".utf8) else {
                parts.append(part)
                continue
            }
            if let last = parts.last, !last.elementsEqual("..".utf8) {
                parts.removeLast()
            } else if !isRooted {
                parts.append(part)
            }
        }
        let joined = Array(parts.joined(separator: [slash]))
        if isRooted { return [slash] + joined }
        return joined.isEmpty ? Array(".".utf8) : joined
    }

    /// `strings.TrimSpace`: without leading and trailing Unicode white space.
    static func trimSpace(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var start = text.startIndex
        var end = text.endIndex
        while start < end {
            let (scalar, length) = decode(text[start..<end])
            guard scalar.properties.isWhitespace else { break }
            start += length
        }
        while start < end {
            // A scalar has at most four bytes; the longest tail that is one scalar is the last one.
            let lengths = (1...min(4, end - start)).reversed()
            let tail = lengths.first { decode(text[(end - $0)..<end]).length == $0 } ?? 1
            guard decode(text[(end - tail)..<end]).scalar.properties.isWhitespace else { break }
            end -= tail
        }
        return text[start..<end]
    }

    /// `utf8.DecodeRune`: the first scalar and how many bytes it takes; U+FFFD and one byte where the bytes are not UTF-8
    /// (overlong forms and surrogates are not). `text` must not be empty.
    static func decode(_ text: some RandomAccessCollection<UInt8>) -> (scalar: Unicode.Scalar, length: Int) {
        let invalid: (Unicode.Scalar, Int) = ("\u{FFFD}", 1)
        guard let first = text.first else { return invalid }
        let length: Int
        var value: UInt32
        switch first {
        case 0x00...0x7F: return (Unicode.Scalar(first), 1)
        case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
        default: return invalid
        }
        guard text.count >= length else { return invalid }
        for byte in text.dropFirst().prefix(length - 1) {
            guard byte & 0xC0 == 0x80 else { return invalid }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let isOverlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000)
        guard !isOverlong, let scalar = Unicode.Scalar(value) else { return invalid }
        return (scalar, length)
    }

    /// All scalars of a text, as ranging over a Go string gives them.
    static func scalars(_ text: some RandomAccessCollection<UInt8>) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.count)
        var rest = text[...]
        while !rest.isEmpty {
            let (scalar, length) = decode(rest)
            scalars.append(scalar)
            rest = rest.dropFirst(length)
        }
        return scalars
    }
}
