/// A file or folder that git ignores.
public struct IgnoredPath: PathKeyed, Hashable {
    /// Relative to the top of the checkout.
    public let path: GitPath

    /// Whether a whole folder is ignored. It is named once and not looked into, so that a folder of 100,000 downloaded files costs
    /// nothing: whoever reads the disk anyway finds them with ``PathIndex/covering(_:)``. A folder that holds a tracked
    /// file is never named as a whole.
    public let isFolder: Bool

    /// An ignored file, or a whole folder.
    public init(path: GitPath, isFolder: Bool = false) {
        self.path = path
        self.isFolder = isFolder
    }
}
