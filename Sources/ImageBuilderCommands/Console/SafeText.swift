/// Makes text of strangers harmless on a terminal.
enum SafeText {
    /// The text with every control character but tab shown as `\u{…}`: build output can neither move the cursor nor
    /// colour the screen.
    static func line(_ text: some StringProtocol) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return String(text) }
        var safe = String.UnicodeScalarView()
        for scalar in withoutColours(text).unicodeScalars {
            if isControl(scalar) {
                safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t") || (0x7f...0x9f).contains(scalar.value)
    }

    /// Drops the colour sequences (`ESC [ … m`) that the classic builder puts round the standard error of each step.
    private static func withoutColours(_ text: some StringProtocol) -> String {
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
