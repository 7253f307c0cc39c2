#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Walks the zero-terminated records of what git writes under `-z`.
///
/// Hands out ranges of the one buffer: a line costs no allocation.
struct Records: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next record without its zero; a last record that lacks one counts as well.
    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        let start = position
        let end = bytes.withUnsafeBytes { buffer -> Int in
            guard let base = buffer.baseAddress, let found = memchr(base + start, 0, buffer.count - start) else {
                return buffer.count
            }
            return base.distance(to: UnsafeRawPointer(found))
        }
        position = end + 1
        return bytes[start..<end]
    }
}

extension ArraySlice<UInt8> {
    /// Takes off the bytes up to the next space, and the space; `nil` when there is none.
    mutating func takeField() -> ArraySlice<UInt8>? {
        guard let space = firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let field = self[startIndex..<space]
        self = self[(space + 1)...]
        return field
    }

    /// Whether the bytes are those of `text`.
    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount
            && elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The number that the bytes write in octal digits.
    var octal: UInt32? {
        guard !isEmpty, count <= 10 else { return nil }
        var value: UInt32 = 0
        for digit in self {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
            value = value << 3 | UInt32(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
