/// Rows under headings, in columns as wide as their widest value. Nothing is cut, and no line ends in white space.
struct TextTable {
    struct Column {
        let heading: String
        var alignsRight = false

        static func left(_ heading: String) -> Column { Column(heading: heading) }
        static func right(_ heading: String) -> Column { Column(heading: heading, alignsRight: true) }
    }

    /// What stands for a value that is not there.
    static let nothing = "-"

    private let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; a value that is missing or empty shows as `-`. Control characters are shown as `\u{…}`, tabs too.
    mutating func add(_ values: [String?]) {
        rows.append(
            columns.indices.map { index in
                guard index < values.count, let value = values[index], !value.isEmpty else { return Self.nothing }
                return SafeText.line(value).split(separator: "\t", omittingEmptySubsequences: false)
                    .joined(separator: "\\u{9}")
            }
        )
    }

    var text: String {
        let all = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = columns.indices.map { padded(row[$0], to: widths[$0], columns[$0]) }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private func padded(_ text: String, to width: Int, _ column: Column) -> String {
        let padding = String(repeating: " ", count: width - text.count)
        return column.alignsRight ? padding + text : text + padding
    }
}
