internal import SystemPackage

/// Answers one request, but for the date of `HEAD`: those of many checkouts are asked for at once (``CommitDates``).
struct RepositoryProbe: Sendable {
    let runner: GitRunner
    let request: ProbeRequest

    func facts() async throws(GitProbeError) -> RepositoryFacts {
        let probe = try CheckoutProbe(runner: runner, checkout: request.checkout, scope: PathScope(request.paths))
        let snapshot = try await probe.look()
        let revision = try await revision(head: snapshot.head, directory: probe.directory)
        let committed = try await committedChanges(revision, snapshot, probe)
        return RepositoryFacts(
            head: snapshot.head,
            commitDate: nil,
            branch: request.wantsBranch ? snapshot.branch : nil,
            tagsAtHead: try await tags(at: snapshot.head),
            revision: revision,
            committedChanges: PathIndex(committed),
            worktreeChanges: PathIndex(merged(snapshot.changes)),
            ignored: PathIndex(snapshot.ignored),
            tracked: PathIndex(snapshot.tracked),
            submodules: PathIndex(snapshot.submodules)
        )
    }

    /// The first of the revisions that names a commit. Most often that is `HEAD` itself, and git's files tell so without a process.
    private func revision(head: CommitID?, directory: GitDirectory) async throws(GitProbeError) -> Revision {
        let references = ReferenceFiles(directory: directory)
        for name in request.revisions {
            if let head, ObjectID(name) == head { return .found(name: name, commit: head) }
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
        let command = RepositoryCommands.differences(from: commit, to: head, paths: probe.pathspecs(snapshot.tracked))
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

extension ObjectID {
    /// The tree with nothing in it, which every git knows without having it in its store.
    static func emptyTree(byteCount: Int) -> ObjectID {
        let sha1: [UInt8] = [
            0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60, 0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee,
            0x49, 0x04,
        ]
        let sha256: [UInt8] = [
            0x6e, 0xf1, 0x9b, 0x41, 0x22, 0x5c, 0x53, 0x69, 0xf1, 0xc1, 0x04, 0xd4, 0x5d, 0x8d, 0x85, 0xef, 0xa9, 0xb0,
            0x57, 0xb5,
            0x3b, 0x14, 0xb4, 0xb9, 0xb9, 0x39, 0xdd, 0x74, 0xde, 0xcc, 0x53, 0x21,
        ]
        return ObjectID(bytes: byteCount == 32 ? sha256 : sha1)
    }
}
