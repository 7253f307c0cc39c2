import Basics
public import GitProbe
public import ImageGraph
public import ManifestKit

/// The inputs of a run, read and joined: which images are wanted, what each is made of, and which needs which.
///
/// The first value of the pipeline. It says what the files say and nothing about git's or the engine's state.
public struct Workspace: Sendable {
    public let options: WorkspaceOptions
    public let tree: SourceTree
    /// The tag that every image of the lists is to carry.
    public let buildTag: String
    /// Which image needs which; its order is the order of work.
    public let graph: DependencyGraph
    /// What is not wrong but should be known.
    public let warnings: [Diagnostic]

    /// Under which digests images of no list, and pull-only ones, are taken; empty without a lock file.
    public internal(set) var lockedBases = LockedBases()
    /// What follows when an image from elsewhere moves, where the list says it.
    public internal(set) var basePolicies = BasePolicies()
    /// The images that the selection names; empty where there is none.
    public internal(set) var selected: Set<ImageKey> = []
    /// All images of the run, parents before children.
    public let images: [WorkspaceImage]

    private let imagesByKey: [ImageKey: WorkspaceImage]

    init(
        options: WorkspaceOptions,
        tree: SourceTree,
        buildTag: String,
        graph: DependencyGraph,
        images: [ImageKey: WorkspaceImage],
        warnings: [Diagnostic]
    ) {
        self.options = options
        self.tree = tree
        self.buildTag = buildTag
        self.graph = graph
        self.imagesByKey = images
        self.images = graph.order.compactMap { images[$0] }
        self.warnings = warnings
    }

    public subscript(key: ImageKey) -> WorkspaceImage? { imagesByKey[key] }

    /// Reads the tree, the image list, the whitelist and the Dockerfiles of all wanted images.
    ///
    /// - Parameters:
    ///   - known: inputs that stand in for their files, which are then not read. Default: all are read.
    ///   - git: asked how the tree is made up; nil: see ``loadTree(_:git:)``.
    /// - Throws: `InputError` with everything that is wrong in any of the files.
    public static func load(
        _ options: WorkspaceOptions,
        known: KnownInputs = KnownInputs(),
        git: GitProbe?
    ) async throws(InputError) -> Workspace {
        // A process and a large YAML file take about as long as one another.
        async let tree = reading(options, known, git: git)
        let lists = readLists(options, known)
        switch await tree {
        case .success(let tree): return try await load(options, tree: tree, lists: lists)
        // In the wrong folder there is neither: both are told.
        case .failure(let error): throw InputError(error.diagnostics + lists.problems)
        }
    }

    /// Reads the tree alone.
    ///
    /// - Parameter git: nil: only trees that files describe can be read, and relative fetch URLs stay as they are written.
    /// - Throws: `InputError` with everything that is wrong in any of its files.
    public static func loadTree(_ options: WorkspaceOptions, git: GitProbe?) async throws(InputError) -> SourceTree {
        try await TreeReader(root: options.repoRoot, options: options.tree, git: git).read()
    }

    /// Reads the manifest of a checkout made by `repo`.
    ///
    /// - Parameters:
    ///   - root: the folder that holds `.repo`.
    ///   - git: asked for the manifest repository's URL only; nil: relative fetch URLs stay as they are written.
    /// - Throws: `InputError` with everything that is wrong in any of its files.
    public static func loadManifest(_ root: String, git: GitProbe?) async throws(InputError) -> RepoManifest {
        try await RepoTreeReader(root: root, git: git).read()
    }

    private static func reading(
        _ options: WorkspaceOptions,
        _ known: KnownInputs,
        git: GitProbe?
    ) async -> Result<SourceTree, InputError> {
        if let tree = known.tree { return .success(tree) }
        do throws(InputError) {
            return .success(try await loadTree(options, git: git))
        } catch {
            return .failure(error)
        }
    }

    /// The same with a tree that has been read already.
    public static func load(
        _ options: WorkspaceOptions,
        tree: SourceTree
    ) async throws(InputError) -> Workspace {
        try await load(options, tree: tree, lists: readLists(options, KnownInputs(tree: tree)))
    }

    private struct Lists {
        var images: ImageList?
        var whitelist: Whitelist?
        var lock: BaseLock?
        var problems: [Diagnostic] = []
    }

    private static func readLists(_ options: WorkspaceOptions, _ known: KnownInputs) -> Lists {
        var lists = Lists(images: known.list, whitelist: known.whitelist, lock: known.lock)
        if lists.images == nil {
            lists.images = collect(&lists.problems) { () throws(InputError) in
                try ImageList.load(file: options.imageList)
            }
        }
        if lists.whitelist == nil, let file = options.whitelist {
            lists.whitelist = collect(&lists.problems) { () throws(InputError) in try Whitelist.load(file: file) }
        }
        let lock = LockedBases.file(beside: options.imageList)
        // Whoever has the list as a value has its lock as one, too.
        if known.list == nil, lists.lock == nil, DiskPath.exists(lock) {
            lists.lock = collect(&lists.problems) { () throws(InputError) in try BaseLock.load(file: lock) }
        }
        return lists
    }

    private static func load(
        _ options: WorkspaceOptions,
        tree: SourceTree,
        lists: Lists
    ) async throws(InputError) -> Workspace {
        guard let images = lists.images, lists.problems.isEmpty else { throw InputError(lists.problems) }
        var loader = WorkspaceLoader(
            options: options,
            tree: tree,
            list: images,
            jobs: GitProbe.defaultJobs
        )
        var workspace = try await loader.load(whitelist: lists.whitelist)
        workspace.basePolicies = try BasePolicies(images.bases, file: options.imageList)
        if let lock = lists.lock { workspace.lockedBases = try LockedBases(lock, workspace.basePolicies) }
        return workspace
    }

    private static func collect<Value>(
        _ problems: inout [Diagnostic],
        _ read: () throws(InputError) -> Value
    ) -> Value? {
        do throws(InputError) {
            return try read()
        } catch {
            problems += error.diagnostics
            return nil
        }
    }
}
