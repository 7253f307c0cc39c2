import Synchronization

/// What was read of commits so far, shared by all copies of one ``GitProbe``.
///
/// A commit is named by its content, so what was read of one holds for ever. Whether a checkout still has it is asked each time: the
/// comparison of an index with the disk looks into the checkout's own store.
final class KnownCommits: Sendable {
    /// Some MiB. What is beyond is read again.
    private static let limit = 50_000

    private let commits = Mutex<[CommitID: HeadCommits.Commit]>([:])

    /// What is known of these.
    subscript(_ wanted: [CommitID]) -> [CommitID: HeadCommits.Commit] {
        commits.withLock { commits in
            wanted.reduce(into: [:]) { $0[$1] = commits[$1] }
        }
    }

    func keep(_ read: [CommitID: HeadCommits.Commit]) {
        commits.withLock { commits in
            if commits.count + read.count > Self.limit { commits = [:] }
            commits.merge(read) { first, _ in first }
        }
    }
}
