import Basics
import ImageGraph

/// Everything that is read to make an image, by its place on disk and the project that it is of: contract, 2.1.
package struct RecipeSources: Sendable {
    /// The project of the image list's entry.
    package let own: ProjectPlaces.Place
    /// The context, then the components in the order in which they are laid over it.
    package let areas: [ContextArea]
    package let dockerfile: SourceFilePath
    package let ignoreFile: SourceFilePath?
    private let owners: [String: ProjectPlaces.Place]

    /// - Parameters:
    ///   - context: relative to the checkout, as is the Dockerfile.
    ///   - ignoreFile: its path from a folder on disk.
    /// - Returns: nil where something is not there any more, or lies outside every project.
    init?(
        checkout: String,
        context: String,
        components: [BuildRecipe.Component],
        dockerfile: String,
        ignoreFile: (path: String, folder: String)?,
        places: ProjectPlaces
    ) {
        guard let root = places.resolved(checkout), let own = places.owner(of: Array(root.utf8)),
            let first = ContextArea(context, in: root, at: .root, places),
            let read = TracedPath(dockerfile, fromResolved: root)
        else { return nil }
        let layers = components.compactMap { component in
            places.resolved(component.checkout).flatMap { root in
                ContextArea(component.path, in: root, at: ContextPath(component.destination), places)
            }
        }
        guard layers.count == components.count else { return nil }
        self.own = own
        areas = [first] + layers
        self.dockerfile = SourceFilePath(path: read.path, links: read.links)
        self.ignoreFile = ignoreFile.flatMap { TracedPath($0.path, from: $0.folder) }
            .map { SourceFilePath(path: $0.path, links: $0.links) }
        var owners: [String: ProjectPlaces.Place] = [:]
        for path in self.dockerfile.all + (self.ignoreFile?.all ?? []) + areas.flatMap(\.links) {
            owners[path] = places.owner(of: Array(path.utf8))
        }
        self.owners = owners
    }

    /// What is read beside the context's own entries: links, the Dockerfile, the ignore file.
    var files: [String] { dockerfile.all + (ignoreFile?.all ?? []) + areas.flatMap(\.links) }

    /// The project of one of ``files``; nil where it lies in none.
    func owner(of file: String) -> ProjectPlaces.Place? { owners[file] }

    /// Every project that it has sources in, each once; its own first.
    package var places: [ProjectPlaces.Place] {
        var seen: Set<ProjectPlaces.Place> = []
        return ([own] + areas.flatMap(\.places) + files.compactMap { owners[$0] }).filter { seen.insert($0).inserted }
    }
}

extension ContextArea {
    /// - Parameter checkout: without symbolic links.
    fileprivate init?(_ path: String, in checkout: String, at destination: ContextPath, _ places: ProjectPlaces) {
        guard let traced = TracedPath(path, fromResolved: checkout),
            let place = places.owner(of: Array(traced.path.utf8))
        else { return nil }
        self.init(
            root: traced.path,
            destination: destination,
            place: place,
            nested: places.within(Array(traced.path.utf8)),
            links: traced.links
        )
    }
}
