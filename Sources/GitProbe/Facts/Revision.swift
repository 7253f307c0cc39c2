/// What became of the revisions that `HEAD` was to be compared with.
public enum Revision: Hashable, Sendable {
    /// `name` was the first that names a commit of the checkout.
    case found(name: String, commit: CommitID)

    /// None names a commit of the checkout, so nothing can be said about what was committed since: that is unknown, not clean.
    /// `tried` is empty when none was asked for.
    case missing(tried: [String])

    /// The commit, where one was found.
    public var commit: CommitID? {
        switch self {
        case .found(_, let commit): commit
        case .missing: nil
        }
    }
}
