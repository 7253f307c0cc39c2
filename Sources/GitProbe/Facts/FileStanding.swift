/// What git's word about one file on disk is worth.
public enum FileStanding: Hashable, Sendable {
    /// Tracked and unchanged: the blob is the content, where ``TrackedFile/isVouchedFor`` holds.
    case unchanged(TrackedFile)
    /// Changed, untracked, in conflict, or within an untracked repository.
    case changed(PathChange)
    /// Ignored, by itself or with a folder above it.
    case ignored(IgnoredPath)
    /// Git says nothing of it (`.git` itself, or files that appeared since): it is to be read, and not to be taken as clean.
    case unknown
}

extension RepositoryFacts {
    /// What is known of a file that is on disk, one that lies within the paths of the probe.
    ///
    /// - Complexity: O(*d* log *n*) for a path of *d* components.
    public func standing(of path: GitPath) -> FileStanding {
        if let change = worktreeChanges.covering(path) { return .changed(change) }
        if let file = tracked[path], file.mode != .submodule { return .unchanged(file) }
        if let entry = ignored.covering(path) { return .ignored(entry) }
        return .unknown
    }
}
