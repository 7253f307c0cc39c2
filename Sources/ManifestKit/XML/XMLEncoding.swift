/// Turns an XML document of any encoding that we read into UTF-8, checked.
///
/// `XMLParser` on Linux traps when a name in the document is not UTF-8, and its own decoder lets such names pass. So
/// it is only ever given text that is.
enum XMLEncoding {
    /// Why a document cannot be decoded.
    enum Failure: Error {
        case unknownEncoding(String)
        case invalidBytes(encoding: String)
    }

    /// A declaration is the first thing in a document and short.
    private static let longestDeclaration = 200

    /// The document in UTF-8, without a byte order mark; a declaration of another encoding is changed to say so, in
    /// the same number of characters.
    static func utf8(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return redeclared(try fromUTF16(bytes))
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return redeclared(try checked(Array(bytes.dropFirst(3))))
        }
        let name = declaration(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } ?? "UTF-8"
        switch name.uppercased() {
        case "UTF-8", "UTF8":
            return redeclared(try checked(bytes))
        case "US-ASCII", "ASCII":
            guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .invalidBytes(encoding: name) }
            return redeclared(bytes)
        case "ISO-8859-1", "LATIN1", "LATIN-1":
            // Its 256 characters are the first 256 of Unicode.
            return redeclared(Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8))
        default:
            throw .unknownEncoding(name)
        }
    }

    private static func checked(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .invalidBytes(encoding: "UTF-8") }
        return bytes
    }

    private static func fromUTF16(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        let isLittleEndian = bytes[0] == 0xFF
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            isLittleEndian
                ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
                : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw .invalidBytes(encoding: "UTF-16")
        }
        return Array(text.utf8)
    }

    /// Where the encoding's name stands in the XML declaration, if there is one.
    private static func declaration(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.starts(with: "<?xml".utf8) else { return nil }
        let head = bytes.prefix(longestDeclaration)
        guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let key = Array("encoding".utf8)
        guard let start = (0..<max(0, end - key.count)).first(where: { head[$0...].starts(with: key) }) else {
            return nil
        }
        var quotes = (start..<end).filter { head[$0] == UInt8(ascii: "\"") || head[$0] == UInt8(ascii: "'") }[...]
        guard let open = quotes.popFirst(), let close = quotes.first(where: { head[$0] == head[open] }) else {
            return nil
        }
        return (open + 1)..<close
    }

    /// With the declared encoding, whatever it was, replaced by UTF-8, which the bytes now are.
    private static func redeclared(_ bytes: [UInt8]) -> [UInt8] {
        guard let place = declaration(in: bytes), place.count >= 5 else { return bytes }
        var bytes = bytes
        let quote = bytes[place.upperBound]
        let spaces = Array(repeating: UInt8(ascii: " "), count: place.count - 5)
        bytes.replaceSubrange(place.lowerBound...place.upperBound, with: Array("UTF-8".utf8) + [quote] + spaces)
        return bytes
    }
}
