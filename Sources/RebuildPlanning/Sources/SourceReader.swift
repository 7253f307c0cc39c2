import GitProbe
import ImageGraph
import ManifestKit

/// Turns what git says of the projects into what is known of each image: state, files, digest, labels.
struct SourceReader: Sendable {
    let workspace: Workspace
    /// How many files are read at once.
    let jobs: Int

    /// What git said of one checkout.
    struct Answer: Sendable {
        let checkout: String
        let facts: Result<RepositoryFacts, GitProbeError>
    }

    /// Drafts every image as soon as git has answered for all of its projects, while git goes on with others.
    func drafts(from answers: AsyncStream<Answer>) async -> [ImageKey: SourceDraft] {
        var pending = PendingImages(workspace)
        return await withTaskGroup(of: [(ImageKey, SourceDraft)].self) { group in
            for await answer in answers {
                let ready = pending.take(answer)
                if ready.images.isEmpty { continue }
                group.addTask {
                    let drafter = SourceDrafter(facts: ready.facts, hermetic: workspace.options.hermetic)
                    return ready.images.map { ($0.key, drafter.draft($0.recipe)) }
                }
            }
            var drafts: [ImageKey: SourceDraft] = [:]
            for await part in group { for (key, draft) in part { drafts[key] = draft } }
            return drafts
        }
    }

    /// Reads what git does not vouch for, and completes digests and labels from parents to children.
    ///
    /// - Parameter facts: the final word on every checkout. Where it is a failure though the draft was made of facts,
    ///   the image is drafted again.
    func finish(_ drafts: [ImageKey: SourceDraft], _ facts: ProjectFacts) async -> [ImageKey: ImageSources] {
        var drafts = drafts
        let drafter = SourceDrafter(facts: facts, hermetic: workspace.options.hermetic)
        var toRead: [Bool: Set<[UInt8]>] = [:]
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            if drafts[image.key] == nil || !recipe.checkouts.allSatisfy({ drafter.success($0) != nil }) {
                drafts[image.key] = drafter.draft(recipe)
            }
            let unread = drafts[image.key]?.unread ?? []
            if !unread.isEmpty { toRead[drafter.usesSHA256(recipe), default: []].formUnion(unread) }
            drafts[image.key]?.sources.commitDate = drafter.success(recipe.checkout)?.commitDate?.rfc3339UTC
        }
        var answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>] = [:]
        for (sha256, paths) in toRead {
            let read = await ContentHasher(jobs: jobs).answers(for: paths, sha256: sha256)
            answers.merge(read) { _, new in new }
        }
        return finished(drafts, answers)
    }

    private func finished(
        _ drafts: [ImageKey: SourceDraft],
        _ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>]
    ) -> [ImageKey: ImageSources] {
        var finished: [ImageKey: ImageSources] = [:]
        var lines: [ImageKey: [ImageSources.Part]] = [:]
        for image in workspace.images {
            guard let recipe = image.recipe, var draft = drafts[image.key] else { continue }
            var above: [ImageSources.Part] = []
            for parent in workspace.graph.parents(of: image.key) {
                guard let sources = finished[parent] else { continue }
                above += [sources.own] + sources.components + (lines[parent] ?? [])
            }
            above = ImageLabels.merged(above)
            lines[image.key] = above
            draft.add(answers)
            var digest = completed(draft.digest, image, recipe) { finished[$0]?.inputDigest }
            draft.sources.inputDigest = draft.failure == nil ? digest?.finish() : nil
            if draft.sources.inputDigest == nil {
                draft.sources.state = .unknown
                draft.sources.own.state = .unknown
                let message = draft.failure ?? "the inputs of an image it is made from could not be read"
                draft.sources.evidence.append(.sourcesUnknown(message: message))
            }
            draft.sources.labels = ImageLabels.all(
                name: image.reference.familiarName,
                sources: draft.sources,
                ancestors: above
            )
            finished[image.key] = draft.sources
        }
        return finished
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
        let drafter = SourceDrafter(facts: facts, hermetic: workspace.options.hermetic, recording: true)
        var draft = drafter.draft(recipe)
        let sha256 = drafter.usesSHA256(recipe)
        draft.add(await ContentHasher(jobs: jobs).answers(for: Set(draft.unread), sha256: sha256))
        var digest = completed(draft.digest, image, recipe, parent: parent)
        return draft.failure == nil ? digest?.finishRecord() : nil
    }

    /// The digest with all that follows the files; nil where it is not known, or that of a parent is not.
    private func completed(
        _ files: InputDigest?,
        _ image: WorkspaceImage,
        _ recipe: BuildRecipe,
        parent digestOf: (ImageKey) -> String?
    ) -> InputDigest? {
        guard var digest = files else { return nil }
        digest.addArguments(recipe.buildArguments)
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
                externals.append(parent.reference)
            }
        }
        digest.addParents(internals)
        digest.addExternals(externals)
        return digest
    }
}

/// Images whose projects have not all been answered for.
private struct PendingImages {
    struct Ready: Sendable {
        var images: [(key: ImageKey, recipe: BuildRecipe)] = []
        var facts: ProjectFacts = [:]
    }

    private var facts: ProjectFacts = [:]
    /// The images with sources in a checkout.
    private var images: [String: [(key: ImageKey, recipe: BuildRecipe)]] = [:]

    init(_ workspace: Workspace) {
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            for checkout in recipe.checkouts { images[checkout, default: []].append((image.key, recipe)) }
        }
    }

    /// The images for which this was the last answer that was missing.
    mutating func take(_ answer: SourceReader.Answer) -> Ready {
        facts[answer.checkout] = answer.facts
        var ready = Ready()
        for image in images.removeValue(forKey: answer.checkout) ?? [] {
            let own = image.recipe.checkouts.map { ($0, facts[$0]) }
            guard own.allSatisfy({ $0.1 != nil }) else { continue }
            ready.images.append(image)
            for (checkout, known) in own { ready.facts[checkout] = known }
        }
        return ready
    }
}
