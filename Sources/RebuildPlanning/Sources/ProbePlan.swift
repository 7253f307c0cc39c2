import GitProbe
import ManifestKit
import SystemPackage

/// What git is to be asked: one request a checkout, with all paths that any image has sources at.
struct ProbePlan {
    struct Item: Sendable {
        let checkout: String
        /// The checkout's path in the manifest.
        let name: String
        var request: ProbeRequest
    }

    let items: [Item]

    /// - Parameter tags: whether the tags at HEAD are wanted.
    init(_ recipes: [BuildRecipe], tags: Bool) {
        var items: [String: Item] = [:]
        func ask(_ place: ProjectPlaces.Place, _ path: GitPath, borders: [GitPath] = []) {
            let request = ProbeRequest(
                checkout: FilePath(place.checkout),
                revisions: place.project.revisionCandidates,
                wantsTags: tags
            )
            let item = Item(checkout: place.checkout, name: place.project.path, request: request)
            items[place.checkout, default: item].request.paths.append(path)
            items[place.checkout]?.request.borders.formUnion(borders)
        }
        for recipe in recipes {
            for scope in SourceScope.scopes(of: recipe) {
                ask(scope.place, scope.folder, borders: scope.borders)
            }
            for file in recipe.sources.files {
                guard let place = recipe.sources.owner(of: file), let path = place.relative(Array(file.utf8)) else {
                    continue
                }
                ask(place, path)
            }
        }
        self.items = items.values.sorted { $0.checkout < $1.checkout }
    }
}
