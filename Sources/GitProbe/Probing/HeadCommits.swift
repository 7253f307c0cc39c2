import Basics
internal import SystemPackage

/// Reads the commits of many checkouts with one git: their dates and trees.
///
/// A process costs as much as half a `git status`, and these are two lines in one object. So one git is given the object stores of
/// all the checkouts (as alternates of the first) and asked for all commits at once. A commit is named by its content: whichever store
/// it comes from, it is the same.
struct HeadCommits: Sendable {
    let runner: GitRunner

    /// What is asked of a commit.
    struct Commit: Equatable, Sendable {
        let tree: ObjectID
        let date: CommitDate
    }

    /// One commit, and where it is.
    struct Location: Sendable {
        let commit: CommitID
        let directory: GitDirectory

        init(commit: CommitID, directory: GitDirectory) {
            self.commit = commit
            self.directory = directory
        }

        /// `HEAD` of a checkout, where git's files tell it.
        init?(checkout: FilePath) {
            guard let directory = try? GitDirectory(checkout: checkout),
                let head = ReferenceFiles(directory: directory).head
            else { return nil }
            self.init(commit: head, directory: directory)
        }
    }

    /// The most stores given to one git: it looks for each commit in each store, so the cost grows with the square.
    private static let storesLimit = 128

    /// The most bytes in the variable that names the stores; Linux takes 128 KiB.
    private static let variableLimit = 96 * 1024

    /// Splits places into parts, each for one process. Stores of SHA-1 and of SHA-256 do not go together.
    static func parts(_ places: [Location]) -> [[Location]] {
        var parts: [[Location]] = []
        for length in [20, 32] {
            var part: [Location] = []
            var bytes = 0
            for place in places where place.commit.byteCount == length {
                let more = quoted(place.directory.objects).count + 1
                if part.count == storesLimit || bytes + more > variableLimit {
                    parts.append(part)
                    part = []
                    bytes = 0
                }
                part.append(place)
                bytes += more
            }
            if !part.isEmpty { parts.append(part) }
        }
        return parts
    }

    /// Reads the commits of `places`, with at most `limit` gits at once. Those that could not be read are left out.
    func read(_ places: [Location], limit: Int) async -> [CommitID: Commit] {
        let parts = await boundedMap(Self.parts(places), limit: limit) { part in
            // A part that fails as a whole is asked for one by one, where the failure gets its checkout's name.
            (try? await read(part)) ?? [:]
        }
        return parts.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    /// Reads the commits of one part.
    func read(_ part: [Location]) async throws(GitProbeError) -> [CommitID: Commit] {
        guard let host = part.first else { return [:] }
        let stores = part.dropFirst().map { Self.quoted($0.directory.objects) }.joined(separator: [UInt8(ascii: ":")])
        let command = RepositoryCommands.headCommits(part.map(\.commit), alsoIn: Array(stores))
        let output = try await runner.run(command, in: host.directory.checkout)
        return Self.parse(output.bytes)
    }

    /// Pairs of lines: `commit ID`, and the tree and the date.
    static func parse(_ bytes: [UInt8]) -> [CommitID: Commit] {
        var commits: [CommitID: Commit] = [:]
        var commit: CommitID?
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("commit ") {
                commit = ObjectID(String(line.dropFirst(7)))
                continue
            }
            let parts = line.split(separator: " ", maxSplits: 1)
            if let known = commit, parts.count == 2, let tree = ObjectID(String(parts[0])),
                let date = CommitDate(raw: parts[1])
            {
                commits[known] = Commit(tree: tree, date: date)
                commit = nil
            }
        }
        return commits
    }

    /// A path in double quotes, as git reads lists of paths: a colon in it is no separator then. (Since git 2.11.) It is made absolute,
    /// because git reads it from within another checkout.
    private static func quoted(_ path: FilePath) -> [UInt8] {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        let absolute = path.isAbsolute ? path : FilePath(DiskPath.current).pushing(path)
        for byte in absolute.kernelBytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            if byte == UInt8(ascii: "\n") { quoted.append(contentsOf: "\\n".utf8) } else { quoted.append(byte) }
        }
        quoted.append(UInt8(ascii: "\""))
        return quoted
    }
}
