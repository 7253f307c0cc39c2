/// The branch that a checkout is on, and what git's configuration says of it.
public struct CheckedOutBranch: Hashable, Sendable {
    /// Its short name; nil where `HEAD` is detached.
    public let name: String?
    /// The full name of the reference that it follows, there or not; nil where it follows none.
    public let upstream: String?
    /// The remote that it follows, else `origin`, else the only one; nil where none of these is there.
    public let remote: String?
    /// The URL of that remote as it is configured. May hold credentials.
    public let url: String?
    /// The commit of `HEAD`; nil before the first one.
    public let head: CommitID?

    public init(name: String?, upstream: String?, remote: String?, url: String?, head: CommitID?) {
        self.name = name
        self.upstream = upstream
        self.remote = remote
        self.url = url
        self.head = head
    }
}
