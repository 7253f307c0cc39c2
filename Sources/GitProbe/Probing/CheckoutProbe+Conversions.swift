import Basics
internal import SystemPackage

/// Git turns some content into something else on its way to disk: by a filter (git-lfs among them), by line ends, by another encoding.
/// "Unchanged" then says nothing about the bytes on disk.
extension CheckoutProbe {
    /// Marks the files for which git may have converted the content.
    ///
    /// Git is asked only where an attribute or a setting could apply at all.
    func markingConverted(_ snapshot: CheckoutSnapshot) async throws(GitProbeError) -> CheckoutSnapshot {
        if snapshot.tracked.isEmpty { return snapshot }
        let all = try await convertsEverything()
        let conversion = conversion(of: snapshot)
        guard all || conversion != .nothing else { return snapshot }
        if !all, conversion == .lineEnds, let lengths = snapshot.lengths, let head = snapshot.head {
            return try await markingOtherLengths(snapshot, lengths, head)
        }
        let names = ["filter", "text", "crlf", "eol", "ident", "working-tree-encoding"]
        let converted = all ? [] : try await files(with: names, of: snapshot)
        let edited = snapshot.editedOnDisk
        let mayBeFiltered = !edited.isEmpty && (all || !converted.isDisjoint(with: edited))
        let filtered = mayBeFiltered ? try await files(with: ["filter"], of: snapshot) : []
        var marked = snapshot
        for (position, file) in snapshot.tracked.enumerated() {
            guard file.mode == .regular || file.mode == .executable, all || converted.contains(file.path) else {
                continue
            }
            marked.tracked[position] = TrackedFile(
                path: file.path,
                mode: file.mode,
                blob: file.blob,
                stage: file.stage,
                flags: file.flags.union(
                    edited.contains(file.path) && filtered.contains(file.path) ? [.converted, .doubted] : .converted
                )
            )
        }
        return marked
    }

    /// Whether `core.autocrlf` makes git convert every file that looks like text.
    private func convertsEverything() async throws(GitProbeError) -> Bool {
        let own = [directory.configuration, directory.own.appending("config.worktree")]
        guard runner.userSettings.mayConvert || own.contains(where: UserSettings.mayConvert) else { return false }
        let output = try await runner.run(RepositoryCommands.effective("core.autocrlf"), in: directory.checkout)
        let value = String(decoding: output.bytes.prefix { $0 != 0 }, as: UTF8.self).lowercased()
        return output.status == 0 && !["false", "no", "off", "0", ""].contains(value)
    }

    /// Marks the files whose length on disk is not that of their blob. Converting line ends adds carriage returns or takes them away, so of
    /// one length is one content.
    private func markingOtherLengths(
        _ snapshot: CheckoutSnapshot,
        _ lengths: [UInt32],
        _ head: CommitID
    ) async throws(GitProbeError) -> CheckoutSnapshot {
        let command = RepositoryCommands.lengths(in: head, pathspecs(snapshot.tracked, others: 0))
        let known = BlobLengths(try await runner.run(command, in: directory.checkout).bytes)
        var marked = snapshot
        for (position, file) in snapshot.tracked.enumerated() {
            guard file.mode == .regular || file.mode == .executable, known[file.blob] != Int64(lengths[position])
            else { continue }
            marked.tracked[position] = TrackedFile(
                path: file.path,
                mode: file.mode,
                blob: file.blob,
                stage: file.stage,
                flags: file.flags.union(.converted)
            )
        }
        return marked
    }

    /// What git may do to content on its way to disk, by all files that could say so.
    func conversion(of snapshot: CheckoutSnapshot) -> Conversion {
        guard !runner.userSettings.hasAttributes, !runner.userSettings.mayConvert,
            !UserSettings.mayConvert(directory.configuration), let tracked = snapshot.attributesFiles,
            !snapshot.changes.contains(where: { $0.path.isAttributesFile }),
            !snapshot.ignored.contains(where: { $0.path.isAttributesFile })
        else { return .anything }
        let above = foldersAbove
        // Git takes rules from the index, too, where their file is not on disk.
        let relevant = tracked.filter { scope.contains($0) || above.contains($0.parent ?? .top) }
        let ofIndex = relevant.map { Conversion(rulesIn: directory.checkout.appending($0)) ?? .anything }
        let places = above.map { directory.checkout.appending($0).appending(GitPath.attributesName) }
        let others = (places + [directory.common.appending("info/attributes")]).compactMap { Conversion(rulesIn: $0) }
        return (ofIndex + others).max() ?? .nothing
    }

    /// The top, and the folders on the way down to what was asked for: files of attributes there are not among what git was asked about.
    private var foldersAbove: Set<GitPath> {
        var folders: Set<GitPath> = [.top]
        for member in scope.members {
            var folder: GitPath? = member
            while let current = folder, folders.insert(current).inserted { folder = current.parent }
        }
        return folders
    }

    /// The tracked files to which one of the attributes applies.
    private func files(
        with attributes: [String],
        of snapshot: CheckoutSnapshot
    ) async throws(GitProbeError) -> Set<GitPath> {
        let command = RepositoryCommands.files(with: attributes, pathspecs(snapshot.tracked, others: 0))
        let output: GitOutput
        do {
            output = try await runner.run(command, in: directory.checkout)
        } catch {
            throw Ownership.explain(error, directory)
        }
        var found: Set<GitPath> = []
        var records = Records(output.bytes)
        while let record = records.next() { found.insert(GitPath(inForm: record)) }
        return found
    }
}

extension GitPath {
    static let attributesName = ".gitattributes"

    /// Whether the path is that of a file of attributes.
    var isAttributesFile: Bool { Self.isAttributesFile(slice) }

    static func isAttributesFile(_ path: ArraySlice<UInt8>) -> Bool {
        guard path.suffix(attributesName.utf8.count).elementsEqual(attributesName.utf8) else { return false }
        let before = path.dropLast(attributesName.utf8.count).last
        return before == nil || before == UInt8(ascii: "/")
    }
}
