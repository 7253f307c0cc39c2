public import SystemPackage

/// What to ask of one checkout.
public struct ProbeRequest: Sendable {
    /// The top folder of the checkout: the one that holds `.git`.
    public var checkout: FilePath

    /// What `HEAD` is to be compared with, in order: full reference names (`refs/remotes/opencord/master`) or object ids.
    /// The first that names a commit counts.
    public var revisions: [String]

    /// The folders and files that matter; empty for the whole checkout. They are taken literally: nothing globs.
    public var paths: [GitPath]

    /// Submodules that are not looked into, because they are asked about by requests of their own.
    public var borders: Set<GitPath> = []

    /// Whether to list the tags at `HEAD`. Costs one git process.
    public var wantsTags: Bool

    /// Asks about the whole checkout and nothing but its state, unless told otherwise.
    public init(
        checkout: FilePath,
        revisions: [String] = [],
        paths: [GitPath] = [],
        wantsTags: Bool = false
    ) {
        self.checkout = checkout
        self.revisions = revisions
        self.paths = paths
        self.wantsTags = wantsTags
    }

    /// The same for those who have the checkout's path as a text.
    public init(
        checkout: String,
        revisions: [String] = [],
        paths: [GitPath] = [],
        wantsTags: Bool = false
    ) {
        self.init(checkout: FilePath(checkout), revisions: revisions, paths: paths, wantsTags: wantsTags)
    }
}
