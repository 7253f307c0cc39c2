import Basics

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
    public var rfc3339UTC: String { Timestamp.rfc3339(secondsSinceEpoch) }

    /// The date in the zone of the commit: `2026-01-31T08:05:09+01:00`, as `git log --format=%cI` writes it.
    public var rfc3339: String {
        let (local, overflow) = secondsSinceEpoch.addingReportingOverflow(Int64(zoneMinutes) * 60)
        if overflow { return rfc3339UTC }
        let minutes = abs(zoneMinutes)
        let sign = zoneMinutes < 0 ? "-" : "+"
        return "\(Timestamp.text(local))\(sign)\(Timestamp.padded(minutes / 60)):\(Timestamp.padded(minutes % 60))"
    }

    /// Reads git's raw form: `1700000000 +0100`.
    init?(raw text: Substring) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let seconds = Int64(parts[0]), let zone = Int(parts[1]),
            (-9_999...9_999).contains(zone)
        else { return nil }
        self.init(secondsSinceEpoch: seconds, zoneMinutes: zone / 100 * 60 + zone % 100)
    }
}
