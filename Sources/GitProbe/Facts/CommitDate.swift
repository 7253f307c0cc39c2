import Basics

/// When a commit was made: its committer date.
public struct CommitDate: Hashable, Sendable, Codable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSinceEpoch: Int64

    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// The date in UTC, as RFC 3339 writes it: `2026-01-31T07:05:09Z`. Years beyond 0000 and 9999, which that cannot write, show as the nearest it can.
    public var rfc3339UTC: String { Timestamp.rfc3339(secondsSinceEpoch) }

    /// Reads git's raw form, whose time zone says nothing of when it was: `1700000000 +0100`.
    init?(raw text: Substring) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let seconds = Int64(parts[0]), let zone = Int(parts[1]),
            (-9_999...9_999).contains(zone)
        else { return nil }
        self.init(secondsSinceEpoch: seconds)
    }
}
