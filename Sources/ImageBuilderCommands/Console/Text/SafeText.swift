import Basics

/// Makes text of strangers harmless on a terminal. The ``Console`` does so with all that it writes; whoever lays text out
/// in columns does it first, because what is shown is wider than what it stands for.
enum SafeText {
    /// One line without colours, its control characters but tabs shown as `\u{…}`.
    static func line(_ text: some StringProtocol) -> String { VisibleText.line(withoutColours(text)) }

    /// The same of several lines, which stay lines.
    static func lines(_ text: some StringProtocol) -> String { VisibleText.lines(withoutColours(text)) }

    /// Drops the colour sequences (`ESC [ … m`) that the classic builder puts round the standard error of each step.
    private static func withoutColours(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(0x1b) else { return String(text) }
        var kept = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == "\u{1b}", rest.first == "[" {
                let parameters = rest.dropFirst().prefix { "0123456789;".unicodeScalars.contains($0) }
                if rest.dropFirst(1 + parameters.count).first == "m" {
                    rest = rest.dropFirst(2 + parameters.count)
                    continue
                }
            }
            kept.append(scalar)
        }
        return String(kept)
    }
}
