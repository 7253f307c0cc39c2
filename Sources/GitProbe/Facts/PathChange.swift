/// A path that is not as it should be, and how.
public struct PathChange: PathKeyed, Hashable {
    /// In what way a path is not as it should be.
    public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// The content differs.
        case modified
        /// New in the index, or in the later of two commits.
        case added
        /// Gone from the disk or the index, or in the later of two commits.
        case deleted
        /// On disk, not in the index, not ignored.
        case untracked
        /// A file has become a symbolic link, a submodule, or the other way round.
        case typeChanged
        /// The executable bit differs; the content may differ as well.
        case modeChanged
        /// A merge is not finished here.
        case conflicted
        /// The submodule is at another commit than the one recorded for it.
        case submodule
    }

    /// Relative to the top of the checkout.
    public let path: GitPath
    /// In what way it is not as it should be.
    public let status: Status

    /// Whether this is a folder whose content git does not look into: an untracked repository within the checkout. What it
    /// holds must be read from disk.
    public let isFolder: Bool

    /// A change of a file, or of a folder that git does not look into.
    public init(path: GitPath, status: Status, isFolder: Bool = false) {
        self.path = path
        self.status = status
        self.isFolder = isFolder
    }
}
