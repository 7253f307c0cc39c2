/// How wide text is on a terminal, in cells.
enum TextWidth {
    /// East Asian wide and full-width characters and emoji take two cells, combining marks and format characters none
    /// (Unicode Standard Annex 11, as `wcwidth` has it).
    static func of(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
        0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
        0x17000...0x18aff, 0x1b000...0x1b2ff, 0x20000...0x3fffd,
    ]

    /// The text cut to at most `width` cells, with `…` at its end where something is missing.
    static func cut(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let cells = of(String(character))
            if used + cells > width - 1 { break }
            kept.append(character)
            used += cells
        }
        return kept + "…"
    }

    /// The same with the end kept and `…` at the beginning: of a name that is what tells it from others.
    static func cutFront(_ text: String, to width: Int) -> String {
        if of(text) <= width { return text }
        guard width > 0 else { return "" }
        var kept: [Character] = []
        var used = 0
        for character in text.reversed() {
            let cells = of(String(character))
            if used + cells > width - 1 { break }
            kept.append(character)
            used += cells
        }
        return "…" + String(kept.reversed())
    }

    /// The text with spaces behind it up to `width` cells, or cut to them.
    static func fit(_ text: String, _ width: Int) -> String {
        let cut = cut(text, to: width)
        return cut + String(repeating: " ", count: max(0, width - of(cut)))
    }
}
