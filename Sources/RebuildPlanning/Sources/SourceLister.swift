import GitProbe
import ImageGraph

/// Lists the files of an image's context from what git says, without a walk of the disk: tracked files as git has them,
/// and the few that git does not vouch for by their place on disk.
struct SourceLister {
    let recipe: BuildRecipe
    /// What git said of each checkout.
    let facts: [String: RepositoryFacts]
    /// Leave out what git ignores.
    let hermetic: Bool

    struct Listing {
        /// Sorted by path, each path once.
        var files: [SourceFile] = []
        /// Files that git ignores and the context holds, in the order of their paths.
        var ignored: [ContextPath] = []
    }

    func list() throws(ContextError) -> Listing {
        var listing = Listing()
        for area in SourceArea.areas(of: recipe) {
            guard let facts = facts[area.checkout] else { continue }
            var own = AreaLister(area: area, facts: facts, ignore: recipe.ignore, hermetic: hermetic)
            try own.list()
            listing.files = Self.overlay(listing.files, with: own.files)
            listing.ignored += own.ignored
        }
        listing.ignored.sort()
        return listing
    }

    /// Lays `upper` over `lower`, both sorted: at the same path the upper file counts.
    private static func overlay(_ lower: [SourceFile], with upper: [SourceFile]) -> [SourceFile] {
        if lower.isEmpty { return upper }
        var merged: [SourceFile] = []
        merged.reserveCapacity(lower.count + upper.count)
        var below = lower[...]
        for file in upper {
            let before = below.prefix { $0.path < file.path }
            merged += before
            below.removeFirst(before.count)
            if below.first?.path == file.path { below.removeFirst() }
            merged.append(file)
        }
        return merged + below
    }
}

/// The files of one area.
private struct AreaLister {
    let area: SourceArea
    let facts: RepositoryFacts
    let hermetic: Bool
    var files: [SourceFile] = []
    var ignored: [ContextPath] = []
    private let ignore: IgnorePatterns
    private var scan: IgnoreScan
    private var isSorted = true

    init(area: SourceArea, facts: RepositoryFacts, ignore: IgnorePatterns, hermetic: Bool) {
        self.area = area
        self.facts = facts
        self.ignore = ignore
        self.hermetic = hermetic
        scan = ignore.makeScan()
    }

    mutating func list() throws(ContextError) {
        let changes = facts.worktreeChanges.under(area.path)
        addTracked(changed: Set(changes.map(\.path)), anyFolder: changes.contains(where: \.isFolder))
        for change in changes where change.status == .untracked {
            try addFromDisk(change.path, isFolder: change.isFolder, ignoredByGit: false)
        }
        for entry in facts.ignored.under(area.path) {
            try addFromDisk(entry.path, isFolder: entry.isFolder, ignoredByGit: true)
        }
        if !isSorted { files.sort { $0.path < $1.path } }
    }

    private mutating func addTracked(changed: Set<GitPath>, anyFolder: Bool) {
        let tracked = facts.tracked.under(area.path)
        files.reserveCapacity(tracked.count)
        for file in tracked {
            guard let place = area.contextPath(of: file.path), !scan.isIgnored(place) else { continue }
            let isChanged =
                !changed.isEmpty && changed.contains(file.path)
                || anyFolder && facts.worktreeChanges.covering(file.path) != nil
            if !isChanged, file.isVouchedFor {
                append(SourceFile(path: place, content: .vouched(file.blob, file.mode)))
            } else if file.mode != .submodule, file.stage <= 2 {
                appendFromDisk(area.onDisk(file.path), at: place)
            }
        }
    }

    /// A file that is not vouched for: it counts as it lies on disk, or not at all where it does not.
    private mutating func appendFromDisk(_ path: [UInt8], at place: ContextPath) {
        if files.last?.path == place { return }
        guard let kind = DiskFile.kind(of: path), kind != .folder else { return }
        append(SourceFile(path: place, content: .disk(path)))
    }

    private mutating func addFromDisk(_ path: GitPath, isFolder: Bool, ignoredByGit: Bool) throws(ContextError) {
        if ignoredByGit, hermetic { return }
        let onDisk = area.onDisk(path)
        guard isFolder else {
            guard let place = area.contextPath(of: path), !ignore.leavesOut(place) else { return }
            if ignoredByGit { ignored.append(place) }
            append(SourceFile(path: place, content: .disk(onDisk)))
            return
        }
        let place = area.contextPath(of: path)
        for found in try DiskFile.files(below: onDisk, at: place, ignore: ignore) {
            if ignoredByGit { ignored.append(found.path) }
            append(found)
        }
    }

    private mutating func append(_ file: SourceFile) {
        if let last = files.last, !(last.path < file.path) { isSorted = false }
        files.append(file)
    }
}
