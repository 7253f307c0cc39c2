/// A line whose parts are told apart by colour, where there are colours. Its text is made safe when it is drawn.
struct StyledLine: Hashable, Sendable {
    /// What a part is, not how it looks.
    enum Style: Hashable, Sendable {
        case plain, heading, aside, build, pull, label, failure
    }

    private(set) var parts: [Part] = []

    struct Part: Hashable, Sendable {
        let style: Style
        let text: String
    }

    init(_ text: String = "", _ style: Style = .plain) { add(text, style) }

    mutating func add(_ text: String, _ style: Style = .plain) {
        if !text.isEmpty { parts.append(Part(style: style, text: SafeText.line(text))) }
    }

    func adding(_ text: String, _ style: Style = .plain) -> StyledLine {
        var line = self
        line.add(text, style)
        return line
    }

    /// The text alone.
    var text: String { parts.map(\.text).joined() }

    /// Cells that it takes.
    var width: Int { TextWidth.of(text) }

    /// The line cut to at most `width` cells, with `…` where something is missing; nil: it stays whole.
    func cut(to width: Int?) -> StyledLine {
        guard let width, self.width > width else { return self }
        var line = StyledLine()
        var left = width
        for part in parts {
            let cells = TextWidth.of(part.text)
            // What follows needs a cell for its `…`, too.
            let isLast = cells >= left
            line.add(isLast ? TextWidth.cut(part.text + (cells == left ? " " : ""), to: left) : part.text, part.style)
            if isLast { break }
            left -= cells
        }
        return line
    }

    /// The line as it is written.
    func drawn(inColour: Bool) -> String {
        guard inColour else { return text }
        return parts.map { part in
            guard let code = part.style.code else { return part.text }
            return "\u{1b}[\(code)m\(part.text)\u{1b}[0m"
        }.joined()
    }
}

extension StyledLine.Style {
    /// Parameters of `SGR` (ECMA-48, 8.3.117). Of the eight colours those that are legible on dark and on light alike;
    /// which they are is the terminal's matter.
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .heading: "1"
        case .aside: "2"
        case .build: "32"
        case .pull: "36"
        case .label: "35"
        case .failure: "1;31"
        }
    }
}
