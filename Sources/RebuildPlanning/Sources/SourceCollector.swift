import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// Turns what git says of the projects into what is known of each image: state, files, digest, labels.
struct SourceCollector: Sendable {
    let workspace: Workspace
    /// How many files are read at once.
    let jobs: Int

    /// What git said of one checkout.
    struct ProbedCheckout: Sendable {
        let checkout: String
        let facts: Result<RepositoryFacts, GitProbeError>
    }

    /// How many images of one project are drafted in turn: enough to be worth a task, few enough that one project of many images keeps all
    /// processors at work.
    private static let draftsAtOnce = 16

    /// Drafts every image as soon as git has answered for all of its projects, while git goes on with others.
    func drafts(from answers: AsyncStream<ProbedCheckout>) async -> [ImageKey: SourceDraft] {
        var pending = PendingImages(workspace)
        return await withTaskGroup(of: [(ImageKey, SourceDraft)].self) { group in
            for await answer in answers {
                let ready = pending.take(answer)
                for part in ready.images.inParts(of: Self.draftsAtOnce) {
                    group.addTask { part.map { ($0.key, draft($0.recipe, ready.facts)) } }
                }
            }
            var drafts: [ImageKey: SourceDraft] = [:]
            for await part in group { for (key, draft) in part { drafts[key] = draft } }
            return drafts
        }
    }

    private func draft(_ recipe: BuildRecipe, _ facts: ProjectFacts, recording: Bool = false) -> SourceDraft {
        SourceDraft(recipe, facts: facts, hermetic: workspace.options.hermetic, recording: recording)
    }

    /// Reads what git does not vouch for, and completes digests and labels from parents to children.
    ///
    /// - Parameter facts: the final word on every checkout. Where it is a failure though the draft was made of facts,
    ///   the image is drafted again.
    func finish(_ drafts: [ImageKey: SourceDraft], _ facts: ProjectFacts) async -> [ImageKey: ImageSources] {
        var drafts = drafts
        var toRead: Set<UnreadFile> = []
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            if drafts[image.key] == nil || recipe.sources.places.contains(where: { !isKnown($0, facts) }) {
                drafts[image.key] = draft(recipe, facts)
            }
            toRead.formUnion(drafts[image.key]?.unread ?? [])
        }
        let read = await ContentHasher(jobs: jobs).read(toRead)
        var finished: [ImageKey: ImageSources] = [:]
        var lines = AncestorLines()
        for image in workspace.images {
            guard let recipe = image.recipe, var draft = drafts[image.key] else { continue }
            draft.take(read)
            let above = lines.above(image.key, in: workspace.graph)
            let digest = completed(draft.digest, image, recipe) { finished[$0]?.inputDigest }?.text
            let sources = assembled(image, recipe, draft, facts, above: above, digest: digest)
            finished[image.key] = sources
            lines.note(sources, of: image.key, above: above)
        }
        return finished
    }

    private func isKnown(_ place: ProjectPlaces.Place, _ facts: ProjectFacts) -> Bool {
        if case .success? = facts[place.checkout] { true } else { false }
    }

    /// All that is known of one image.
    ///
    /// - Parameter above: what stands for the repositories of its internal ancestors.
    private func assembled(
        _ image: WorkspaceImage,
        _ recipe: BuildRecipe,
        _ draft: SourceDraft,
        _ facts: ProjectFacts,
        above: [ImageSources.Part],
        digest: String?
    ) -> ImageSources {
        let parts = recipe.sources.places.map { part($0, draft.standings[$0]?.state ?? .unknown, facts) }
        let (own, components) = (parts[0], ImageLabels.merged(Array(parts.dropFirst())))
        var evidence = recipe.sources.places.flatMap { draft.standings[$0]?.evidence ?? [] }
        var state = parts.map(\.state).max() ?? .unknown
        let ofOwn = above.first { $0.repository == own.repository }?.state ?? .clean
        if ofOwn > state {
            state = ofOwn
            evidence.append(.ancestorNotClean(repository: own.repository, state: ofOwn))
        }
        let digest = draft.failure == nil ? digest : nil
        if digest == nil {
            state = .unknown
            evidence.append(
                .sourcesUnknown(message: draft.failure ?? "the inputs of an image it is made from could not be read")
            )
        }
        var known: RepositoryFacts?
        if case .success(let found)? = facts[recipe.sources.own.checkout] { known = found }
        let commitDate = known?.commitDate?.rfc3339UTC
        let others = ImageLabels.merged(components + above.filter { $0.repository != own.repository })
        return ImageSources(
            state: state,
            own: digest == nil ? own.with(.unknown) : own,
            components: components,
            repositories: [own.with(max(own.state, ofOwn))] + others,
            evidence: evidence,
            commitDate: commitDate,
            gitTags: known?.tagsAtHead ?? [],
            ignoredFiles: draft.ignored,
            inputDigest: digest,
            fileCount: draft.fileCount,
            labels: ImageLabels.all(
                name: image.reference.familiarName,
                own: own.with(state),
                others: others,
                commitDate: commitDate,
                inputDigest: digest
            ),
            readFiles: draft.readFiles
        )
    }

    private func part(_ place: ProjectPlaces.Place, _ state: SourceState, _ facts: ProjectFacts) -> ImageSources.Part {
        var commit: String?
        if case .success(let known)? = facts[place.checkout] { commit = known.head?.description }
        return ImageSources.Part(
            repository: place.project.name,
            state: state,
            commit: commit,
            version: "\(place.project.remote)/\(place.project.branch)",
            vcsURL: place.project.vcsURL
        )
    }

    /// What goes into one image, part by part, read anew; nil where it cannot be told.
    ///
    /// - Parameter parent: the input digest of an internal parent.
    func record(
        of image: WorkspaceImage,
        _ facts: ProjectFacts,
        parent: (ImageKey) -> String?
    ) async -> InputRecord? {
        guard let recipe = image.recipe else { return nil }
        var draft = draft(recipe, facts, recording: true)
        draft.take(await ContentHasher(jobs: jobs).read(Set(draft.unread)))
        var digest = completed(draft.digest, image, recipe, parent: parent)
        return draft.failure == nil ? digest?.finishRecord() : nil
    }

    /// The digest with all that follows the files; nil where it is not known, or that of a parent is not.
    func completed(
        _ files: InputDigest?,
        _ image: WorkspaceImage,
        _ recipe: BuildRecipe,
        parent digestOf: (ImageKey) -> String?
    ) -> InputDigest? {
        guard var digest = files else { return nil }
        digest.addArguments(recipe.declaredBuildArguments)
        digest.addTarget(recipe.target)
        digest.addPlatform(recipe.platform)
        var internals: [(name: String, digest: String)] = []
        var externals: [ImageReference] = []
        for key in workspace.graph.parents(of: image.key) {
            guard let parent = workspace[key] else { continue }
            if parent.role == .buildable {
                guard let above = digestOf(key) else { return nil }
                internals.append((key.name, above))
            } else {
                externals.append(workspace.lockedBases.exact(parent.reference))
            }
        }
        digest.addParents(internals)
        digest.addExternals(externals)
        return digest
    }
}
