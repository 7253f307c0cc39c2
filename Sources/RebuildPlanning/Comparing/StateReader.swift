import Basics
import GitProbe
import ManifestKit

/// Finds out which projects a state of a tree has, and what their commits hold.
struct StateReader {
    /// The tree on disk, whose repositories have the commits.
    let disk: SourceTree
    let options: TreeOptions
    let git: GitProbe
    let jobs: Int

    /// - Parameter scratch: where the state is to be laid out; `.gitmodules` are written there, for git to read.
    func read(_ state: TreeState, in scratch: ScratchTree) async throws(InputError) -> [StateCheckout] {
        switch state {
        case .disk: throw Self.problem(disk.root, "the tree on disk is no commit")
        case .file(let file): return await checkouts(of: try projects(in: file))
        case .revision(let name):
            guard let project = disk.projects.first, [.git, .submodules].contains(disk.kind) else {
                throw Self.problem(
                    disk.root,
                    "a tree of kind '\(disk.kind.rawValue)' is not told by a revision: '\(name)'",
                    hint: "name a file that says at which revisions its projects are"
                )
            }
            return try await repository(project, at: name, in: scratch)
        }
    }

    private static func problem(_ file: String, _ message: String, hint: String? = nil) -> InputError {
        InputError([Diagnostic(.unknownState, file: file, message: message, hint: hint)])
    }

    // MARK: Files that name projects

    private func projects(in file: String) throws(InputError) -> [SourceTree.Project] {
        if file.hasSuffix(".repos") { return try RepositoryList.load(file: file, below: options.folder).projects }
        if !file.hasSuffix(".xml") { return try ProjectFile.load(file: file, below: options.folder).projects }
        let folder = PathText.parent(of: file)
        return try RepoManifest.load(file: file, includeRoot: folder, manifestURL: nil).tree(root: disk.root).projects
    }

    private func checkouts(of projects: [SourceTree.Project]) async -> [StateCheckout] {
        await boundedMap(projects, limit: jobs) { project in
            await checkout(project, at: project.revisionCandidates)
        }
    }

    /// - Parameter revisions: the first that there is counts.
    private func checkout(_ project: SourceTree.Project, at revisions: [String]) async -> StateCheckout {
        let folder = disk.checkout(of: project)
        func missing(_ message: String, _ hint: String?) -> StateCheckout {
            let text = "\(project.path): \(message)" + (hint.map { " (\($0))" } ?? "")
            return StateCheckout(project: project, content: .failure(.init(message: text)))
        }
        guard DiskPath.exists(PathText.join(folder, ".git")) else {
            return missing("is not checked out, so its commits are not here", project.updateHint)
        }
        do throws(GitProbeError) {
            for revision in revisions {
                guard let commit = try await git.commit(revision, in: folder) else { continue }
                let files = PathIndex(try await git.files(of: commit, in: folder))
                return StateCheckout(project: project, content: .success(.init(commit: commit, files: files)))
            }
            return missing("has no commit \(revisions.joined(separator: ", nor "))", "run 'git -C \(folder) fetch'")
        } catch {
            return missing(error.message, error.hint ?? "run 'git -C \(folder) fetch'")
        }
    }

    // MARK: A repository and its submodules

    private func repository(
        _ project: SourceTree.Project,
        at revision: String,
        in scratch: ScratchTree
    ) async throws(InputError) -> [StateCheckout] {
        let outermost = await checkout(project, at: [revision])
        if case .failure(let missing) = outermost.content { throw Self.problem(disk.root, missing.message) }
        var all = [outermost]
        if options.kind == .git { return all }
        var next = [outermost]
        // As deep as submodules are followed on disk.
        for _ in 0..<16 where !next.isEmpty {
            var found: [SourceTree.Project] = []
            for checkout in next { found += try await submodules(of: checkout, in: scratch) }
            next = await boundedMap(found, limit: jobs) { project in
                await self.checkout(project, at: [project.revision])
            }
            all += next
        }
        return all
    }

    private func submodules(
        of checkout: StateCheckout,
        in scratch: ScratchTree
    ) async throws(InputError) -> [SourceTree.Project] {
        guard case .success(let content) = checkout.content, let file = content.files[GitPath(".gitmodules")],
            file.mode != .symbolicLink, file.mode != .submodule
        else { return [] }
        let folder = disk.checkout(of: checkout.project)
        let settings = try await TreeQuestion.ask(in: folder) { () throws(GitProbeError) in
            let bytes = try await git.contents(of: [file], in: content.commit, folder)[file.blob] ?? []
            return try await self.settings(bytes, checkout.project, scratch)
        }
        let entries = try SubmoduleEntry.read(settings.map { ($0.key, $0.value) }, file: "\(folder)/.gitmodules")
        return entries.compactMap { entry in
            guard let link = content.files[GitPath(entry.path)], link.mode == .submodule else { return nil }
            let path = PathText.join(checkout.project.path, entry.path)
            return SourceTree.Project(
                name: entry.name,
                path: path,
                url: entry.url,
                revision: link.blob.description,
                revisionCandidates: [link.blob.description],
                update: "git submodule update --init --recursive \(path)"
            )
        }
    }

    private func settings(
        _ bytes: [UInt8],
        _ project: SourceTree.Project,
        _ scratch: ScratchTree
    ) async throws(GitProbeError) -> [ConfigurationEntry] {
        do throws(FileError) {
            try scratch.makeFolder(project.path)
            try scratch.write(bytes, at: scratch.place(project.path, GitPath(".gitmodules")))
        } catch {
            throw GitProbeError(code: .unexpectedOutput, checkout: nil, message: "\(error)")
        }
        let file = PathText.join(PathText.join(scratch.root, project.path), ".gitmodules")
        return try await git.settings(matching: "^submodule\\.", file: file)
    }
}
