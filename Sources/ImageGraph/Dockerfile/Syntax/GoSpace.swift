/// White space as BuildKit sees it (Go's `unicode.IsSpace`), on UTF-8 bytes.
enum GoSpace {
    /// The length of the white space character that starts at `index`, or 0 if none does.
    @inline(__always)
    static func length(in bytes: ArraySlice<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return 1 }
        guard byte >= 0xC2 else { return 0 }
        return longLength(in: bytes, at: index)
    }

    /// U+0085, U+00A0, U+1680, U+2000–U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
    private static func longLength(in bytes: ArraySlice<UInt8>, at index: Int) -> Int {
        let rest = bytes[index...].prefix(3)
        guard rest.count >= 2 else { return 0 }
        let second = rest[index + 1]
        if rest[index] == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard rest.count == 3 else { return 0 }
        let third = rest[index + 2]
        switch (rest[index], second) {
        case (0xE1, 0x9A): return third == 0x80 ? 3 : 0
        case (0xE2, 0x80): return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
        case (0xE2, 0x81): return third == 0x9F ? 3 : 0
        case (0xE3, 0x80): return third == 0x80 ? 3 : 0
        default: return 0
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? scalar.value == 0x20 || (scalar.value >= 0x09 && scalar.value <= 0x0D)
            : scalar.properties.isWhitespace
    }

    /// `bytes` without leading white space.
    static func trimmingStart(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let length = length(in: bytes, at: start)
            if length == 0 { break }
            start += length
        }
        return bytes[start...]
    }

    /// `bytes` without leading and trailing white space.
    static func trimming(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = trimmingStart(bytes)
        trailing: while !rest.isEmpty {
            for width in 1...3 where rest.count >= width {
                if length(in: rest, at: rest.endIndex - width) == width {
                    rest = rest.dropLast(width)
                    continue trailing
                }
            }
            break
        }
        return rest
    }

    /// The white space that separates words of most instructions: BuildKit's `[\t\v\f\r ]+`, no line feed.
    @inline(__always)
    static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || (byte >= 0x0B && byte <= 0x0D)
    }
}
