import GitProbe
import ImageGraph
import ManifestKit

/// Tells what the entries of a context do not show of a project in it: what is missing, and what was committed since the tree's
/// revision.
struct ScopeJudgement {
    let recipe: BuildRecipe
    let facts: ProjectFacts

    /// What is missing, and what was committed since the tree's revision.
    ///
    /// - Parameter present: the files that git does not vouch for, and that are there: their bytes decide.
    func judge(_ scope: SourceScope, present: Set<GitPath>, _ standing: inout ProjectStanding) {
        let place = scope.place
        switch facts[place.checkout] {
        case nil: standing.noteUnknown("\(place.project.path) was not probed")
        case .failure(let error): standing.noteUnknown("\(error)")
        case .success(let known):
            guard known.head != nil else {
                standing.noteUnknown("\(place.project.path) has no commit yet")
                return
            }
            // What lies in a repository that git does not know is told by the entries themselves; an empty one says nothing.
            for change in scope.values(of: known.worktreeChanges) where !change.isFolder && isInContext(change, scope) {
                if !present.contains(change.path) { standing.note(change, of: place) }
            }
            if !known.holdsJustTracked { noteMissing(known, scope, present, &standing) }
            noteSubmodules(known, scope, &standing)
            let committed = scope.committed(of: known.committedChanges).filter { isInContext($0, scope) }
            Self.noteCommitted(committed, known, place, &standing)
        }
    }

    /// Files that git keeps without looking at them: where they are not there, the image lacks them.
    private func noteMissing(
        _ known: RepositoryFacts,
        _ scope: SourceScope,
        _ present: Set<GitPath>,
        _ standing: inout ProjectStanding
    ) {
        for file in known.tracked.under(scope.folder) where !file.isVouchedFor && file.mode != .submodule {
            guard !present.contains(file.path), !scope.isForeign(file.path),
                let context = scope.contextPath(of: file.path), !recipe.ignore.leavesOut(context),
                known.worktreeChanges.covering(file.path) == nil
            else { continue }
            standing.noteChanged(
                .changedFile(path: scope.place.told(file.path), status: "not checked out")
            )
        }
    }

    private func noteSubmodules(_ known: RepositoryFacts, _ scope: SourceScope, _ standing: inout ProjectStanding) {
        for module in scope.values(of: known.submodules) {
            let isLeftOut = scope.contextPath(of: module.path).map(recipe.ignore.leavesOut) ?? false
            let status: String? =
                switch module.presence {
                case .checkedOut(let head): head == module.recorded ? nil : PathChange.Status.submodule.rawValue
                case .absent: "not checked out"
                case .strayFiles: "not checked out, but has files"
                }
            guard !isLeftOut, let status else { continue }
            standing.noteChanged(
                .changedFile(path: scope.place.told(module.path) + "/", status: status)
            )
        }
    }

    /// What of these changes the manifest's revision does not have.
    static func noteCommitted(
        _ changes: [PathChange],
        _ known: RepositoryFacts,
        _ place: ProjectPlaces.Place,
        _ standing: inout ProjectStanding
    ) {
        switch known.revision {
        case .missing(let tried):
            standing.noteUnknown(
                "the tree's revision '\(place.project.revision)' is not in \(place.project.path) "
                    + "(looked for \(tried.joined(separator: ", ")))"
                    + (place.project.updateHint.map { "; \($0)" } ?? "")
            )
        case .found(let name, _):
            for change in changes {
                standing.noteCommitted(
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
}
