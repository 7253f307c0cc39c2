import Basics
import GitProbe
import ManifestKit

/// Reads a repository with submodules, nested ones included: each is a project, at the commit that the repository around it records.
struct SubmoduleTreeReader {
    let root: String
    let against: String?
    let git: GitProbe

    /// A repository that may hold submodules.
    private struct Repository: Sendable {
        /// Relative to the root.
        let path: String
        /// The commit whose submodules count.
        let revision: String
        let url: String
        let branch: String?
        let depth: Int
    }

    private struct Level: Sendable {
        var projects: [SourceTree.Project] = []
        var warnings: [Diagnostic] = []
        var checkedOut: [Repository] = []
    }

    /// Submodules within submodules are followed this deep, as a probe follows them. A checkout that contains itself has no end.
    private static let deepest = 16

    func read() async throws(InputError) -> SourceTree {
        let outermost = GitTreeReader(root: root, against: against, git: git)
        let branch = try await outermost.branch()
        var projects = [outermost.project(branch)]
        var warnings: [Diagnostic] = []
        guard branch.head != nil else { return SourceTree(kind: .submodules, root: root, projects: projects) }
        // Without a remote, relative URLs begin at the checkout, as git has it.
        let url = branch.url ?? DiskPath.resolved(root) ?? DiskPath.absolute(root)
        var next = [Repository(path: ".", revision: "HEAD", url: url, branch: branch.name, depth: 0)]
        while !next.isEmpty {
            let levels = await boundedMap(next, limit: GitProbe.defaultJobs) { repository in
                await level(of: repository)
            }
            next = []
            for level in levels {
                let level = try level.get()
                projects += level.projects
                warnings += level.warnings
                next += level.checkedOut
            }
        }
        let sorted = projects.dropFirst().sorted { $0.path < $1.path }
        return SourceTree(kind: .submodules, root: root, projects: projects.prefix(1) + sorted, warnings: warnings)
    }

    private func level(of repository: Repository) async -> Result<Level, InputError> {
        do throws(InputError) {
            return .success(try await submodules(of: repository))
        } catch {
            return .failure(error)
        }
    }

    private func submodules(of repository: Repository) async throws(InputError) -> Level {
        let folder = PathText.join(root, repository.path)
        let file = PathText.join(folder, ".gitmodules")
        // Without the file a submodule has no URL, and no project can be made of it; the probe of the repository tells of it.
        guard DiskPath.exists(file) || repository.depth == 0 else { return Level() }
        guard repository.depth < Self.deepest else {
            let message = "submodules lie more than \(Self.deepest) deep"
            throw InputError([Diagnostic(.tooDeep, file: file, message: message)])
        }
        let entries = try await entries(file)
        let links = try await TreeQuestion.ask(in: folder) { () throws(GitProbeError) in
            try await git.submodules(of: try await known(repository, in: folder), in: folder)
        }
        let recorded = Dictionary(links.map { ($0.path, $0.id) }) { first, _ in first }
        return level(of: entries, recorded, repository, file: file)
    }

    /// The commit that the tree wants the repository at, where it has that; else the one that is checked out.
    private func known(_ repository: Repository, in folder: String) async throws(GitProbeError) -> String {
        if repository.revision == "HEAD" { return "HEAD" }
        return try await git.commit(repository.revision, in: folder) == nil ? "HEAD" : repository.revision
    }

    private func entries(_ file: String) async throws(InputError) -> [SubmoduleEntry] {
        guard DiskPath.exists(file) else { return [] }
        // git follows no link here, so that a repository cannot bring in the settings of another.
        guard !DiskPath.isLink(file) else {
            let message = "is a symbolic link, which git does not follow"
            throw InputError([Diagnostic(.treeUnreadable, file: file, message: message)])
        }
        let settings = try await TreeQuestion.ask(in: file) { () throws(GitProbeError) in
            try await git.settings(matching: "^submodule\\.", file: file)
        }
        return try SubmoduleEntry.read(settings.map { ($0.key, $0.value) }, file: file)
    }

    private func level(
        of entries: [SubmoduleEntry],
        _ recorded: [String: CommitID],
        _ repository: Repository,
        file: String
    ) -> Level {
        var level = Level()
        for entry in entries {
            guard let commit = recorded[entry.path] else {
                let message = "submodule '\(entry.name)' is named here, but no commit records it at \(entry.path)"
                level.warnings.append(Diagnostic(.unrecordedSubmodule, file: file, message: message))
                continue
            }
            let url = SubmoduleURL.resolve(entry.url, against: repository.url)
            if url == nil {
                let message = "the URL '\(entry.url)' of submodule '\(entry.name)' leads above '\(repository.url)'"
                level.warnings.append(Diagnostic(.unresolvedURL, file: file, message: message))
            }
            let branch = entry.branch == "." ? repository.branch : entry.branch
            let path = repository.path == "." ? entry.path : "\(repository.path)/\(entry.path)"
            level.projects.append(
                SourceTree.Project(
                    name: entry.name,
                    path: path,
                    url: url ?? entry.url,
                    revision: commit.description,
                    branch: branch ?? commit.description,
                    update: "git submodule update --init --recursive \(path)"
                )
            )
            if DiskPath.exists(PathText.join(root, "\(path)/.git")) {
                level.checkedOut.append(
                    Repository(
                        path: path,
                        revision: commit.description,
                        url: url ?? entry.url,
                        branch: branch,
                        depth: repository.depth + 1
                    )
                )
            }
        }
        let named = Set(entries.map(\.path))
        for path in recorded.keys.sorted() where !named.contains(path) {
            let message = "the submodule at \(path) is not named here"
            level.warnings.append(Diagnostic(.unlistedSubmodule, file: file, message: message))
        }
        return level
    }
}
