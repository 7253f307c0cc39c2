import Basics
import GitProbe
import ImageGraph
import ManifestKit

/// Finds the Dockerfiles that git tracks in a tree.
struct DockerfileFinding {
    /// Folders whose Dockerfiles are somebody else's, or are not meant to be built.
    private static let foreign: Set<String> = ["vendor", "node_modules", "third_party", "testdata"]

    private(set) var tree = TrackedTree()
    private(set) var found: [FoundDockerfile] = []
    private(set) var leftOut: [ListProposal.LeftOut] = []
    private(set) var projects: [SourceTree.Project] = []

    /// - Parameter jobs: how many checkouts are read at once.
    init(_ source: SourceTree, git: GitProbe, jobs: Int) async {
        let there = source.projects.filter(source.isCheckedOut)
        for project in source.projects where !source.isCheckedOut(project) {
            leaveOut(project.path, "the project is not checked out", project.update.map { "run '\($0)'" })
        }
        let listed = await boundedMap(there, limit: jobs) { project in
            await Self.paths(of: project, source, git)
        }
        var candidates: [(SourceTree.Project, String)] = []
        for (project, paths) in zip(there, listed) {
            switch paths {
            case .failure(let error): leaveOut(project.path, error.message, error.hint)
            case .success(let paths):
                projects.append(project)
                for path in paths {
                    tree.insert(project.told(path))
                    if DockerfileName(PathText.lastComponent(of: path)) != nil { candidates.append((project, path)) }
                }
            }
        }
        for (project, path) in candidates { look(at: path, of: project, checkout: source.checkout(of: project)) }
    }

    private static func paths(
        of project: SourceTree.Project,
        _ source: SourceTree,
        _ git: GitProbe
    ) async -> Result<[String], GitProbeError> {
        do throws(GitProbeError) {
            return .success(try await git.trackedPaths(in: source.checkout(of: project)).map(\.description))
        } catch {
            return .failure(error)
        }
    }

    private mutating func leaveOut(_ path: String, _ reason: String, _ hint: String? = nil) {
        leftOut.append(ListProposal.LeftOut(path: path, reason: reason + (hint.map { " (\($0))" } ?? "")))
    }

    private mutating func look(at path: String, of project: SourceTree.Project, checkout: String) {
        let told = project.told(path)
        // git names a submodule, or a folder's link, as it names a file.
        guard !tree.isFolder(told), let name = DockerfileName(PathText.lastComponent(of: path)) else { return }
        let parts = path.split(separator: "/").map(String.init).dropLast()
        if let folder = parts.first(where: Self.foreign.contains) { return leaveOut(told, "it lies in '\(folder)'") }
        if parts.contains(".devcontainer") { return leaveOut(told, "it makes a container to develop in") }
        if case .other(let what) = name { return leaveOut(told, "it is \(what)") }
        guard case .dockerfile(let label) = name else { return }
        let file = PathText.join(checkout, path)
        if DiskPath.isLink(file) { return leaveOut(told, "it is a link") }
        var problems: [Diagnostic] = []
        guard let read = DockerfileReading(file, &problems) else {
            let problem = problems.first
            return leaveOut(
                told,
                "\(problem?.line.map { "line \($0): " } ?? "")\(problem?.message ?? "it cannot be read")"
            )
        }
        found.append(
            FoundDockerfile(
                project: project,
                folder: parts.isEmpty ? "." : parts.joined(separator: "/"),
                name: PathText.lastComponent(of: path),
                label: label,
                needs: read.resolved.images.map(\.reference),
                sources: read.sources
            )
        )
    }
}
