import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// The images of one state of a tree, with what each is made of.
struct StateImages: Sendable {
    /// One buildable image.
    struct Image: Sendable {
        let key: ImageKey
        let reference: ImageReference
        let parents: [ImageKey]
        /// Nil where it is not known what it is made of.
        var inputs: InputRecord?
        /// Why that is so.
        var unknown: String?
    }

    /// Parents before children.
    let images: [Image]
    /// What is wrong with the state, and does not keep the rest from being told.
    let problems: [Diagnostic]
    /// The commit of each project by its path; nothing for the tree on disk.
    let commits: [String: String]

    subscript(key: ImageKey) -> Image? { images.first { $0.key == key } }
}

/// Reads the images of states.
struct StateImagesReader {
    let options: WorkspaceOptions
    let git: GitProbe
    let jobs: Int
    /// A folder in which a state may be laid out for as long as it is read.
    let scratch: String

    func read(_ state: TreeState, disk: SourceTree) async throws(InputError) -> StateImages {
        guard state != .disk else { return try await readDisk(disk) }
        let scratch = try laid()
        let reader = StateReader(disk: disk, options: options.tree, git: git, jobs: jobs)
        let checkouts = try await reader.read(state, in: scratch)
        do throws(InputError) {
            return try await read(checkouts, disk, scratch)
        } catch {
            let told = StateWords(scratch: scratch.root, state: state.description)
            throw InputError(error.diagnostics.map(told.told))
        }
    }

    private func laid() throws(InputError) -> ScratchTree {
        do throws(FileError) {
            return try ScratchTree(in: scratch)
        } catch {
            throw InputError([Diagnostic(.unknownState, file: scratch, message: error.message)])
        }
    }

    private func readDisk(_ disk: SourceTree) async throws(InputError) -> StateImages {
        let workspace = try await Workspace.load(options, tree: disk)
        let sources = await WorkspaceSources.probe(workspace, git: git, jobs: jobs)
        return StateImages(images: await images(workspace, sources) { _ in nil }, problems: [], commits: [:])
    }

    private func read(
        _ checkouts: [StateCheckout],
        _ disk: SourceTree,
        _ scratch: ScratchTree
    ) async throws(InputError) -> StateImages {
        let layout = StateLayout(scratch: scratch, disk: disk, checkouts: checkouts, git: git)
        try await layout.layFolders()
        let inputs = StateInputs(options: options, disk: disk, checkouts: checkouts, scratch: scratch)
        try await layout.layFiles(read: inputs.fileNames)
        let laid = try inputs.options()
        let list = try ImageList.read(file: laid.imageList).list
        let dockerfiles = Set(list.buildable.map { PathText.lastComponent(of: $0.dockerfilePath) })
        let components = Set(list.buildable.flatMap(\.components).map { PathText.lastComponent(of: $0.path) })
        try await layout.layFiles(read: dockerfiles, named: components.subtracting(dockerfiles))
        let kind: SourceTree.Kind = checkouts.count > 1 && disk.kind == .git ? .submodules : disk.kind
        let tree = SourceTree(kind: kind, root: scratch.root, projects: checkouts.map(\.project))
        let (workspace, problems) = try await load(laid, tree)
        let facts = Self.facts(checkouts, tree)
        for recipe in workspace.images.compactMap(\.recipe) { try lay(recipe, layout, facts) }
        let sources = await WorkspaceSources.known(workspace, facts, git: git, jobs: jobs)
        let words = StateWords(scratch: scratch.root, state: "")
        let missing = checkouts.compactMap { checkout -> String? in
            if case .failure(let missing) = checkout.content { missing.message } else { nil }
        }
        let images = await images(workspace, sources) { image in
            guard let recipe = image.recipe else {
                return missing.first ?? problems.first.map { words.told("\($0)") } ?? "it cannot be read"
            }
            return StateDoubt.about(recipe, facts)
        }
        let commits = checkouts.compactMap { checkout -> (String, String)? in
            if case .success(let content) = checkout.content {
                (checkout.project.path, "\(content.commit)")
            } else {
                nil
            }
        }
        return StateImages(
            images: images,
            problems: problems.map(words.told),
            commits: Dictionary(commits) { first, _ in first }
        )
    }

    /// The workspace of a state. Images of which a project is not here are there, without a recipe.
    private func load(
        _ options: WorkspaceOptions,
        _ tree: SourceTree
    ) async throws(InputError) -> (workspace: Workspace, problems: [Diagnostic]) {
        do throws(InputError) {
            return (try await Workspace.load(options, tree: tree), [])
        } catch {
            guard options.whitelist == nil else { throw error }
            var loader = WorkspaceLoader(
                options: options,
                tree: tree,
                list: try ImageList.load(file: options.imageList),
                jobs: jobs
            )
            let survey = await loader.survey(whitelist: nil)
            return (survey.workspace, survey.problems)
        }
    }

    private static func facts(_ checkouts: [StateCheckout], _ tree: SourceTree) -> ProjectFacts {
        var facts: ProjectFacts = [:]
        for checkout in checkouts {
            guard case .success(let content) = checkout.content else { continue }
            facts[tree.checkout(of: checkout.project)] = .success(
                RepositoryFacts(
                    head: content.commit,
                    revision: .found(name: checkout.project.revision, commit: content.commit),
                    tracked: content.files,
                    holdsJustTracked: !content.files.contains { $0.mode == .submodule }
                )
            )
        }
        return facts
    }

    /// Lays what a walk over the context lists, where one is made.
    private func lay(_ recipe: BuildRecipe, _ layout: StateLayout, _ facts: ProjectFacts) throws(InputError) {
        guard TrackedContext(recipe, facts: facts[recipe.sources.areas[0].place.checkout]) == nil else { return }
        for scope in SourceScope.scopes(of: recipe) {
            try layout.layNames(in: scope.folder, of: scope.place.project.path)
        }
    }

    private func images(
        _ workspace: Workspace,
        _ sources: WorkspaceSources,
        doubt: (WorkspaceImage) -> String?
    ) async -> [StateImages.Image] {
        var images: [StateImages.Image] = []
        for image in workspace.images where image.role == .buildable {
            var found = StateImages.Image(
                key: image.key,
                reference: image.reference,
                parents: workspace.graph.parents(of: image.key)
            )
            found.unknown = doubt(image)
            let above = found.parents.compactMap { parent in images.first { $0.key == parent && $0.inputs == nil } }
            if found.unknown == nil, let parent = above.first {
                found.unknown = "what its parent \(parent.key) is made of is not known"
            }
            if found.unknown == nil { found.inputs = await sources.record(of: image.key) }
            if found.inputs == nil, found.unknown == nil {
                found.unknown = sources[image.key]?.evidence.last.map { "\($0)" } ?? "its sources cannot be read"
            }
            images.append(found)
        }
        return images
    }
}
