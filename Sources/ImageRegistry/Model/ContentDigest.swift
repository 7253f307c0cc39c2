import Crypto

/// The name of content by its hash: `sha256:` and 64 hexadecimal digits, or `sha512:` and 128
/// (<https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests>).
public struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// The algorithms that registries use.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256
        case sha512

        fileprivate var digits: Int { self == .sha256 ? 64 : 128 }
    }

    /// How it was taken.
    public let algorithm: Algorithm
    /// The hash, in lower case.
    public let hexadecimal: String

    /// `sha256:…`
    public var description: String { "\(algorithm.rawValue):\(hexadecimal)" }

    /// Reads a digest; `nil` for everything that is none, upper case and other algorithms included.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.firstIndex(of: ":"), let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
            return nil
        }
        let digits = text[text.index(after: colon)...].utf8
        let isHash = digits.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard isHash, digits.count == algorithm.digits else { return nil }
        self.algorithm = algorithm
        hexadecimal = String(decoding: digits, as: UTF8.self)
    }

    /// The digest of some bytes.
    ///
    /// - Parameter algorithm: default: `sha256`, which every registry knows.
    public init(of bytes: [UInt8], by algorithm: Algorithm = .sha256) {
        self.algorithm = algorithm
        switch algorithm {
        case .sha256: hexadecimal = Self.text(SHA256.hash(data: bytes))
        case .sha512: hexadecimal = Self.text(SHA512.hash(data: bytes))
        }
    }

    private static func text(_ hash: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
