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
        for scope in SourceScope.scopes(of: recipe) { judge(scope) }
        judgeFiles()
        for (place, files) in ignoredByPlace {
            standings[place]?.noteChanged(
                .gitIgnoredFiles(count: files.count, examples: files.prefix(5).map(\.description))
            )
        }
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
            note(change, of: place)
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

    private mutating func note(_ change: PathChange, of place: ProjectPlaces.Place) {
        let path = place.told(change.path) + (change.isFolder ? "/" : "")
        standings[place]?.noteChanged(
            change.status == .untracked
                ? .untrackedFile(path: path) : .changedFile(path: path, status: change.status.rawValue)
        )
    }

    // MARK: What the entries do not show

    /// What is missing, and what was committed since the manifest's revision.
    private mutating func judge(_ scope: SourceScope) {
        let place = scope.place
        switch facts[place.checkout] {
        case nil: standings[place]?.noteUnknown("\(place.project.path) was not probed")
        case .failure(let error): standings[place]?.noteUnknown("\(error)")
        case .success(let known):
            guard known.head != nil else {
                standings[place]?.noteUnknown("\(place.project.path) has no commit yet")
                return
            }
            // What lies in a repository that git does not know is told by the entries themselves; an empty one says nothing.
            for change in scope.values(of: known.worktreeChanges) where !change.isFolder && isInContext(change, scope) {
                if unwatched[place]?.contains(change.path) != true { note(change, of: place) }
            }
            noteMissing(known, scope)
            noteSubmodules(known, scope)
            noteCommitted(scope.values(of: known.committedChanges).filter { isInContext($0, scope) }, known, place)
        }
    }

    /// Files that git keeps without looking at them: where they are not there, the image lacks them.
    private mutating func noteMissing(_ known: RepositoryFacts, _ scope: SourceScope) {
        let present = unwatched[scope.place] ?? []
        for file in known.tracked.under(scope.folder) where !file.isVouchedFor && file.mode != .submodule {
            guard !present.contains(file.path), !scope.isForeign(file.path),
                let context = scope.contextPath(of: file.path), !recipe.ignore.leavesOut(context),
                known.worktreeChanges.covering(file.path) == nil
            else { continue }
            standings[scope.place]?.noteChanged(
                .changedFile(path: scope.place.told(file.path), status: "not checked out")
            )
        }
    }

    private mutating func noteSubmodules(_ known: RepositoryFacts, _ scope: SourceScope) {
        for module in scope.values(of: known.submodules) {
            let isLeftOut = scope.contextPath(of: module.path).map(recipe.ignore.leavesOut) ?? false
            let status: String? =
                switch module.presence {
                case .checkedOut(let head): head == module.recorded ? nil : PathChange.Status.submodule.rawValue
                case .absent: "not checked out"
                case .strayFiles: "not checked out, but has files"
                }
            guard !isLeftOut, let status else { continue }
            standings[scope.place]?.noteChanged(
                .changedFile(path: scope.place.told(module.path) + "/", status: status)
            )
        }
    }

    private mutating func noteCommitted(
        _ changes: [PathChange],
        _ known: RepositoryFacts,
        _ place: ProjectPlaces.Place
    ) {
        switch known.revision {
        case .missing(let tried):
            standings[place]?.noteUnknown(
                "the manifest's revision '\(place.project.revision)' is not in \(place.project.path) "
                    + "(looked for \(tried.joined(separator: ", "))); run 'repo sync \(place.project.name)'"
            )
        case .found(let name, _):
            for change in changes {
                standings[place]?.noteCommitted(
                    .commitNotOnRevision(
                        path: place.told(change.path),
                        status: change.status.rawValue,
                        head: known.head?.description ?? "",
                        revision: name
                    )
                )
            }
        }
    }

    /// Whether a change concerns the context: what the ignore file leaves out does not.
    private func isInContext(_ change: PathChange, _ scope: SourceScope) -> Bool {
        scope.contextPath(of: change.path).map { !recipe.ignore.leavesOut($0) } ?? true
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
            noteCommitted(known.committedChanges.covering(path).map { [$0] } ?? [], known, place)
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
