import Basics
public import GitProbe
public import ManifestKit
import SystemPackage

/// A project of a tree, and what git says of its checkout as a whole.
public struct ProjectState: Sendable {
    /// How a checkout stands.
    public enum State: String, Sendable, Hashable {
        /// It is as the tree wants it.
        case clean
        /// Everything is committed, but not as the tree wants it.
        case diverged
        /// It holds changed or untracked files.
        case modified
        /// git failed, or has not the revision that the tree wants.
        case unknown
        /// It is not there.
        case missing
    }

    public let project: SourceTree.Project
    public let state: State
    /// The commit that is checked out.
    public let head: CommitID?
    /// Why nothing can be said, where that is so.
    public let message: String?

    /// Asks git about every project of a tree, each at once for all of its files.
    ///
    /// - Parameter jobs: how many projects are probed at once.
    public static func all(of tree: SourceTree, git: GitProbe, jobs: Int) async -> [ProjectState] {
        let present = tree.projects.filter(tree.isCheckedOut)
        let inner = present.map { borders(of: $0, in: present) }
        let requests = zip(present, inner).map { project, inner in
            var request = ProbeRequest(
                checkout: FilePath(tree.checkout(of: project)),
                revisions: project.revisionCandidates
            )
            request.borders = Set(inner)
            return request
        }
        let answers = await git.probe(requests, jobs: jobs)
        var states: [String: ProjectState] = [:]
        for ((project, inner), answer) in zip(zip(present, inner), answers) {
            states[project.path] = ProjectState(project, answer, inner: inner)
        }
        return tree.projects.map {
            states[$0.path] ?? ProjectState(project: $0, state: .missing, head: nil, message: nil)
        }
    }

    private init(project: SourceTree.Project, state: State, head: CommitID?, message: String?) {
        self.project = project
        self.state = state
        self.head = head
        self.message = message
    }

    /// - Parameter inner: the projects within it, whose files are theirs.
    private init(_ project: SourceTree.Project, _ answer: Result<RepositoryFacts, GitProbeError>, inner: [GitPath]) {
        switch answer {
        case .failure(let error):
            self.init(project: project, state: .unknown, head: nil, message: "\(error)")
        case .success(let facts):
            func isOwn(_ change: PathChange) -> Bool { !inner.contains { change.path.isEqual(toOrBelow: $0) } }
            let hasMoved = facts.submodules.contains { module in
                if inner.contains(module.path) { return false }
                if case .checkedOut(let head) = module.presence { return head != module.recorded }
                return true
            }
            let (state, message): (State, String?) =
                if facts.worktreeChanges.contains(where: isOwn) || hasMoved {
                    (.modified, nil)
                } else if case .missing(let tried) = facts.revision {
                    (.unknown, "has none of \(tried.joined(separator: ", "))")
                } else {
                    (facts.committedChanges.isEmpty ? .clean : .diverged, nil)
                }
            self.init(project: project, state: state, head: facts.head, message: message)
        }
    }

    /// The projects that lie within another, as its git names them.
    private static func borders(of project: SourceTree.Project, in projects: [SourceTree.Project]) -> [GitPath] {
        projects.compactMap { other in
            guard other.path != project.path, let path = PathText.relative(other.path, to: project.path) else {
                return nil
            }
            return GitPath(path)
        }
    }
}
