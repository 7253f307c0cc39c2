/// The name of a commit: an object id.
public typealias CommitID = ObjectID

/// The name of an object in git's store: 20 bytes (SHA-1) or 32 bytes (SHA-256), written as 40 or 64 hexadecimal digits.
///
/// Kept inline, without an allocation: a probe of a large project holds hundreds of thousands of them.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// The number of bytes: 20 or 32.
    public let byteCount: Int

    /// Reads 40 or 64 hexadecimal digits of either case; `nil` for anything else.
    public init?(_ text: String) {
        self.init(hex: Array(text.utf8)[...])
    }

    init?(hex: ArraySlice<UInt8>) {
        guard hex.count == 40 || hex.count == 64 else { return nil }
        byteCount = hex.count / 2
        var position = 0
        for digit in hex {
            guard let value = hexadecimalValue(digit) else { return nil }
            put(nibble: value, at: position)
            position += 1
        }
    }

    /// Takes 20 or 32 raw bytes, as git's index holds them and a hash function gives them; `nil` for any other number.
    public init?(raw: UnsafeRawBufferPointer) {
        guard raw.count == 20 || raw.count == 32 else { return nil }
        byteCount = raw.count
        words.0 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        words.1 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        if raw.count == 20 {
            words.2 = UInt64(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))) << 32
        } else {
            words.2 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            words.3 = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        }
    }

    /// Takes 20 or 32 bytes; any others make no id, so this is for those that are known.
    init(bytes: [UInt8]) {
        byteCount = bytes.count
        for (position, byte) in bytes.prefix(32).enumerated() {
            put(nibble: byte >> 4, at: position * 2)
            put(nibble: byte & 15, at: position * 2 + 1)
        }
    }

    /// The bytes of the id.
    public var bytes: [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: word($0 / 8) >> (56 - UInt64($0 % 8) * 8)) }
    }

    /// The id in lower-case hexadecimal digits.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(byteCount * 2)
        appendHexadecimal(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the lower-case hexadecimal digits to `text`, without an allocation where it has room for them.
    public func appendHexadecimal(to text: inout [UInt8]) {
        for index in 0..<byteCount / 4 {
            let half = UInt32(truncatingIfNeeded: word(index / 2) >> (index % 2 == 0 ? 32 : 0))
            for shift in stride(from: UInt32(28), through: 0, by: -4) {
                let nibble = UInt8(truncatingIfNeeded: half >> shift) & 15
                text.append(nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "a"))
            }
        }
    }

    /// Whether every digit is zero, which is how git writes "no object".
    var isZero: Bool { words.0 | words.1 | words.2 | words.3 == 0 }

    public static func == (left: ObjectID, right: ObjectID) -> Bool {
        left.words == right.words && left.byteCount == right.byteCount
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    private func word(_ index: Int) -> UInt64 {
        switch index {
        case 0: words.0
        case 1: words.1
        case 2: words.2
        default: words.3
        }
    }

    private mutating func put(nibble: UInt8, at position: Int) {
        let shifted = UInt64(nibble) << (60 - UInt64(position % 16) * 4)
        switch position / 16 {
        case 0: words.0 |= shifted
        case 1: words.1 |= shifted
        case 2: words.2 |= shifted
        default: words.3 |= shifted
        }
    }
}

extension ObjectID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ObjectID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "'\(text)' is no object id: 40 or 64 hexadecimal digits are"
            )
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
