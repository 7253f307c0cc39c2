/// What git says of one checkout, within the paths that were asked for.
///
/// All of it is from one moment as far as git's own files go: a probe during which `HEAD` or the index changes is repeated, then
/// fails. A checkout of which any part could not be told has no facts at all but a ``GitProbeError``.
public struct RepositoryFacts: Sendable {
    /// The commit that is checked out; `nil` where there is none yet (an unborn `HEAD`).
    public let head: CommitID?

    /// When that commit was made; `nil` where there is none.
    public internal(set) var commitDate: CommitDate?

    /// The short names of the tags at `HEAD`, sorted by bytes; empty when they were not asked for.
    public let tagsAtHead: [String]

    /// The revision that `HEAD` was compared with.
    public let revision: Revision

    /// What differs between the revision and `HEAD`, a rename as both its sides. Empty when the revision is missing: see ``Revision/missing(tried:)``.
    public let committedChanges: PathIndex<PathChange>

    /// What differs between `HEAD` and the disk, staged or not, with untracked files, conflicts and submodules; a rename as both its sides.
    public let worktreeChanges: PathIndex<PathChange>

    /// What git ignores.
    public let ignored: PathIndex<IgnoredPath>

    /// What the index holds, with the files of the submodules that are checked out.
    public let tracked: PathIndex<TrackedFile>

    /// The submodules, nested ones included.
    public let submodules: PathIndex<Submodule>

    /// Whether the folders that were asked for have been listed, and hold exactly what ``tracked`` has below them, each as the file, link
    /// or folder that the index says; but for `.git` at the top of the checkout. False: it was not looked at, or is not so.
    public let holdsJustTracked: Bool

    /// Facts that no probe has found: for tests, and for what is put together from several.
    public init(
        head: CommitID?,
        commitDate: CommitDate? = nil,
        tagsAtHead: [String] = [],
        revision: Revision = .missing(tried: []),
        committedChanges: PathIndex<PathChange> = PathIndex(),
        worktreeChanges: PathIndex<PathChange> = PathIndex(),
        ignored: PathIndex<IgnoredPath> = PathIndex(),
        tracked: PathIndex<TrackedFile> = PathIndex(),
        submodules: PathIndex<Submodule> = PathIndex(),
        holdsJustTracked: Bool = false
    ) {
        self.head = head
        self.commitDate = commitDate
        self.tagsAtHead = tagsAtHead
        self.revision = revision
        self.committedChanges = committedChanges
        self.worktreeChanges = worktreeChanges
        self.ignored = ignored
        self.tracked = tracked
        self.submodules = submodules
        self.holdsJustTracked = holdsJustTracked
    }
}
