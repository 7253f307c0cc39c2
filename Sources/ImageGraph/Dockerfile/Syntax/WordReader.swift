/// Splits the text after a keyword into words, the way each family of instructions does.
///
/// Source: BuildKit's `line_parsers.go`.
enum WordReader {
    /// Splits at white space, with no regard for quotes (`FROM`, `EXPOSE`, `COPY` in shell form).
    static func separated(_ text: ArraySlice<UInt8>) -> [String] {
        guard !text.isEmpty else { return [] }
        var words: [String] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex {
            guard GoSpace.isSeparator(text[index]) else {
                index += 1
                continue
            }
            words.append(String(decoding: text[start..<index], as: UTF8.self))
            while index < text.endIndex, GoSpace.isSeparator(text[index]) { index += 1 }
            start = index
        }
        words.append(String(decoding: text[start...], as: UTF8.self))
        return words
    }

    /// Splits at white space outside quotes, and keeps quotes and escapes (`ARG`, `ENV`, `LABEL`).
    static func quoted(_ text: ArraySlice<UInt8>, escape: UInt8) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var word: [UInt8] = []
        var quote: UInt8?
        var isInWord = false
        // A word that is only a pair of quotes counts.
        var sawQuote = false
        func finish() {
            if sawQuote || !word.isEmpty { words.append(word[...]) }
            word.removeAll(keepingCapacity: true)
            sawQuote = false
        }
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if quote == nil {
                let space = GoSpace.length(in: text, at: index)
                if space > 0 {
                    if isInWord { finish() }
                    isInWord = false
                    index += space
                    continue
                }
                isInWord = true
                if byte == .singleQuote || byte == .doubleQuote {
                    quote = byte
                    sawQuote = true
                    word.append(byte)
                    index += 1
                    continue
                }
            } else if byte == quote {
                quote = nil
            }
            if byte == escape, quote != .singleQuote {
                index += 1
                // An escape character at the very end is dropped.
                guard index < text.endIndex else { break }
                word.append(byte)
                index = appendCharacter(of: text, at: index, to: &word)
                continue
            }
            word.append(byte)
            index += 1
        }
        if isInWord { finish() }
        return words
    }

    /// Copies the whole UTF-8 character at `index`, so that an escaped multi-byte space stays in its word.
    private static func appendCharacter(of text: ArraySlice<UInt8>, at index: Int, to word: inout [UInt8]) -> Int {
        var end = index + 1
        while end < text.endIndex, text[end] & 0xC0 == 0x80 { end += 1 }
        word.append(contentsOf: text[index..<end])
        return end
    }

    /// Reads `KEY=VALUE …`, or the old form `KEY VALUE WITH SPACES`; gives key, value and separator for each pair.
    static func pairs(
        _ text: ArraySlice<UInt8>,
        keyword: String,
        escape: UInt8
    ) throws(SyntaxProblem) -> [String] {
        let words = quoted(text, escape: escape)
        guard let first = words.first else { return [] }
        guard first.contains(.equals) else {
            guard let end = text.firstIndex(where: GoSpace.isSeparator) else {
                throw SyntaxProblem(.invalidSyntax, "\(keyword) must have two arguments")
            }
            let value = text[end...].drop(while: GoSpace.isSeparator)
            return [String(decoding: text[..<end], as: UTF8.self), String(decoding: value, as: UTF8.self), ""]
        }
        var result: [String] = []
        result.reserveCapacity(words.count * 3)
        for word in words {
            guard let equals = word.firstIndex(of: .equals) else {
                throw SyntaxProblem(
                    .invalidSyntax,
                    "there is no = in \"\(String(decoding: word, as: UTF8.self))\": \(keyword) takes NAME=VALUE"
                )
            }
            result.append(String(decoding: word[..<equals], as: UTF8.self))
            result.append(String(decoding: word[(equals + 1)...], as: UTF8.self))
            result.append("=")
        }
        return result
    }
}
