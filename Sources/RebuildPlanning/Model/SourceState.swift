/// How an image's sources on disk stand against the manifest (contract, 2.1). Later cases are worse.
public enum SourceState: String, Sendable, Codable, CaseIterable, Comparable {
    /// As at the manifest's revision.
    case clean
    /// Committed, but not as at the manifest's revision.
    case diverged
    /// Changed or untracked files.
    case modified
    /// Git could not tell.
    case unknown

    public static func < (left: SourceState, right: SourceState) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .clean: 0
        case .diverged: 1
        case .modified: 2
        case .unknown: 3
        }
    }
}
