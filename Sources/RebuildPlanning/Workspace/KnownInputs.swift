public import ManifestKit

/// Inputs of a run that the caller has as values, each in place of a file of ``WorkspaceOptions``.
///
/// Dockerfiles, ignore files and contexts are always read from the tree on disk.
public struct KnownInputs: Sendable, Hashable {
    /// In place of what is found at ``WorkspaceOptions/repoRoot``; nil: that is read.
    public var tree: SourceTree?
    /// In place of ``WorkspaceOptions/imageList``, whose folder is still the one that the relative files of its secrets begin
    /// at; nil: that file is read.
    public var list: ImageList?
    /// In place of ``WorkspaceOptions/whitelist``; nil: that file is read, if one is named.
    public var whitelist: Whitelist?
    /// In place of the lock file beside the list; nil: that file is read where the list is, and none where ``list`` is a value.
    public var lock: BaseLock?

    public init(
        tree: SourceTree? = nil,
        list: ImageList? = nil,
        whitelist: Whitelist? = nil,
        lock: BaseLock? = nil
    ) {
        self.tree = tree
        self.list = list
        self.whitelist = whitelist
        self.lock = lock
    }
}
