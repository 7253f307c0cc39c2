internal import SystemPackage

extension CheckoutProbe {
    /// Adds what the submodules show, and the untracked repositories that git passes over in silence.
    func withSubmodules(_ outer: CheckoutSnapshot) async throws(GitProbeError) -> CheckoutSnapshot {
        var snapshot = outer
        var last: GitPath?
        for link in outer.tracked where link.mode == .submodule && link.path != last {
            last = link.path
            if borders.contains(link.path) { continue }
            guard let inside = scope.limited(to: link.path) else { continue }
            let folder = directory.checkout.appending(link.path)
            if GitDirectory.isPresent(in: folder) {
                let inner = try await look(into: folder, scope: inside)
                snapshot.submodules.append(
                    Submodule(path: link.path, recorded: link.blob, presence: .checkedOut(head: inner.head))
                )
                snapshot.absorb(inner, at: link.path)
            } else if holdsFiles(folder) {
                snapshot.submodules.append(Submodule(path: link.path, recorded: link.blob, presence: .strayFiles))
                snapshot.changes.append(PathChange(path: link.path, status: .untracked, isFolder: true))
            } else {
                snapshot.submodules.append(Submodule(path: link.path, recorded: link.blob, presence: .absent))
            }
        }
        snapshot.changes += strangers(outer)
        return snapshot
    }

    private func look(into folder: FilePath, scope: PathScope) async throws(GitProbeError) -> CheckoutSnapshot {
        guard depth < Self.depthLimit else {
            throw GitProbeError(
                code: .nestedTooDeeply(limit: Self.depthLimit),
                checkout: folder,
                message: "submodules lie more than \(Self.depthLimit) deep"
            )
        }
        return try await CheckoutProbe(runner: runner, checkout: folder, scope: scope, depth: depth + 1).look()
    }

    /// The untracked repositories that hold a member of the scope: git answers nothing at all when asked about a path within one.
    private func strangers(_ snapshot: CheckoutSnapshot) -> [PathChange] {
        if scope.isEverything { return [] }
        let tracked = PathIndex(snapshot.tracked)
        let changes = PathIndex(snapshot.changes)
        let ignored = PathIndex(snapshot.ignored)
        var found: Set<GitPath> = []
        for member in scope.members where tracked.under(member).isEmpty && tracked.covering(member) == nil {
            if changes.covering(member) != nil || ignored.covering(member) != nil { continue }
            var folder: GitPath? = member
            while let current = folder, !current.isTop {
                if GitDirectory.isPresent(in: directory.checkout.appending(current)) { found.insert(current) }
                folder = current.parent
            }
        }
        return found.map { PathChange(path: $0, status: .untracked, isFolder: true) }
    }
}
