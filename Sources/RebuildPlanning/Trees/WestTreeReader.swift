import Basics
import GitProbe
import ManifestKit

/// Reads a west workspace: each project at the commit that `west update` noted in it.
struct WestTreeReader {
    /// The top of the workspace.
    let root: String
    /// Files with the user's and the system's settings of west, the first that says something counts.
    let settings: [String]
    let git: GitProbe

    /// The reference in which west keeps what the manifest wants.
    private static let revision = "refs/heads/manifest-rev"

    func read() async throws(InputError) -> SourceTree {
        let workspace = try await WestWorkspace.load(topdir: root, settings: settings) {
            (path, project) throws(InputError) in
            try await manifests(at: path, of: project)
        }
        let projects = workspace.projects.map { project in
            SourceTree.Project(
                name: project.name,
                path: project.path,
                url: project.url,
                remote: project.remote,
                revision: project.revision,
                revisionCandidates: [Self.revision],
                groups: project.groups.sorted(),
                update: "west update \(project.name)"
            )
        }
        let own = try await manifestProject(workspace.manifestPath)
        return SourceTree(kind: .west, root: root, origin: workspace.manifestFile, projects: [own] + projects)
    }

    /// The manifest repository, which west itself calls `manifest`: it is the user's own, and judged like a single repository.
    private func manifestProject(_ path: String) async throws(InputError) -> SourceTree.Project {
        let folder = PathText.join(root, path)
        guard DiskPath.exists(PathText.join(folder, ".git")) else {
            return SourceTree.Project(name: "manifest", path: path, url: "", revision: "HEAD")
        }
        let reader = GitTreeReader(root: folder, against: nil, git: git)
        return reader.project(try await reader.branch(), named: "manifest", at: path)
    }

    /// What a manifest imports of a project, as its `manifest-rev` has it.
    private func manifests(
        at path: String,
        of project: WestWorkspace.Project
    ) async throws(InputError) -> [WestWorkspace.ManifestText] {
        let folder = PathText.join(root, project.path)
        let commit = try await TreeQuestion.ask(in: folder) { () throws(GitProbeError) in
            DiskPath.exists(PathText.join(folder, ".git")) ? try await git.commit(Self.revision, in: folder) : nil
        }
        guard let commit else {
            let message = "project '\(project.name)' was never updated, and the manifest imports \(path) of it"
            let hint = "run 'west update'"
            throw InputError([Diagnostic(.notUpdated, file: folder, message: message, hint: hint)])
        }
        guard let name = PathText.normalized(path) else {
            let message = "the import leaves project '\(project.name)': '\(path)'"
            throw InputError([Diagnostic(.illegalPath, file: folder, message: message)])
        }
        return try await TreeQuestion.ask(in: folder) { () throws(GitProbeError) in
            try await texts(at: name, of: commit, in: folder)
        }
    }

    private func texts(
        at path: String,
        of commit: CommitID,
        in folder: String
    ) async throws(GitProbeError) -> [WestWorkspace.ManifestText] {
        let label = "\(folder)@manifest-rev"
        guard let entry = try await git.entry(at: path, of: commit.description, in: folder) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: nil,
                message: "manifest-rev has no \(path), which the manifest imports",
                hint: "run 'west update'"
            )
        }
        guard entry.kind == .folder else {
            let bytes = try await git.content(of: entry.id, in: folder)
            return [WestWorkspace.ManifestText(file: "\(label):\(path)", bytes: bytes)]
        }
        var texts: [WestWorkspace.ManifestText] = []
        for file in try await git.entries(of: entry.id, in: folder)
        where file.path.hasSuffix(".yml") || file.path.hasSuffix(".yaml") {
            let bytes = try await git.content(of: file.id, in: folder)
            texts.append(WestWorkspace.ManifestText(file: "\(label):\(path)/\(file.path)", bytes: bytes))
        }
        return texts
    }
}
