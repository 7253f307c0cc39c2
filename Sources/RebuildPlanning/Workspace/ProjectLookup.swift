import Basics
import ManifestKit

/// Finds the project that an entry of the image list names.
struct ProjectLookup {
    /// A project that is checked out.
    struct Found {
        let project: SourceTree.Project
        /// The checkout on disk.
        let checkout: String
    }

    let tree: SourceTree
    /// The image of the entry.
    let image: String

    /// The project and its checkout. Of several checkouts the first that is there counts.
    ///
    /// - Parameter name: the project's name or path; nil where the entry has none, which only a tree of one project allows.
    func find(
        _ name: String?,
        at position: SourcePosition,
        _ reading: inout RecipeReading
    ) -> Found? {
        guard let name else { return onlyProject(at: position, &reading.problems) }
        let projects = tree.projects(called: name)
        guard let first = projects.first else {
            reading.problems.append(unknown(name, at: position))
            return nil
        }
        let there = projects.filter(tree.isCheckedOut)
        guard let project = there.first else {
            reading.problems.append(missing(first, at: position))
            return nil
        }
        if there.count > 1 {
            reading.warnings.append(
                Diagnostic(
                    .severalCheckouts,
                    at: position,
                    "project '\(name)' is checked out at \(there.map(\.path).joined(separator: ", ")); "
                        + "'\(image)' uses \(project.path)",
                    hint: "name it by its path"
                )
            )
        }
        return Found(project: project, checkout: tree.checkout(of: project))
    }

    /// The project that is meant where none is named: contract, 1.2.
    private func onlyProject(
        at position: SourcePosition,
        _ problems: inout [Diagnostic]
    ) -> Found? {
        if let project = tree.projects.first, tree.projects.count == 1 {
            return Found(project: project, checkout: tree.checkout(of: project))
        }
        problems.append(
            Diagnostic(
                .missingKey,
                at: position,
                "'\(image)' names no repo, and the tree has \(tree.projects.count) projects",
                hint: "add 'repo' with the name of its project"
            )
        )
        return nil
    }

    private func unknown(_ name: String, at position: SourcePosition) -> Diagnostic {
        let known = Set(tree.projects.map(\.name)).union(tree.projects.map(\.path))
        let nearest = Suggestion.nearest(to: name, among: known)
        return Diagnostic(
            .unknownRepo,
            at: position,
            "the tree has no project '\(name)', which '\(image)' needs",
            hint: nearest.map { "did you mean '\($0)'?" }
        )
    }

    private func missing(_ project: SourceTree.Project, at position: SourcePosition) -> Diagnostic {
        Diagnostic(
            .notCheckedOut,
            at: position,
            "project '\(project.name)', which '\(image)' needs, is not checked out at \(tree.checkout(of: project))",
            hint: project.updateHint
        )
    }
}

extension SourceTree {
    /// Where the checkout of a project lies on disk.
    func checkout(of project: Project) -> String { PathText.join(root, project.path) }

    /// Whether a project is there. git makes the folder of a submodule before it checks anything out.
    func isCheckedOut(_ project: Project) -> Bool {
        let checkout = checkout(of: project)
        guard kind == .submodules else { return DiskPath.isFolder(checkout) }
        return DiskPath.exists(PathText.join(checkout, ".git"))
    }
}
