import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// What git said of each checkout; one that was not probed is not in it.
typealias ProjectFacts = [String: Result<RepositoryFacts, GitProbeError>]

/// Turns what git said of an image's projects into the state, the evidence and the files of the image.
struct SourceDrafter: Sendable {
    /// Of every checkout that an image to be drafted has sources in.
    let facts: ProjectFacts
    /// What git ignores is left out of the contexts.
    let hermetic: Bool
    /// Whether the digests keep what they hash.
    var recording = false

    func draft(_ recipe: BuildRecipe) -> SourceDraft {
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
            commitDate: nil,
            gitTags: known?.tagsAtHead ?? [],
            ignoredFiles: [],
            inputDigest: nil,
            fileCount: 0,
            labels: [:],
            leftOutOfContext: []
        )
        var draft = SourceDraft(sources: sources, dockerfile: dockerfile(recipe), recording: recording)
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

    /// Nil where git could not tell, or was not asked.
    func success(_ checkout: String) -> RepositoryFacts? {
        if case .success(let known)? = facts[checkout] { known } else { nil }
    }

    /// Which hash names the content of files: the one that the image's own repository uses.
    func usesSHA256(_ recipe: BuildRecipe) -> Bool {
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
        let onDisk = DiskPath.resolved(recipe.dockerfilePath) ?? recipe.dockerfilePath
        return SourceFile(path: place, content: .disk(Array(onDisk.utf8)))
    }

    /// Lists the context's files: from git where it could be asked, else from the disk.
    private func list(_ recipe: BuildRecipe, into draft: inout SourceDraft) {
        let areas = SourceArea.areas(of: recipe)
        let known = areas.reduce(into: [String: RepositoryFacts]()) { $0[$1.checkout] = success($1.checkout) }
        do throws(ContextError) {
            guard areas.allSatisfy({ known[$0.checkout] != nil }) else { return draft.add(try walked(recipe)) }
            var listing = try SourceLister(recipe: recipe, facts: known, hermetic: false).list()
            draft.sources.ignoredFiles = listing.ignored
            if hermetic, !listing.ignored.isEmpty {
                let left = Set(listing.ignored)
                draft.sources.leftOutOfContext = left
                listing.files.removeAll { left.contains($0.path) }
            } else if !listing.ignored.isEmpty {
                draft.sources.takeIgnored(listing.ignored)
            }
            draft.add(listing.files)
        } catch {
            draft.fail("\(error)")
        }
    }

    private func walked(_ recipe: BuildRecipe) throws(ContextError) -> [SourceFile] {
        let walked = try recipe.contextWalker.walk()
        return walked.entries.compactMap { entry in
            if case .folder = entry.kind { return nil }
            if recipe.ignore.leavesOut(entry.path) { return nil }
            return SourceFile(path: entry.path, content: .disk(entry.source))
        }
    }
}
