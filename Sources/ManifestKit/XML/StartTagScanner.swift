/// Finds where start tags and their attributes begin.
///
/// The XML parser only tells where a start tag *ends*, which for a tag over several lines is not where people look.
/// This scanner walks the same text beside the parser and is asked for each start tag in turn. It does not judge the
/// document: where it loses step (markup that comes out of an entity, a broken document) it says so by `nil`, once
/// and for all, and the parser's own position must do.
struct StartTagScanner {
    struct Mark {
        var line = 1
        var column = 1
    }

    struct StartTag {
        let mark: Mark
        let attributes: [(name: String, mark: Mark)]
    }

    private let bytes: [UInt8]
    private var index = 0
    private var mark = Mark()
    private var inStep = true

    /// - Parameter bytes: text in an encoding that shares ASCII's codes for markup.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The next start tag, which the parser says is called `name`.
    mutating func next(named name: String) -> StartTag? {
        while inStep, skip(to: UInt8(ascii: "<")) {
            if has("<!--") {
                skip(past: "-->")
            } else if has("<![CDATA[") {
                skip(past: "]]>")
            } else if has("<?") {
                skip(past: "?>")
            } else if has("<!") {
                skipDeclaration()
            } else if has("</") {
                skip(past: ">")
            } else if let tag = startTag(named: name) {
                return tag
            } else {
                inStep = false
            }
        }
        inStep = false
        return nil
    }

    /// The last `</` on a line, before a column counted in bytes.
    func lastEndTag(onLine line: Int, before column: Int) -> Mark? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        guard line >= 1, line <= lines.count else { return nil }
        let text = lines[line - 1].prefix(max(0, column - 1))
        guard let slash = text.lastIndex(of: UInt8(ascii: "/")), slash > text.startIndex,
            text[slash - 1] == UInt8(ascii: "<")
        else { return nil }
        let before = text[..<(slash - 1)].count { $0 & 0xC0 != 0x80 }
        return Mark(line: line, column: before + 1)
    }

    private mutating func startTag(named name: String) -> StartTag? {
        let start = mark
        advance()
        guard word() == name else { return nil }
        var attributes: [(name: String, mark: Mark)] = []
        while index < bytes.count {
            skipSpace()
            guard index < bytes.count else { return nil }
            switch bytes[index] {
            case UInt8(ascii: ">"):
                advance()
                return StartTag(mark: start, attributes: attributes)
            case UInt8(ascii: "/"):
                advance()
            default:
                let at = mark
                let attribute = word()
                guard !attribute.isEmpty, skipValue() else { return nil }
                attributes.append((attribute, at))
            }
        }
        return nil
    }

    /// `="value"`, quotes of either kind.
    private mutating func skipValue() -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return false }
        advance()
        skipSpace()
        guard index < bytes.count else { return false }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
        advance()
        guard skip(to: quote) else { return false }
        advance()
        return true
    }

    /// A document type declaration with its internal subset: quoted texts and comments may hold `>`.
    private mutating func skipDeclaration() {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<") where has("<!--"):
                skip(past: "-->")
            case UInt8(ascii: "<") where has("<?"):
                skip(past: "?>")
            case UInt8(ascii: "<"), UInt8(ascii: "["):
                depth += 1
                advance()
            case UInt8(ascii: ">"), UInt8(ascii: "]"):
                depth -= 1
                advance()
                if depth == 0 { return }
            case let quote where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
                advance()
                _ = skip(to: quote)
                advance()
            default:
                advance()
            }
        }
    }

    private mutating func word() -> String {
        let start = index
        while index < bytes.count, !Self.endsWord(bytes[index]) { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"): true
        default: false
        }
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x09, 0x0A, 0x0D, 0x20].contains(bytes[index]) { advance() }
    }

    private mutating func skip(to byte: UInt8) -> Bool {
        while index < bytes.count, bytes[index] != byte { advance() }
        return index < bytes.count
    }

    private mutating func skip(past end: StaticString) {
        while index < bytes.count, !has(end) { advance() }
        for _ in 0..<end.utf8CodeUnitCount { advance() }
    }

    private func has(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - index >= count else { return false }
        return (0..<count).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
    }

    private mutating func advance() {
        guard index < bytes.count else { return }
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\n") {
            mark = Mark(line: mark.line + 1, column: 1)
        } else if index >= bytes.count || bytes[index] & 0xC0 != 0x80 {
            // A UTF-8 continuation byte belongs to the column of the byte before it.
            mark.column += 1
        }
    }
}
