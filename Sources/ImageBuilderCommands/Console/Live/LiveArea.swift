/// The last rows of a terminal, redrawn in place: what must be written to get from what is shown to what is to be shown.
///
/// Pure: it knows what it drew and gives texts. Everything of one change is one text, written at once, between the marks
/// for synchronised output (which terminals without it pass over), so nothing flickers.
struct LiveArea: Sendable {
    private var shown: [String] = []
    private var width = 0

    private static let begin = "\u{1b}[?2026h"
    private static let end = "\u{1b}[?2026l"
    /// The cursor hidden, and no wrapping: a line that a shrinking window makes too long is cut by the terminal.
    private static let enter = "\u{1b}[?25l\u{1b}[?7l"
    private static let leave = "\u{1b}[?7h\u{1b}[?25h"

    var isEmpty: Bool { shown.isEmpty }

    /// Shows other lines; only those that differ are written.
    mutating func show(_ lines: [String], width: Int) -> String {
        if lines == shown, width == self.width { return "" }
        let isFirst = shown.isEmpty
        let isResized = width != self.width
        var text = Self.begin + (isFirst ? Self.enter : up(in: width))
        if isResized, !isFirst { text += "\u{1b}[J" }
        for (row, line) in lines.enumerated() {
            let isSame = !isResized && row < shown.count && shown[row] == line
            text += (isSame ? "" : "\u{1b}[2K" + line) + "\r\n"
        }
        if lines.count < shown.count, !isResized { text += "\u{1b}[J" }
        shown = lines
        self.width = width
        return text + Self.end
    }

    /// Writes `message`, whole lines, above the area.
    func above(_ message: String, width: Int) -> String {
        guard !shown.isEmpty else { return message }
        let wrapped = message.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        // Messages wrap as the terminal has it.
        return Self.begin + up(in: width) + "\u{1b}[J\u{1b}[?7h" + wrapped + "\u{1b}[?7l"
            + shown.map { $0 + "\r\n" }.joined() + Self.end
    }

    /// Takes the area away, and gives the terminal back as it was.
    mutating func clear(width: Int) -> String {
        guard !shown.isEmpty else { return "" }
        let text = Self.begin + up(in: width) + "\u{1b}[J" + Self.leave + Self.end
        shown = []
        return text
    }

    /// To the area's first row. In a window that has become narrower its lines may take several rows each.
    private func up(in width: Int) -> String {
        let rows = shown.reduce(0) { $0 + max(1, (TextWidth.of($1) + max(1, width) - 1) / max(1, width)) }
        return "\r\u{1b}[\(rows)A"
    }
}
