/// Text of strangers made harmless: what would act on a screen is shown instead.
///
/// Control characters can move the cursor, colour the screen and set a terminal's title; bidirectional controls make a
/// line read as another than it is (Unicode Technical Report 36, "Bidirectional Text Spoofing").
public enum VisibleText {
    /// One line: everything that acts is shown as `\u{…}`, line ends too; a tab stays.
    public static func line(_ text: some StringProtocol) -> String {
        shown(text) { $0 != "\t" && acts($0) }
    }

    /// Several lines, ended by line feeds, which stay as tabs do.
    public static func lines(_ text: some StringProtocol) -> String {
        shown(text) { $0 != "\t" && $0 != "\n" && acts($0) }
    }

    /// Whether a character acts on a screen: C0 and C1 controls, and what changes the direction of text.
    public static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f...0x9f: true
        case 0x61c, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    private static func shown(_ text: some StringProtocol, _ isShown: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: isShown) else { return String(text) }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isShown(scalar) {
                visible.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                visible.append(scalar)
            }
        }
        return String(visible)
    }
}
