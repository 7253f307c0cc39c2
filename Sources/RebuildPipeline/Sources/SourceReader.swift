import GitProbe
import ImageGraph
import ManifestKit

/// Turns what git said of the projects into what is known of each image: state, files, digest, labels.
struct SourceReader {
    let workspace: Workspace
    let facts: [String: Result<RepositoryFacts, GitProbeError>]
    let jobs: Int

    /// An image before its files have been hashed.
    private struct Draft {
        var sources: ImageSources
        var files: [SourceFile]
        /// The Dockerfile, which counts even where the context leaves it out.
        var dockerfile: SourceFile
        var failure: String?
    }

    func read() async -> [ImageKey: ImageSources] {
        var drafts: [ImageKey: Draft] = [:]
        var toRead: [Bool: Set<[UInt8]>] = [:]
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            let draft = draft(recipe)
            for case .disk(let path) in (draft.files + [draft.dockerfile]).map(\.content) {
                toRead[usesSHA256(recipe), default: []].insert(path)
            }
            drafts[image.key] = draft
        }
        var answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>] = [:]
        for (sha256, paths) in toRead {
            let read = await ContentHasher(jobs: jobs).answers(for: paths, sha256: sha256)
            answers.merge(read) { _, new in new }
        }
        return finish(&drafts, answers)
    }

    // MARK: State and files

    private func draft(_ recipe: BuildRecipe) -> Draft {
        let areas = SourceArea.areas(of: recipe)
        var parts: [ImageSources.Part] = []
        var evidence: [Reason] = []
        for (position, area) in areas.enumerated() {
            let dockerfile = position == 0 ? GitPath(recipe.dockerfile) : nil
            let judge = SourceJudge(area: area, ignore: recipe.ignore, dockerfile: dockerfile)
            let verdict = judge.judge(facts[area.checkout])
            parts.append(part(area, verdict.state))
            evidence += verdict.evidence.filter { !evidence.contains($0) }
        }
        let state = parts.map(\.state).max() ?? .unknown
        var own = parts[0]
        own.state = state
        let known = success(recipe.checkout)
        let sources = ImageSources(
            state: state,
            own: own,
            components: ImageLabels.merged(Array(parts.dropFirst())),
            evidence: evidence,
            commitDate: known?.commitDate?.rfc3339UTC,
            gitTags: known?.tagsAtHead ?? [],
            ignoredFiles: [],
            inputDigest: nil,
            fileCount: 0,
            labels: [:],
            leftOutOfContext: []
        )
        var draft = Draft(sources: sources, files: [], dockerfile: dockerfile(recipe), failure: nil)
        list(recipe, into: &draft)
        return draft
    }

    private func part(_ area: SourceArea, _ state: SourceState) -> ImageSources.Part {
        ImageSources.Part(
            repository: area.project.name,
            state: state,
            commit: success(area.checkout)?.head?.description,
            version: "\(area.project.remote.name)/\(area.project.branch)",
            vcsURL: area.project.vcsURL
        )
    }

    private func success(_ checkout: String) -> RepositoryFacts? {
        if case .success(let known)? = facts[checkout] { known } else { nil }
    }

    private func usesSHA256(_ recipe: BuildRecipe) -> Bool {
        success(recipe.checkout)?.head?.byteCount == 32
    }

    private func dockerfile(_ recipe: BuildRecipe) -> SourceFile {
        let path = GitPath(recipe.dockerfile)
        let place = ContextPath("Dockerfile")
        if let known = success(recipe.checkout), known.worktreeChanges.covering(path) == nil,
            let tracked = known.tracked[path], tracked.isVouchedFor, tracked.mode != .symbolicLink
        {
            return SourceFile(path: place, content: .vouched(tracked.blob, tracked.mode))
        }
        // A Dockerfile behind a symlink counts with the content that is built, not with the link.
        let onDisk = PathJoining.realPath(recipe.dockerfilePath) ?? recipe.dockerfilePath
        return SourceFile(path: place, content: .disk(Array(onDisk.utf8)))
    }

    /// Lists the context's files: from git where it could be asked, else from the disk.
    private func list(_ recipe: BuildRecipe, into draft: inout Draft) {
        let areas = SourceArea.areas(of: recipe)
        let known = areas.reduce(into: [String: RepositoryFacts]()) { $0[$1.checkout] = success($1.checkout) }
        let hermetic = workspace.options.hermetic
        do throws(ContextError) {
            if areas.allSatisfy({ known[$0.checkout] != nil }) {
                let listing = try SourceLister(recipe: recipe, facts: known, hermetic: false).list()
                draft.sources.ignoredFiles = listing.ignored
                draft.files = listing.files
                if hermetic {
                    let left = Set(listing.ignored)
                    draft.sources.leftOutOfContext = left
                    draft.files.removeAll { left.contains($0.path) }
                }
            } else {
                let walked = try BuildContextReader(recipe: recipe, leftOut: []).walker().walk()
                draft.files = walked.entries.compactMap { entry in
                    if case .directory = entry.kind { return nil }
                    if recipe.ignore.leavesOut(entry.path) { return nil }
                    return SourceFile(path: entry.path, content: .disk(entry.source))
                }
            }
        } catch {
            draft.failure = "\(error)"
        }
        draft.sources.fileCount = draft.files.count
    }

    // MARK: Digest and labels

    private func finish(
        _ drafts: inout [ImageKey: Draft],
        _ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>]
    ) -> [ImageKey: ImageSources] {
        var finished: [ImageKey: ImageSources] = [:]
        var lines: [ImageKey: [ImageSources.Part]] = [:]
        for image in workspace.images {
            guard let recipe = image.recipe, var draft = drafts.removeValue(forKey: image.key) else { continue }
            let parents = workspace.graph.parents(of: image.key)
            var above: [ImageSources.Part] = []
            for parent in parents {
                guard let sources = finished[parent] else { continue }
                above += [sources.own] + sources.components + (lines[parent] ?? [])
            }
            above = ImageLabels.merged(above)
            lines[image.key] = above
            draft.sources.inputDigest = digest(image, recipe, draft, answers, finished)
            if draft.sources.inputDigest == nil {
                draft.sources.state = .unknown
                draft.sources.own.state = .unknown
                draft.sources.evidence.append(.sourcesUnknown(message: unreadable(draft, answers)))
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

    private func digest(
        _ image: WorkspaceImage,
        _ recipe: BuildRecipe,
        _ draft: Draft,
        _ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>],
        _ finished: [ImageKey: ImageSources]
    ) -> String? {
        guard draft.failure == nil, let dockerfile = answer(draft.dockerfile, answers) else { return nil }
        var digest = InputDigest()
        digest.addDockerfile(blob: dockerfile.blob)
        for file in draft.files {
            guard let answer = answer(file, answers) else { return nil }
            digest.addFile(file.path, mode: answer.mode, blob: answer.blob)
        }
        digest.addArguments(recipe.buildArguments)
        digest.addTarget(recipe.target)
        digest.addPlatform(recipe.platform)
        var internals: [(String, String)] = []
        var externals: [ImageReference] = []
        for key in workspace.graph.parents(of: image.key) {
            guard let parent = workspace[key] else { continue }
            if parent.role == .buildable {
                guard let above = finished[key]?.inputDigest else { return nil }
                internals.append((key.name, above))
            } else {
                externals.append(parent.reference)
            }
        }
        digest.addParents(internals.map { (name: $0.0, digest: $0.1) })
        digest.addExternals(externals)
        return digest.finish()
    }

    private func answer(
        _ file: SourceFile,
        _ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>]
    ) -> ContentHasher.Answer? {
        switch file.content {
        case .vouched(let blob, let mode):
            ContentHasher.Answer(blob: blob.description, mode: String(mode.rawValue, radix: 8))
        case .disk(let path):
            try? answers[path]?.get()
        }
    }

    private func unreadable(
        _ draft: Draft,
        _ answers: [[UInt8]: Result<ContentHasher.Answer, ContentHasher.Failure>]
    ) -> String {
        if let failure = draft.failure { return failure }
        for case .disk(let path) in (draft.files + [draft.dockerfile]).map(\.content) {
            if case .failure(let failure)? = answers[path] { return "\(failure)" }
        }
        return "the inputs of an image it is made from could not be read"
    }
}
