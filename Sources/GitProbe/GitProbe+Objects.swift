import Basics
internal import SystemPackage

// What commits hold, without a checkout of them: nothing is written or fetched.

extension GitProbe {
    /// Everything that a commit holds: files, links and submodules, sorted by path.
    ///
    /// - Throws: also where one of its trees is not in the repository, as in a shallow or partial clone.
    public func files(of commit: CommitID, in checkout: String) async throws(GitProbeError) -> [TrackedFile] {
        let command = TreeCommands.list(commit.description, recursive: true)
        guard let files = TreeListing.files(try await run(command, in: FilePath(checkout)).bytes) else {
            throw Self.notUnderstood("git ls-tree", checkout)
        }
        return files
    }

    /// The content of files that a commit holds, each blob once.
    ///
    /// - Throws: also where one of them is not in the repository.
    public func contents(
        of files: [TrackedFile],
        in commit: CommitID,
        _ checkout: String
    ) async throws(GitProbeError) -> [ObjectID: [UInt8]] {
        var contents: [ObjectID: [UInt8]] = [:]
        for part in files.inParts(of: Self.blobsAtOnce) {
            let folder = FilePath(checkout)
            let lengths = BlobLengths(
                try await run(RepositoryCommands.lengths(in: commit, part.map(\.path)), in: folder).bytes
            )
            var seen: Set<ObjectID> = []
            let blobs = part.map(\.blob).filter { seen.insert($0).inserted }
            let bytes = try await run(TreeCommands.blobs(blobs), in: folder).bytes
            // They come one behind the other, without a mark between them.
            var position = 0
            for blob in blobs {
                guard let length = lengths[blob].map(Int.init), length <= bytes.count - position else {
                    throw Self.notUnderstood("git show", checkout)
                }
                contents[blob] = Array(bytes[position..<(position + length)])
                position += length
            }
            guard position == bytes.count else { throw Self.notUnderstood("git show", checkout) }
        }
        return contents
    }

    /// So many that their names fit an argument list.
    private static let blobsAtOnce = 500

    private static func notUnderstood(_ command: String, _ checkout: String) -> GitProbeError {
        GitProbeError(
            code: .unexpectedOutput,
            checkout: FilePath(checkout),
            message: "\(command) wrote something that is not understood"
        )
    }
}
