/// Dates as labels, logs and reports have them, in UTC.
public enum Timestamp {
    /// From 0000-01-01T00:00:00 to 9999-12-31T23:59:59: the years that RFC 3339 can write.
    private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// `2026-11-23T08:30:00` without a zone. Years beyond 0000 and 9999 show as the nearest.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    public static func text(_ seconds: Int64) -> String {
        let parts = parts(seconds)
        return "\(parts.year)-\(parts.month)-\(parts.day)T\(parts.hour):\(parts.minute):\(parts.second)"
    }

    /// `2026-11-23T08:30:00Z`, as RFC 3339 has it.
    public static func rfc3339(_ seconds: Int64) -> String { text(seconds) + "Z" }

    /// `20261123T083000Z`, for names of files.
    public static func compact(_ seconds: Int64) -> String {
        let parts = parts(seconds)
        return "\(parts.year)\(parts.month)\(parts.day)T\(parts.hour)\(parts.minute)\(parts.second)Z"
    }

    /// A number with zeros before it.
    public static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private struct Parts {
        let year, month, day, hour, minute, second: String
    }

    /// The civil date of a count of days, by the algorithm of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func parts(_ secondsOfAnyYear: Int64) -> Parts {
        let seconds = min(max(secondsOfAnyYear, writable.lowerBound), writable.upperBound)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
        let rest = Int(seconds - days * 86_400)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Parts(
            year: padded(Int(year), to: 4),
            month: padded(month),
            day: padded(Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)),
            hour: padded(rest / 3_600),
            minute: padded(rest / 60 % 60),
            second: padded(rest % 60)
        )
    }
}
