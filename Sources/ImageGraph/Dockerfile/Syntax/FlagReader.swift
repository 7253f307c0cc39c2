/// Reads the `--name=value` words that may follow a keyword.
///
/// Source: BuildKit's `extractBuilderFlags`. It goes byte by byte, and so does this: a byte above 127 is taken for the
/// Latin-1 character of its value, two of which are white space.
enum FlagReader {
    /// - Returns: the flags, and where in `text` the arguments start.
    static func read(_ text: ArraySlice<UInt8>) -> (flags: [String], arguments: ArraySlice<UInt8>) {
        var flags: [String] = []
        var index = text.startIndex
        while true {
            while index < text.endIndex, isSpace(text[index]) { index += 1 }
            // Only a word that starts with two hyphens is a flag.
            guard text.endIndex - index >= 2, text[index] == .hyphen, text[index + 1] == .hyphen else {
                return (flags, text[index...])
            }
            let (word, isQuoted) = readWord(text, at: &index)
            if word == "--" {
                // Alone it ends the flags; at the very end of the line it is nothing.
                return (flags, text[index...])
            }
            if isQuoted || !word.isEmpty { flags.append(word) }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == .space || (byte >= 0x09 && byte <= 0x0D) || byte == 0x85 || byte == 0xA0
    }

    /// Reads up to the next white space outside quotes; quotes are removed, a backslash takes the next byte as it is.
    private static func readWord(_ text: ArraySlice<UInt8>, at index: inout Int) -> (word: String, isQuoted: Bool) {
        var word = String.UnicodeScalarView()
        var quote: UInt8?
        var isQuoted = false
        while index < text.endIndex {
            var byte = text[index]
            if quote == nil, isSpace(byte) { break }
            index += 1
            if byte == quote {
                quote = nil
                continue
            }
            if quote == nil, byte == .singleQuote || byte == .doubleQuote {
                quote = byte
                isQuoted = true
                continue
            }
            if byte == .backslash {
                guard index < text.endIndex else { break }
                byte = text[index]
                index += 1
            }
            word.append(Unicode.Scalar(byte))
        }
        return (String(word), isQuoted)
    }
}
