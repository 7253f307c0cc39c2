/// Reads the lines of an ignore file as moby/patternmatcher's `ignorefile.ReadAll` does.
enum IgnoreFileReader {
    /// Far above any real ignore file (they have some thousand bytes), and low enough that compiling it takes no harm.
    static let maximumFileSize = 1 << 20
    /// The bound of the tools that own the format: their line reader gives up above it.
    static let maximumLineLength = 64 * 1024 - 1

    /// The patterns in order, each with its line counted from 1.
    static func read(_ bytes: [UInt8], file: String) throws(ContextError) -> [(line: Int, pattern: [UInt8])] {
        guard bytes.count <= maximumFileSize else {
            throw tooLarge(
                file,
                line: nil,
                "the ignore file has \(bytes.count) bytes; at most \(maximumFileSize) are read"
            )
        }
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...]
        var patterns: [(line: Int, pattern: [UInt8])] = []
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (offset, line) in lines.enumerated() {
            guard line.count <= maximumLineLength else {
                throw tooLarge(file, line: offset + 1, "the line is longer than \(maximumLineLength) bytes")
            }
            if let pattern = pattern(inLine: line) { patterns.append((offset + 1, pattern)) }
        }
        return patterns
    }

    /// The pattern that a line holds: nil for a comment, whose `#` must be the very first byte, and for an empty line.
    private static func pattern(inLine line: ArraySlice<UInt8>) -> [UInt8]? {
        guard line.first != UInt8(ascii: "#") else { return nil }
        var text = GoText.trimSpace(line)
        guard !text.isEmpty else { return nil }
        let isException = text.first == UInt8(ascii: "!")
        if isException { text = GoText.trimSpace(text.dropFirst()) }
        var pattern: [UInt8] = isException ? [UInt8(ascii: "!")] : []
        if !text.isEmpty {
            let cleaned = GoText.cleanPath(text)
            pattern += cleaned.count > 1 && cleaned.first == UInt8(ascii: "/") ? cleaned.dropFirst() : cleaned[...]
        }
        return pattern
    }

    private static func tooLarge(_ file: String, line: Int?, _ message: String) -> ContextError {
        ContextError(code: .ignoreFileTooLarge, path: file, line: line, message: message)
    }
}
