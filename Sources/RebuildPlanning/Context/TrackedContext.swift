import GitProbe
import ImageGraph
import ManifestKit

/// The files of a context as git's index has them, where a look at the disk has just shown that it holds exactly these.
///
/// Git's view of the folders came from a list of what is in them, name by name; a second list would show the same.
struct TrackedContext {
    private let ignore: IgnorePatterns
    private let alwaysSent: [ContextPath]
    private let folder: GitPath
    let place: ProjectPlaces.Place
    let facts: RepositoryFacts
    private let tracked: ArraySlice<TrackedFile>

    /// - Returns: nil where the disk has to be listed: git looked at it in its own way, or more than the index counts (the permission
    ///   bits of the disk, other projects within, components laid over it, `.git`).
    init?(_ recipe: BuildRecipe, facts: Result<RepositoryFacts, GitProbeError>?) {
        guard case .success(let facts)? = facts, facts.holdsJustTracked, recipe.contextModes == .git,
            recipe.sources.areas.count == 1, recipe.sources.areas[0].nested.isEmpty,
            let folder = recipe.sources.areas[0].place.relative(Array(recipe.sources.areas[0].root.utf8))
        else { return nil }
        // An exception may reach into `.git`, which only the disk has.
        if folder.isTop, recipe.keepsGit || recipe.ignore.hasExceptions { return nil }
        self.facts = facts
        self.folder = folder
        place = recipe.sources.areas[0].place
        ignore = recipe.ignore
        alwaysSent = recipe.alwaysSent
        tracked = facts.tracked.under(folder)
    }

    /// At most how many files there are.
    var count: Int { tracked.count }

    /// Hands out the files that are sent, in the order of their paths.
    func files(_ body: (ContextPath, TrackedFile) -> Void) {
        var scan = ignore.makeScan()
        let length = folder.isTop ? 0 : folder.bytes.count + 1
        for file in tracked {
            let path = ContextPath(bytes: file.path.withUnsafeBytes { [UInt8]($0.dropFirst(length)) })
            if scan.isIgnored(path), !alwaysSent.contains(path) { continue }
            body(path, file)
        }
    }
}
