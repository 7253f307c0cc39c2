/// A part of a plan that is shown, under a heading of its own.
struct PlanSection {
    let title: String
    let details: TextList
    let rows: [PlanRow]

    func heading(_ width: Int?, count: Int? = nil) -> StyledLine {
        var line = StyledLine(title, .heading)
        let number = count.map { "\($0) image\($0 == 1 ? "" : "s")" } ?? ""
        let room = width.map { $0 - TextWidth.of(title + number) - 6 }
        let text = details.text(room)
        if !text.isEmpty { line.add("   " + text) }
        if !number.isEmpty { line.add("   " + number, .aside) }
        return line.cut(to: width)
    }
}

/// Makes sections fit a number of lines: fewer rows of each, then headings alone, then fewer of those.
struct SectionFolding {
    private let sections: [PlanSection]
    private let width: Int?

    init(_ sections: [PlanSection], width: Int?) {
        self.sections = sections
        self.width = width
    }

    /// Every row.
    var all: [StyledLine] { lines(rows: .max) }

    func lines(within room: Int) -> [StyledLine] {
        var rows = min(room, sections.map(\.rows.count).max() ?? 0)
        while rows >= 1 {
            let lines = lines(rows: rows)
            if lines.count <= room { return lines }
            rows -= 1
        }
        let headings = sections.map { $0.heading(width, count: $0.rows.isEmpty ? nil : $0.rows.count) }
        if headings.count <= room { return headings }
        let left = headings.count - (room - 1)
        return headings.prefix(room - 1) + [StyledLine("… and \(left) more causes", .aside)]
    }

    /// - Parameter limit: how many rows of each section at the most. One more is shown in place of a line that says so.
    private func lines(rows limit: Int) -> [StyledLine] {
        sections.flatMap { section -> [StyledLine] in
            let isCut = section.rows.count > limit && limit < .max && section.rows.count > limit + 1
            let shown = isCut ? section.rows.prefix(limit) : section.rows[...]
            let columns = PlanRow.Columns(for: section.rows, width: width)
            var lines = [section.heading(width)] + shown.map { $0.line(columns, width: width) }
            if isCut {
                lines.append(StyledLine("    … and \(section.rows.count - limit) more", .aside).cut(to: width))
            }
            return lines
        }
    }
}
