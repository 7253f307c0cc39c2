/// One instruction's text, joined from its physical lines, which still knows where each byte came from.
struct LogicalLine: Hashable, Sendable {
    struct Segment: Hashable, Sendable {
        /// Where in ``bytes`` the segment starts.
        var offset: Int
        /// The physical line, from 1.
        var line: Int
        /// The column of its first byte, from 1.
        var column: Int
    }

    var bytes: [UInt8] = []
    var segments: [Segment] = []
    var startLine: Int
    var endLine: Int

    mutating func append(_ piece: ArraySlice<UInt8>, line: Int, column: Int) {
        guard !piece.isEmpty else { return }
        segments.append(Segment(offset: bytes.count, line: line, column: column))
        bytes.append(contentsOf: piece)
    }

    /// The position in the file of the byte at `offset`.
    func position(of offset: Int) -> (line: Int, column: Int) {
        // Binary search for the last segment that starts at or before the offset.
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (startLine, 1) }
        let segment = segments[low - 1]
        return (segment.line, segment.column + (offset - segment.offset))
    }
}
