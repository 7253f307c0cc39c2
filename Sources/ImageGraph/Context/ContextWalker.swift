/// Lists what a build context holds: a folder, less what its ignore patterns leave out, with other folders laid into it.
///
/// Nothing is opened but folders, and symbolic links are never followed (the root may be one). The work is linear in the
/// entries: excluded folders are passed over unless a `!` pattern may reach into them.
public struct ContextWalker: Sendable {
    /// A folder or a single file that is laid into the context as though it had been copied there.
    public struct Overlay: Sendable, Hashable {
        /// On disk; a symbolic link is followed.
        public var source: String
        /// The place in the context. Folders above it that the context lacks are made, with mode 0755.
        public var destination: ContextPath

        /// Lays what is at `source` over `destination` in the context.
        public init(source: String, destination: ContextPath) {
            self.source = source
            self.destination = destination
        }
    }

    /// The context's folder.
    public var root: String
    /// What is left out.
    public var ignore: IgnorePatterns
    /// What is sent even when excluded: the Dockerfile and the ignore file. A path that is not there is no error here.
    public var alwaysSend: [ContextPath]
    /// Laid over the context in this order. The ignore patterns apply at the place in the context. Where a path is in several,
    /// the last overlay that has it wins, and the context's own comes last; folders are joined.
    public var overlays: [Overlay] = []
    /// Whether `.git` is left out at any depth, unless a pattern lets it in again. Default false, which is what docker does.
    public var excludesGit = false

    /// Whether files are looked at, and not only listed. Without it sizes and modes are 0, links have no text, further names of one
    /// file are files, and what may not be read is no error: enough where git vouches for the files. Default true.
    public var looksAtFiles = true

    /// A walk of the folder `root`, with nothing laid over it.
    public init(root: String, ignore: IgnorePatterns = .none, alwaysSend: [ContextPath] = []) {
        self.root = root
        self.ignore = ignore
        self.alwaysSend = alwaysSend
    }

    /// Lists the context as it is on disk now.
    ///
    /// - Throws: `ContextError` that names the file or folder: the root is missing or no folder, something may not be read,
    ///   or went away while it was read. An excluded folder that may not be read is no error, nor are sockets, pipes and
    ///   devices (see ``BuildContext/leftOut``).
    public func walk() throws(ContextError) -> BuildContext {
        let patterns = try patterns()
        var layers = LayeredEntries()
        layers.add(try list(root, at: .root, patterns))
        for overlay in overlays {
            layers.add(
                try list(overlay.source, at: overlay.destination, patterns),
                at: overlay.destination,
                root: root
            )
        }
        return layers.context()
    }

    /// What is left out, `.git` among it.
    private func patterns() throws(ContextError) -> IgnorePatterns {
        excludesGit ? try ignore.prepending(["**/.git"]) : ignore
    }

    /// What is left out but for what is sent in any case, `.git` among it.
    package var appliedPatterns: IgnorePatterns { (try? patterns()) ?? ignore }

    private func list(
        _ folder: String,
        at destination: ContextPath,
        _ patterns: IgnorePatterns
    ) throws(ContextError) -> TreeWalk.FolderListing {
        try TreeWalk.list(
            folder,
            at: destination,
            patterns: patterns,
            alwaysSend: alwaysSend,
            looksAtFiles: looksAtFiles
        )
    }
}
