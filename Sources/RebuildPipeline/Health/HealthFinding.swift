/// What was found of one thing that a run needs, outside of its input files.
public struct HealthFinding: Sendable, Hashable, Codable {
    /// How it is.
    public enum State: String, Sendable, Codable, CaseIterable {
        case ok
        /// A run works, and not as well as it could.
        case warning
        /// A run fails, or parts of it.
        case problem
        /// It was not looked at, because what it needs is not there.
        case skipped
    }

    /// What was looked at: `git`, `checkouts`, `engine`, `builder`, `clock`, `disk`, `credentials`, or `registry`.
    public var subject: String
    public var state: State
    /// What was found, in one line.
    public var message: String
    /// What to do about it; nil where there is nothing to do.
    public var remedy: String?

    public init(_ subject: String, _ state: State, _ message: String, remedy: String? = nil) {
        self.subject = subject
        self.state = state
        self.message = message
        self.remedy = remedy
    }
}
