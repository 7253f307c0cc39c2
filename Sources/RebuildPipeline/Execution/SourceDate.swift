/// The time that a build is said to be of: <https://reproducible-builds.org/specs/source-date-epoch/>.
public enum SourceDate {
    /// The variable, and the build argument, that say it.
    public static let name = "SOURCE_DATE_EPOCH"

    /// What the variable says is no time.
    public struct Invalid: Error, Hashable, CustomStringConvertible {
        let text: String

        public var description: String { "\(name) is '\(text)', and must be seconds since 1970, such as 1700000000" }
    }

    /// Seconds since 1970-01-01T00:00:00Z; nil where the variable is not set, or empty.
    public static func read(_ environment: [String: String]) throws(Invalid) -> Int64? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let seconds = Int64(text) else { throw Invalid(text: text) }
        return seconds
    }
}
