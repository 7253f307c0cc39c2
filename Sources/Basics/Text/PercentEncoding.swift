/// What RFC 3986 leaves as it is in any part of an address, plus what the caller allows.
public enum PercentEncoding {
    /// `text` with every other byte of its UTF-8 as `%XX`.
    ///
    /// - Parameter kept: further characters that stay, all ASCII.
    public static func encode(_ text: String, keeping kept: String = "") -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        let kept = Array(kept.utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            case _ where kept.contains(byte):
                result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
