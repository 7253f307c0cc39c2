import GitProbe
import ImageGraph

/// The part of one project that goes into an image's context: what git is asked about, and what its answers are searched for.
struct SourceScope {
    let place: ProjectPlaces.Place
    /// The folder or file, as git names it.
    let folder: GitPath
    /// Where it stands in the context.
    let base: ContextPath
    /// The checkouts of other projects within this one, as git names them: what is below them is not this project's.
    let borders: [GitPath]

    /// The scopes of a context: of each area its own project, and the projects within it.
    static func scopes(of recipe: BuildRecipe) -> [SourceScope] {
        recipe.sources.areas.flatMap { area -> [SourceScope] in
            let root = Array(area.root.utf8)
            let own = SourceScope(
                place: area.place,
                folder: area.place.relative(root) ?? .top,
                base: area.destination,
                borders: area.nested.compactMap { area.place.relative($0.root) }
            )
            let nested = area.nested.map { place in
                SourceScope(
                    place: place,
                    folder: .top,
                    base: area.destination.appending(ContextPath(bytes: place.root.dropFirst(root.count))),
                    borders: area.nested.compactMap { $0 == place ? nil : place.relative($0.root) }
                )
            }
            return [own] + nested
        }
    }

    /// Where a path of the project stands in the context; nil where it lies outside the scope.
    func contextPath(of path: GitPath) -> ContextPath? {
        guard let relative = path.relative(to: folder) else { return nil }
        return relative.isTop ? base : base.appending(ContextPath(bytes: relative.bytes))
    }

    /// Whether a path is another project's, though it lies here.
    func isForeign(_ path: GitPath) -> Bool {
        borders.contains { path.isEqual(toOrBelow: $0) }
    }

    /// What was committed in this scope; also that another commit of a submodule is recorded, though what is in that is not this project's.
    func committed(of index: PathIndex<PathChange>) -> [PathChange] {
        values(of: index) + borders.flatMap { border in index[border].map { [$0] } ?? [] }
    }

    /// The values that say something of this scope: of what is in it, and of the folders that it is in.
    func values<Value>(of index: PathIndex<Value>) -> [Value] {
        if index.isEmpty { return [] }
        var found = index.under(folder).filter { !isForeign($0.path) }
        var above = folder.parent
        while let path = above, !path.isTop {
            if let value = index[path] { found.append(value) }
            above = path.parent
        }
        return found
    }
}
