public import ManifestKit

/// What the user lays down about the tree beside its root.
public struct TreeOptions: Sendable, Hashable, Codable {
    /// What kind of tree it is; nil: whatever is there.
    public var kind: SourceTree.Kind?
    /// The revision that a single repository, or the one around submodules, is compared with; nil: what its branch follows, else
    /// `HEAD`.
    public var against: String?
    /// The folder that the projects of a `.repos` file or a table lie in, relative to that file; nil: the file's own.
    public var folder: String?
    /// Files with the user's and the system's settings of the tool that owns the tree; of several that say something of one thing the first
    /// counts. Default: none. (`WestSettings` knows where west has them.)
    public var settings: [String] = []

    public init(kind: SourceTree.Kind? = nil, against: String? = nil, folder: String? = nil) {
        self.kind = kind
        self.against = against
        self.folder = folder
    }
}
