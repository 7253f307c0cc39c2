import Basics
import GitProbe
import ManifestKit

/// Reads a single repository as a tree of one project.
struct GitTreeReader {
    let root: String
    /// The revision that it is compared with; nil: what its branch follows, else `HEAD`.
    let against: String?
    let git: GitProbe

    func read() async throws(InputError) -> SourceTree {
        SourceTree(kind: .git, root: root, projects: [project(try await branch())])
    }

    func branch() async throws(InputError) -> CheckedOutBranch {
        try await TreeQuestion.ask(in: root) { () throws(GitProbeError) in try await git.branch(of: root) }
    }

    /// The repository as a project.
    ///
    /// - Parameters:
    ///   - name: by default as its URL says, else its folder.
    ///   - path: where it lies in the tree; by default it is the root.
    func project(_ branch: CheckedOutBranch, named name: String? = nil, at path: String = ".") -> SourceTree.Project {
        let remote = branch.remote ?? "origin"
        let url = branch.url ?? ""
        let own = branch.name ?? branch.head?.description ?? "HEAD"
        let wanted = against ?? branch.upstream
        return SourceTree.Project(
            name: name ?? self.name(url),
            path: path,
            url: url,
            remote: remote,
            revision: wanted ?? branch.name ?? "HEAD",
            revisionCandidates: [wanted ?? "HEAD"],
            branch: wanted.map { Self.short($0, remote: remote) } ?? own,
            update: "git fetch"
        )
    }

    /// As the last part of its URL says, else its folder.
    private func name(_ url: String) -> String {
        var last = url.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? ""
        if last.hasSuffix(".git") { last.removeLast(".git".count) }
        if !last.isEmpty, last != ".", last != ".." { return last }
        return PathText.lastComponent(of: DiskPath.resolved(root) ?? DiskPath.absolute(root))
    }

    /// The name of a branch or tag without where it is kept: `main` of `refs/remotes/origin/main` and of `origin/main`.
    private static func short(_ revision: String, remote: String) -> String {
        for prefix in ["refs/remotes/\(remote)/", "\(remote)/"] where revision.hasPrefix(prefix) {
            return String(revision.dropFirst(prefix.count))
        }
        return RevisionName(revision).short
    }
}
