/// What one look at a checkout shows, submodules included.
struct CheckoutSnapshot: Hashable, Sendable {
    var head: CommitID?
    var changes: [PathChange]
    var ignored: [IgnoredPath]
    var tracked: [TrackedFile]
    var submodules: [Submodule]
    /// Of the changes those that are content alone, and on disk alone. Those of submodules are not among them.
    var editedOnDisk: Set<GitPath> = []
    /// The files of attributes in the index, within the scope or not; `nil` where they are not known.
    var attributesFiles: [GitPath]?
    /// How many bytes each of ``tracked`` has on disk, cut to 32 bits; `nil` where that is not known.
    var lengths: [UInt32]?
    /// See ``RepositoryFacts/holdsJustTracked``.
    var holdsJustTracked = false

    /// Takes in what a submodule at `path` shows.
    mutating func absorb(_ inner: CheckoutSnapshot, at path: GitPath) {
        changes += inner.changes.map {
            PathChange(path: $0.path.prefixed(by: path), status: $0.status, isFolder: $0.isFolder)
        }
        ignored += inner.ignored.map { IgnoredPath(path: $0.path.prefixed(by: path), isFolder: $0.isFolder) }
        tracked += inner.tracked.map {
            TrackedFile(
                path: $0.path.prefixed(by: path),
                mode: $0.mode,
                blob: $0.blob,
                stage: $0.stage,
                flags: $0.flags
            )
        }
        submodules += inner.submodules.map {
            Submodule(path: $0.path.prefixed(by: path), recorded: $0.recorded, presence: $0.presence)
        }
    }
}
