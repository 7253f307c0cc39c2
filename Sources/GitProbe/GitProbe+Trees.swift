internal import SystemPackage

// What tells how a tree of repositories is made up. As everything here, it only reads, and fetches nothing.

extension GitProbe {
    /// The branch of a checkout, what it follows, and where its remote is.
    ///
    /// - Throws: also where the folder is no checkout of its own.
    public func branch(of checkout: String) async throws(GitProbeError) -> CheckedOutBranch {
        let folder = FilePath(checkout)
        let reference = try await run(TreeCommands.head, in: folder)
        let full = reference.status == 0 ? Self.line(reference.bytes) : nil
        var upstream: String?
        var followed: String?
        if let full {
            var records = Records(try await run(TreeCommands.upstream(of: full), in: folder).bytes)
            upstream = records.next().map(Self.line).flatMap { $0.isEmpty ? nil : $0 }
            // A branch of the checkout itself that is followed has the remote ".".
            followed = records.next().map(Self.line).flatMap { $0.isEmpty || $0 == "." ? nil : $0 }
        }
        let urls = Self.entries(try await run(TreeCommands.settings("^remote\\..*\\.url$"), in: folder).bytes)
        var first: [String: String] = [:]
        for entry in urls {
            let remote = String(entry.key.dropFirst("remote.".count).dropLast(".url".count))
            // Of several URLs of one remote the first is fetched from.
            if first[remote] == nil { first[remote] = entry.value }
        }
        let remote = followed ?? (first["origin"] != nil || first.count != 1 ? "origin" : first.keys.first)
        return CheckedOutBranch(
            name: full.map { $0.hasPrefix("refs/heads/") ? String($0.dropFirst("refs/heads/".count)) : $0 },
            upstream: upstream,
            remote: remote.flatMap { first[$0] == nil ? nil : $0 },
            url: remote.flatMap { first[$0] },
            head: try await commit("HEAD", in: checkout)
        )
    }

    /// The commit that a name leads to, tags followed; nil where there is none.
    public func commit(_ name: String, in checkout: String) async throws(GitProbeError) -> CommitID? {
        if name.isEmpty || name.hasPrefix("-") || name.utf8.contains(0) { return nil }
        let output = try await run(RepositoryCommands.commit(named: name), in: FilePath(checkout))
        return output.status == 0 ? ObjectID(Self.line(output.bytes)) : nil
    }

    /// The settings of one file of git's form whose keys fit a regular expression, in the order of the file.
    public func settings(matching pattern: String, file: String) async throws(GitProbeError) -> [ConfigurationEntry] {
        let path = FilePath(file)
        do {
            let command = TreeCommands.settings(pattern, file: path.kernelBytes)
            return Self.entries(try await runner.run(command, in: FilePath(".")).bytes)
        } catch {
            throw GitProbeError(code: error.code, checkout: path, message: error.message, hint: error.hint)
        }
    }

    /// The submodules that a commit records, nested folders searched, sorted by path.
    public func submodules(of revision: String, in checkout: String) async throws(GitProbeError) -> [TreeEntry] {
        try await entries(TreeCommands.list(revision, recursive: true), in: checkout, only: .submodule)
    }

    /// The paths that a checkout's index has, submodules among them, in git's order.
    public func trackedPaths(in checkout: String) async throws(GitProbeError) -> [GitPath] {
        Records(try await run(TreeCommands.trackedPaths, in: FilePath(checkout)).bytes).map { GitPath(inForm: $0) }
    }

    /// What a commit has at a path; nil where it has nothing there.
    public func entry(
        at path: String,
        of revision: String,
        in checkout: String
    ) async throws(GitProbeError) -> TreeEntry? {
        try await entries(TreeCommands.list(revision, path: path), in: checkout).first
    }

    /// What is in a folder that a commit holds.
    public func entries(of folder: ObjectID, in checkout: String) async throws(GitProbeError) -> [TreeEntry] {
        try await entries(TreeCommands.list(folder.description), in: checkout)
    }

    /// The content of a file that a commit holds, at most 8 MiB.
    public func content(of file: ObjectID, in checkout: String) async throws(GitProbeError) -> [UInt8] {
        try await run(TreeCommands.blob(file), in: FilePath(checkout)).bytes
    }

    private func entries(
        _ command: GitCommand,
        in checkout: String,
        only kind: TreeEntry.Kind? = nil
    ) async throws(GitProbeError) -> [TreeEntry] {
        let folder = FilePath(checkout)
        guard let entries = TreeListing.entries(try await run(command, in: folder).bytes, only: kind) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: folder,
                message: "git ls-tree wrote something that is not understood"
            )
        }
        return entries
    }

    /// Runs git in a checkout, not in one of the folders above that it would go on to.
    func run(_ command: GitCommand, in checkout: FilePath) async throws(GitProbeError) -> GitOutput {
        let directory = try GitDirectory(checkout: checkout)
        do {
            return try await runner.run(command, in: checkout)
        } catch {
            throw Ownership.explain(error, directory)
        }
    }

    /// Records of a key, a line end and a value, each ended by a zero byte; a key without a value has no line end.
    private static func entries(_ bytes: [UInt8]) -> [ConfigurationEntry] {
        Records(bytes).map { record in
            let parts = record.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
            return ConfigurationEntry(
                key: String(decoding: parts[0], as: UTF8.self),
                value: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
            )
        }
    }

    private static func line(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
