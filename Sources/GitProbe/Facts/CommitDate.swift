/// When a commit was made: its committer date, with the time zone that was recorded.
public struct CommitDate: Hashable, Sendable, Codable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSinceEpoch: Int64

    /// Minutes east of UTC, as recorded in the commit.
    public let zoneMinutes: Int

    /// Makes a date. A zone beyond a hundred hours (no place has more than fourteen) is brought down to that.
    public init(secondsSinceEpoch: Int64, zoneMinutes: Int) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.zoneMinutes = min(max(zoneMinutes, -6_000), 6_000)
    }

    /// The date in UTC, as RFC 3339 writes it: `2026-01-31T07:05:09Z`. Years beyond 0000 and 9999, which that cannot write, show as the nearest it can.
    public var rfc3339UTC: String { Self.text(secondsSinceEpoch) + "Z" }

    /// The date in the zone of the commit: `2026-01-31T08:05:09+01:00`, as `git log --format=%cI` writes it.
    public var rfc3339: String {
        let (local, overflow) = secondsSinceEpoch.addingReportingOverflow(Int64(zoneMinutes) * 60)
        if overflow { return rfc3339UTC }
        let minutes = abs(zoneMinutes)
        let sign = zoneMinutes < 0 ? "-" : "+"
        return "\(Self.text(local))\(sign)\(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    /// Reads git's raw form: `1700000000 +0100`.
    init?(raw text: Substring) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let seconds = Int64(parts[0]), let zone = Int(parts[1]),
            (-9_999...9_999).contains(zone)
        else { return nil }
        self.init(secondsSinceEpoch: seconds, zoneMinutes: zone / 100 * 60 + zone % 100)
    }

    /// From 0000-01-01T00:00:00 to 9999-12-31T23:59:59.
    private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// The civil date of a count of days, by the algorithm of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func text(_ secondsOfAnyYear: Int64) -> String {
        let seconds = min(max(secondsOfAnyYear, writable.lowerBound), writable.upperBound)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
        let rest = Int(seconds - days * 86_400)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let dayOfMonth = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(Int(year), to: 4))-\(padded(month))-\(padded(dayOfMonth))"
        return "\(date)T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))"
    }
}

private func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
