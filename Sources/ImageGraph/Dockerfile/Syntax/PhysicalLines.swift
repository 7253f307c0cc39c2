/// The physical lines of a file, one at a time.
struct PhysicalLines {
    private let bytes: [UInt8]
    private var offset: Int
    /// The number of the line that was read last, from 1.
    private(set) var number = 0
    /// How many bytes of the first line were skipped as a byte order mark.
    private(set) var mark = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = 3
            mark = 3
        }
    }

    /// The next line with its line ending, or `nil` at the end of the file.
    mutating func next() throws(SyntaxProblem) -> ArraySlice<UInt8>? {
        guard offset < bytes.count else { return nil }
        let rest = bytes[offset...].prefix(DockerfileLimits.lineBytes)
        let line: ArraySlice<UInt8>
        if let end = rest.firstIndex(of: .newline) {
            line = rest[...end]
        } else if rest.endIndex == bytes.count, rest.count < DockerfileLimits.lineBytes {
            line = rest
        } else {
            throw SyntaxProblem(.tooLarge, "the line is longer than \(DockerfileLimits.lineBytes - 1) bytes")
        }
        offset = line.endIndex
        number += 1
        return line
    }
}
