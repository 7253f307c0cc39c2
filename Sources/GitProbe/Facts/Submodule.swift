/// A submodule within the paths of a probe.
public struct Submodule: PathKeyed, Hashable {
    /// What lies at its place.
    public enum Presence: Hashable, Sendable {
        /// Checked out, at `head` (`nil`: it has no commit). Its files and changes are among those of the probe.
        case checkedOut(head: CommitID?)
        /// Not checked out: an empty folder, or none.
        case absent
        /// There is no repository, but there are files. Reported as a change as well: git itself says nothing of them.
        case strayFiles
    }

    /// Relative to the top of the outermost checkout.
    public let path: GitPath

    /// The commit that the index of the repository around it records.
    public let recorded: CommitID
    /// What lies at its place.
    public let presence: Presence

    /// A submodule that the index records at `path`.
    public init(path: GitPath, recorded: CommitID, presence: Presence) {
        self.path = path
        self.recorded = recorded
        self.presence = presence
    }

    /// It speaks for all that is below it.
    public var isFolder: Bool { true }
}
