import GitProbe
import ImageGraph
import ManifestKit

/// What git said of each checkout; one that was not probed is not in it.
typealias ProjectFacts = [String: Result<RepositoryFacts, GitProbeError>]

/// Lets git vouch for the entries of a context, one by one, and tells how the sources stand: contract, 2.1.
///
/// The list comes from the disk and is what is sent. Git only vouches for entries (tracked, unchanged) and tells what is missing;
/// what it does not vouch for is read, and what it does not even name is never clean.
struct SourceVouching {
    let recipe: BuildRecipe
    let facts: ProjectFacts
    /// What git ignores is left out of the context.
    let hermetic: Bool

    private(set) var files: [SourceFile] = []
    private(set) var standings: [ProjectPlaces.Place: ProjectStanding] = [:]
    /// Files that git ignores, in the order of their paths.
    private(set) var ignored: [ContextPath] = []
    /// The same by the project that they lie in.
    private var ignoredByPlace: [ProjectPlaces.Place: [ContextPath]] = [:]
    /// Entries that are not sent.
    private(set) var leftOut: Set<ContextPath> = []
    /// What is as committed only if its bytes say so.
    private(set) var expected: [ExpectedFile] = []
    /// Files that git does not vouch for, and that are there: their bytes decide.
    private var unwatched: [ProjectPlaces.Place: Set<GitPath>] = [:]
    private var cursor = TrackedCursor()

    init(_ recipe: BuildRecipe, facts: ProjectFacts, hermetic: Bool) {
        self.recipe = recipe
        self.facts = facts
        self.hermetic = hermetic
        for place in recipe.sources.places { standings[place] = ProjectStanding() }
    }

    /// Takes the entries of a context, in their order.
    mutating func take(_ entries: [ContextEntry]) {
        files.reserveCapacity(entries.count)
        var homes = HomeScan(recipe.sources.places)
        let kept = Set([recipe.dockerfileInContext ?? "", ".dockerignore"].map { ContextPath($0) })
        for entry in entries where entry.kind != .folder {
            let source = entry.source
            let home = homes.home(of: source)
            let content = content(of: source, isLink: entry.isLink, home) { vouching in
                if vouching.hermetic, !kept.contains(entry.path) {
                    vouching.leftOut.insert(entry.path)
                } else {
                    vouching.ignored.append(entry.path)
                    if let place = home?.place { vouching.ignoredByPlace[place, default: []].append(entry.path) }
                }
            }
            if !leftOut.contains(entry.path) { files.append(SourceFile(path: entry.path, content: content)) }
        }
        judgeRest()
    }

    /// Takes the files of a context that git's index tells.
    mutating func take(_ context: TrackedContext) {
        files.reserveCapacity(context.count)
        let place = context.place
        let mayDiffer = !context.facts.worktreeChanges.isEmpty
        context.files { path, tracked in
            if tracked.isVouchedFor, !mayDiffer {
                files.append(SourceFile(path: path, content: .vouched(tracked.blob, tracked.mode)))
                return
            }
            let isLink = tracked.mode == .symbolicLink
            let content = content(of: place.disk(tracked.path), isLink: isLink, (place, tracked.path)) { _ in }
            files.append(SourceFile(path: path, content: content))
        }
        judgeRest()
    }

    private mutating func judgeRest() {
        for scope in SourceScope.scopes(of: recipe) { judge(scope) }
        judgeFiles()
        for (place, files) in ignoredByPlace {
            standings[place]?.noteChanged(
                .gitIgnoredFiles(count: files.count, examples: files.prefix(5).map(\.description))
            )
        }
    }

    private mutating func judge(_ scope: SourceScope) {
        let present = unwatched[scope.place] ?? []
        ScopeJudgement(recipe: recipe, facts: facts)
            .judge(scope, present: present, &standings[scope.place, default: ProjectStanding()])
    }

    /// The content of a file that is read beside the context's entries.
    mutating func content(ofFile file: String) -> SourceFile.Content {
        let bytes = Array(file.utf8)
        let home = recipe.sources.owner(of: file).flatMap { place in place.relative(bytes).map { (place, $0) } }
        return content(of: bytes, isLink: false, home) { _ in }
    }

    /// Nil where git could not tell, or was not asked.
    func success(_ place: ProjectPlaces.Place?) -> RepositoryFacts? {
        if let place, case .success(let known)? = facts[place.checkout] { known } else { nil }
    }

    // MARK: One file

    private mutating func content(
        of disk: [UInt8],
        isLink: Bool,
        _ home: (place: ProjectPlaces.Place, path: GitPath)?,
        ignored: (inout SourceVouching) -> Void
    ) -> SourceFile.Content {
        guard let home, let known = success(home.place) else {
            return .disk(UnreadFile(path: disk, isSHA256: success(recipe.sources.own)?.usesSHA256 ?? false))
        }
        let (place, path) = home
        let tracked = cursor.find(path, in: known, of: place)
        var change = known.worktreeChanges.isEmpty ? nil : known.worktreeChanges.covering(path)
        // What a filter applies to is judged by its bytes.
        let doubted = change?.path == path && tracked?.flags.contains(.doubted) == true ? change : nil
        if doubted != nil { change = nil }
        if let tracked, change == nil, tracked.isVouchedFor, (tracked.mode == .symbolicLink) == isLink {
            return .vouched(tracked.blob, tracked.mode)
        }
        let isConverted = tracked?.flags.contains(.converted) ?? false
        let unread = UnreadFile(path: disk, isSHA256: known.usesSHA256, isConverted: isConverted)
        if let change {
            standings[place]?.note(change, of: place)
        } else if let tracked, tracked.stage == 0, tracked.mode != .submodule {
            unwatched[place, default: []].insert(path)
            let status = doubted?.status.rawValue ?? "not as in the index"
            let otherwise = Reason.changedFile(path: place.told(path), status: status)
            expected.append(ExpectedFile(file: unread, tracked: tracked, place: place, otherwise: otherwise))
        } else if tracked == nil, known.ignored.covering(path) != nil {
            ignored(&self)
        } else if let folder = path.gitFolder {
            standings[place]?.noteChanged(.changedFile(path: place.told(folder), status: "git's own, in the context"))
        } else {
            standings[place]?.noteChanged(.changedFile(path: place.told(path), status: "unknown to git"))
        }
        return .disk(unread)
    }

    /// The Dockerfile, the ignore file and the links that lead to what is read, wherever they lie.
    private mutating func judgeFiles() {
        for file in recipe.sources.files {
            guard let place = recipe.sources.owner(of: file), let path = place.relative(Array(file.utf8)) else {
                standings[recipe.sources.own]?.noteChanged(.changedFile(path: file, status: "outside every project"))
                continue
            }
            guard let known = success(place) else {
                judge(SourceScope(place: place, folder: path, base: .root, borders: []))
                continue
            }
            let isLink = file != recipe.sources.dockerfile.path && file != recipe.sources.ignoreFile?.path
            _ = content(of: Array(file.utf8), isLink: isLink, (place, path)) { vouching in
                vouching.standings[place]?.noteChanged(
                    .changedFile(path: place.told(path), status: "ignored by git")
                )
            }
            let committed = known.committedChanges.covering(path).map { [$0] } ?? []
            ScopeJudgement.noteCommitted(committed, known, place, &standings[place, default: ProjectStanding()])
        }
    }
}

extension GitPath {
    /// The path as far as the first `.git` in it, which no commit can hold.
    fileprivate var gitFolder: GitPath? {
        var folder: GitPath? = self
        var found: GitPath?
        while let current = folder, !current.isTop {
            if current.isNamedGit { found = current }
            folder = current.parent
        }
        return found
    }
}

extension RepositoryFacts {
    /// Whether the repository names content by SHA-256.
    var usesSHA256: Bool { head?.byteCount == 32 }
}

extension ContextEntry {
    /// Whether it is a symbolic link.
    var isLink: Bool {
        if case .symlink = kind { true } else { false }
    }
}
