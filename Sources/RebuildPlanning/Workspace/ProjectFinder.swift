import Basics
import ManifestKit

/// Finds the project that an entry of the image list names, and its checkout.
struct ProjectFinder: Sendable {
    /// A project that is checked out.
    struct Found {
        let project: RepoManifest.Project
        /// The checkout on disk.
        let checkout: String
    }

    private let root: String
    private let byName: [String: [RepoManifest.Project]]

    /// - Parameter root: the folder that the paths of the manifest's projects begin at.
    init(_ manifest: RepoManifest, root: String) {
        self.root = root
        byName = Dictionary(grouping: manifest.projects, by: \.name)
    }

    /// The project called `name` and its checkout; nil with the reason added to `reading`. Of several checkouts the first that is there
    /// counts.
    ///
    /// - Parameter image: the name of the image that needs it.
    func find(
        _ name: String,
        for image: String,
        at position: SourcePosition,
        _ reading: inout RecipeReading
    ) -> Found? {
        guard let projects = byName[name], let first = projects.first else {
            let nearest = Suggestion.nearest(to: name, among: byName.keys)
            reading.problems.append(
                Diagnostic(
                    .unknownRepo,
                    at: position,
                    "the manifest has no project '\(name)', which '\(image)' needs",
                    hint: nearest.map { "did you mean '\($0)'?" }
                )
            )
            return nil
        }
        let there = projects.filter { DiskPath.isFolder(PathText.join(root, $0.path)) }
        guard let project = there.first else {
            reading.problems.append(
                Diagnostic(
                    .notCheckedOut,
                    at: position,
                    "project '\(name)', which '\(image)' needs, is not checked out at "
                        + PathText.join(root, first.path),
                    hint: "run 'repo sync \(name)'"
                )
            )
            return nil
        }
        if there.count > 1 {
            reading.warnings.append(
                Diagnostic(
                    .severalCheckouts,
                    at: position,
                    "project '\(name)' is checked out at \(there.map(\.path).joined(separator: ", ")); "
                        + "'\(image)' uses \(project.path)"
                )
            )
        }
        return Found(project: project, checkout: PathText.join(root, project.path))
    }
}
