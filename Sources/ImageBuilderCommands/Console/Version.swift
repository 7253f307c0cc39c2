import CVersion

/// Which imagebuilder this is.
public enum Version {
    /// The number of this release, by semantic versioning: the one place where it stands. docs/stability.md says what it covers.
    public static let number = "0.1.0"

    /// The commit that it was built from, `-dirty` behind it where there were changes; nil where the build was not told.
    public static var commit: String? {
        let text = String(cString: imagebuilder_commit())
        return text.isEmpty ? nil : text
    }

    /// `0.1.0 (commit)`
    public static var text: String { commit.map { "\(number) (\($0))" } ?? number }
}
