internal import SystemPackage

/// Answers one request, but for the date of `HEAD`: those of many checkouts are asked for at once (``HeadCommits``).
struct RepositoryProbe: Sendable {
    let runner: GitRunner
    let request: ProbeRequest

    /// - Parameter seen: What the checkout is known to show; `nil`: git is asked.
    func facts(seen: CheckoutSnapshot?) async throws(GitProbeError) -> RepositoryFacts {
        let probe = try CheckoutProbe(
            runner: runner,
            checkout: request.checkout,
            scope: PathScope(request.paths),
            borders: request.borders
        )
        let snapshot = if let seen { try await probe.markingConverted(seen) } else { try await probe.look() }
        let revision = try await revision(head: snapshot.head, directory: probe.directory)
        let committed = try await committedChanges(revision, snapshot, probe)
        return RepositoryFacts(
            head: snapshot.head,
            commitDate: nil,
            tagsAtHead: try await tags(at: snapshot.head),
            revision: revision,
            committedChanges: PathIndex(committed),
            worktreeChanges: PathIndex(merged(snapshot.changes)),
            ignored: PathIndex(snapshot.ignored),
            tracked: PathIndex(snapshot.tracked),
            submodules: PathIndex(snapshot.submodules),
            holdsJustTracked: snapshot.holdsJustTracked
        )
    }

    /// The first of the revisions that names a commit. Most often that is `HEAD` itself, and git's files tell so without a process.
    private func revision(head: CommitID?, directory: GitDirectory) async throws(GitProbeError) -> Revision {
        let references = ReferenceFiles(directory: directory)
        for name in request.revisions {
            if let head, name == "HEAD" || ObjectID(name) == head { return .found(name: name, commit: head) }
            if let commit = references.commit(ofBranch: name) { return .found(name: name, commit: commit) }
            // Not a name that git could know, but an option or an expression.
            if name.isEmpty || name.hasPrefix("-") || name.utf8.contains(0) { continue }
            if let commit = try await runner.commit(named: name, in: request.checkout) {
                return .found(name: name, commit: commit)
            }
        }
        return .missing(tried: request.revisions)
    }

    private func committedChanges(
        _ revision: Revision,
        _ snapshot: CheckoutSnapshot,
        _ probe: CheckoutProbe
    ) async throws(GitProbeError) -> [PathChange] {
        guard let commit = revision.commit, commit != snapshot.head else { return [] }
        // Before the first commit there is nothing: everything of the revision is gone.
        let head = snapshot.head ?? ObjectID.emptyTree(byteCount: commit.byteCount)
        let paths = probe.pathspecs(snapshot.tracked, others: 0)
        let command = RepositoryCommands.differences(from: commit, to: head, paths: paths)
        let output = try await runner.run(command, in: request.checkout)
        guard let changes = DiffTreeOutput.changes(output.bytes) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: request.checkout,
                message: "git diff-tree wrote something that is not understood"
            )
        }
        return changes.filter {
            probe.scope.contains($0.path) || ($0.status == .submodule && probe.scope.reaches(below: $0.path))
        }
    }

    private func tags(at head: CommitID?) async throws(GitProbeError) -> [String] {
        guard request.wantsTags, let head else { return [] }
        let output = try await runner.run(RepositoryCommands.tags(at: head), in: request.checkout)
        return output.bytes.split(separator: UInt8(ascii: "\n"))
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// One change for each path: a file taken out of the index but left on disk is told twice by git, as deleted and as untracked. It is on
    /// disk, so the latter counts.
    private func merged(_ changes: [PathChange]) -> [PathChange] {
        var merged: [PathChange] = []
        merged.reserveCapacity(changes.count)
        for change in PathIndex(changes) {
            guard let last = merged.last, last.path == change.path else {
                merged.append(change)
                continue
            }
            if last.status == .deleted { merged[merged.count - 1] = change }
        }
        return merged
    }
}
