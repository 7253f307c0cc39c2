/// Finds where the attributes of a start tag begin, since expat only tells where the tag does.
struct AttributePlaces {
    private enum Part {
        case elementName, space, name, equals
        case value(quote: UInt8)
    }

    private var part = Part.elementName
    private var places: [SourcePosition] = []

    /// The places of the attributes' names, in their order.
    ///
    /// - Parameters:
    ///   - tag: a well-formed start tag in UTF-8, from its `<`.
    ///   - start: where it begins.
    static func find(in tag: [UInt8], from start: SourcePosition) -> [SourcePosition] {
        var finder = AttributePlaces()
        var (line, column) = (start.line, start.column)
        var before: UInt8 = 0
        for byte in tag {
            finder.take(byte, at: SourcePosition(file: start.file, line: line, column: column))
            switch byte {
            case UInt8(ascii: "\n") where before == UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (line, column) = (line + 1, 1)
            // What follows the first byte of a character is the same column.
            case 0x80...0xBF: break
            default: column += 1
            }
            before = byte
        }
        return finder.places
    }

    private mutating func take(_ byte: UInt8, at position: SourcePosition) {
        let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        switch part {
        case .elementName:
            if isSpace { part = .space }
        case .space:
            guard !isSpace, byte != UInt8(ascii: "/"), byte != UInt8(ascii: ">") else { return }
            places.append(position)
            part = .name
        case .name:
            if byte == UInt8(ascii: "=") { part = .equals }
        case .equals:
            if !isSpace { part = .value(quote: byte) }
        case .value(let quote):
            if byte == quote { part = .space }
        }
    }
}
