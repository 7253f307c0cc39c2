/// Durations as Go writes them: `1h30m`, `1.5s`, `-2ms`.
enum GoDuration {
    /// Whether `text` is a duration that is zero or at least a millisecond.
    static func isValidInterval(_ text: String) -> Bool {
        guard let seconds = seconds(text) else { return false }
        return seconds == 0 || seconds >= 0.001
    }

    /// The duration in seconds, or `nil` if `text` is none.
    private static func seconds(_ text: String) -> Double? {
        var rest = Substring(text).utf8[...]
        var sign = 1.0
        if let first = rest.first, first == .hyphen || first == UInt8(ascii: "+") {
            if first == .hyphen { sign = -1 }
            rest = rest.dropFirst()
        }
        if rest.elementsEqual("0".utf8) { return 0 }
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isDigit || $0 == .dot }
            // At most one dot, and a digit beside it.
            guard number.count(where: { $0 == .dot }) <= 1, number.contains(where: \.isDigit),
                let value = Double("0" + String(Substring(number)) + (number.last == .dot ? "0" : ""))
            else { return nil }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !$0.isDigit && $0 != .dot }
            guard let scale = scale(String(Substring(unit))) else { return nil }
            rest = rest.dropFirst(unit.count)
            total += value * scale
        }
        // Go counts nanoseconds in 63 bits.
        return total < 9.22e9 ? sign * total : nil
    }

    private static func scale(_ unit: String) -> Double? {
        switch unit {
        case "ns": 1e-9
        case "us", "\u{B5}s", "\u{3BC}s": 1e-6
        case "ms": 1e-3
        case "s": 1
        case "m": 60
        case "h": 3600
        default: nil
        }
    }
}
