extension InstructionCheck {
    /// Checks `HEALTHCHECK [flags] CMD command`; `HEALTHCHECK NONE` alone is right and does not get here.
    static func checkHealthCheck(
        _ instruction: Instruction,
        flags: [String: [String]]
    ) throws(SyntaxProblem) {
        guard let kind = instruction.arguments.first else {
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK needs NONE or CMD")
        }
        switch kind.uppercased() {
        case "NONE":
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK NONE takes no arguments")
        case "CMD":
            guard instruction.arguments.count > 1 else {
                throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK CMD needs a command")
            }
        default:
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK takes NONE or CMD, not \(kind)")
        }
        for name in ["interval", "timeout", "start-period", "start-interval"] {
            guard let value = flags[name]?.first, !value.isEmpty else { continue }
            guard GoDuration.isValidInterval(value) else {
                throw SyntaxProblem(
                    .invalidFlag,
                    "--\(name)=\(value) is no duration of 0 or at least 1ms",
                    hint: "such as 30s or 1m30s"
                )
            }
        }
        if let retries = flags["retries"]?.first, !retries.isEmpty {
            guard let number = Int32(retries), number >= 0 else {
                throw SyntaxProblem(.invalidFlag, "--retries=\(retries) is no number of retries")
            }
        }
    }
}

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
