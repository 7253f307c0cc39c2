import Basics
import ManifestKit

/// Chooses the context of a Dockerfile: the narrowest folder of its project that has all it takes, and where other projects have the
/// rest, components of those.
struct ContextChoice {
    let tree: TrackedTree
    let projects: [SourceTree.Project]

    struct Choice: Hashable {
        /// Relative to the Dockerfile's folder.
        var context: String
        var components: [ImageListDraft.Component] = []
    }

    /// What serves most, the narrowest of several that serve as much.
    func choose(_ file: FoundDockerfile) -> Choice {
        var best = (folder: file.folder, served: -1)
        var folder = file.folder
        while true {
            let served = file.sources.count { serves(file.project.told(folder), $0) }
            if served > best.served { best = (folder, served) }
            if folder == "." { break }
            folder = PathText.parent(of: folder)
        }
        let missing = file.sources.filter { !serves(file.project.told(best.folder), $0) }
        return Choice(
            context: Self.way(from: file.folder, to: best.folder),
            components: missing.compactMap { component(for: $0, of: file.project) }
        )
    }

    private func serves(_ folder: String, _ source: CopiedSource) -> Bool {
        if source.path == "." { return tree.hasSubstance(folder) }
        return source.isPattern
            ? tree.matches(source.path, in: folder) : tree.exists(PathText.join(folder, source.path))
    }

    /// `..` as often as it takes.
    private static func way(from folder: String, to above: String) -> String {
        guard let below = PathText.relative(folder, to: above), below != "." else { return "." }
        return below.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    }

    /// What a `COPY` reaches into: a place below a folder that holds several projects, or a project by its name.
    private func component(for source: CopiedSource, of project: SourceTree.Project) -> ImageListDraft.Component? {
        guard source.path != ".", !source.isPattern else { return nil }
        var folder = project.path
        while folder != "." {
            folder = PathText.parent(of: folder)
            if let found = place(PathText.join(folder, source.path)) {
                return component(found.project, found.path, source)
            }
        }
        let parts = source.path.split(separator: "/", maxSplits: 1).map(String.init)
        let named = projects.filter { [$0.name, $0.path].map(PathText.lastComponent).contains(parts[0]) }
        guard let only = named.first, named.count == 1, only != project else { return nil }
        let rest = parts.count > 1 ? parts[1] : "."
        return tree.exists(only.told(rest)) ? component(only, rest, source) : nil
    }

    /// The innermost project that a path lies in, if something is tracked there.
    private func place(_ path: String) -> (project: SourceTree.Project, path: String)? {
        let around = projects.filter { PathText.relative(path, to: $0.path) != nil }
        guard tree.exists(path), let inner = around.max(by: { $0.path.utf8.count < $1.path.utf8.count }),
            let relative = PathText.relative(path, to: inner.path)
        else { return nil }
        return (inner, relative)
    }

    private func component(
        _ project: SourceTree.Project,
        _ path: String,
        _ source: CopiedSource
    ) -> ImageListDraft.Component {
        ImageListDraft.Component(repo: Self.repo(project, among: projects), path: path, dest: source.path)
    }

    /// What the list calls a project: by its name, where only one has it.
    static func repo(_ project: SourceTree.Project, among projects: [SourceTree.Project]) -> String {
        projects.count { $0.name == project.name } > 1 ? project.path : project.name
    }
}
