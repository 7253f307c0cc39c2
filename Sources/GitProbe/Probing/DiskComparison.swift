import Basics
internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Compares the entries of an index with the disk, by names and `stat` alone: what git does first, and last where that tells.
struct DiskComparison {
    let content: IndexFile.Selection

    /// The index as it lies on disk. Git does not rely on the `stat` of a file that is not older: it may have been written again
    /// right after git looked.
    let index: FileSignature

    /// What the comparison tells, as positions in the index and in its order. All other entries are as git left them.
    struct Outcome {
        /// Of another size on disk.
        var resized: [Int] = []
        /// As git left them, but not older than the index: they may have been written again since, so only their content tells.
        var racy: [Int] = []
    }

    /// Compares, where the folders of `scope` below `checkout` hold exactly the entries; `nil` means no more than that git has to be
    /// asked.
    func outcome(checkout: FilePath, scope: PathScope) async -> Outcome? {
        let top = checkout.withPlatformString { path in
            retryingInterrupted { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        guard top >= 0 else { return nil }
        defer { close(top) }
        guard areReliable else { return nil }
        var outcome = Outcome()
        outcome.racy = racy(top)
        if scope.isEverything {
            let isComparable = content.withNames { names in
                compare(folder: reopen(top), content.entries.indices, depth: 0, names, &outcome)
            }
            return isComparable ? outcome.withoutResizedRacy : nil
        }
        let index = PathIndex(content.entries)
        // Several for each processor, but none so small that sharing out costs more than it brings.
        let length = max(16, scope.members.count / (Processors.count * 4))
        let parts = await boundedMap(scope.members.inParts(of: length), limit: Processors.count) { members in
            compare(members, index, top: top)
        }
        for part in parts {
            guard let part else { return nil }
            outcome.resized += part
        }
        return outcome.withoutResizedRacy
    }

    /// What differs below some members of the scope; `nil` where git has to be asked.
    private func compare(_ members: ArraySlice<GitPath>, _ index: PathIndex<TrackedFile>, top: CInt) -> [Int]? {
        var outcome = Outcome()
        return content.withNames { names in
            members.allSatisfy { compare(member: $0, index.under($0), top: top, names, &outcome) }
                ? outcome.resized : nil
        }
    }

    private func compare(
        member: GitPath,
        _ entries: ArraySlice<TrackedFile>,
        top: CInt,
        _ names: EntryNames,
        _ outcome: inout Outcome
    ) -> Bool {
        guard let first = entries.first else { return false }
        let isFile = first.path == member
        // No index that git makes has a file and something below it.
        guard !isFile || entries.count == 1 else { return false }
        guard let folder = isFile ? member.parent : member, let descriptor = descend(from: top, to: folder) else {
            return false
        }
        let depth = folder.isTop ? 0 : folder.slice.count + 1
        guard isFile else { return compare(folder: descriptor, entries.indices, depth: depth, names, &outcome) }
        defer { close(descriptor) }
        return compare(file: entries.startIndex, in: descriptor, depth: depth, names, &outcome)
    }

    /// Whether equal numbers mean equal content for every entry that is older than the index.
    private var areReliable: Bool {
        content.entries.indices.allSatisfy { position in
            // Git writes a size of zero into an entry that it does not trust.
            content.entries[position].isVouchedFor
                && (content.stats[position].size != 0 || content.entries[position].blob.isEmptyFile)
        }
    }

    /// The entries that are not older than the index.
    private func racy(_ top: CInt) -> [Int] {
        var status = stat()
        // Times of two file systems are compared by their seconds only: one may be coarser than the other.
        let isSame = fstat(top, &status) == 0 && UInt64(truncatingIfNeeded: status.st_dev) == index.device
        return content.stats.indices.filter { !isOlder(content.stats[$0], toTheNanosecond: isSame) }
    }

    /// Whether a file was written before the index was. A file system that keeps no nanoseconds has none in the index either.
    private func isOlder(_ stat: EntryStat, toTheNanosecond: Bool) -> Bool {
        let seconds = UInt32(truncatingIfNeeded: index.seconds)
        guard stat.modifiedSeconds == seconds, toTheNanosecond, stat.modifiedNanoseconds != 0 else {
            return stat.modifiedSeconds < seconds
        }
        return stat.modifiedNanoseconds < UInt32(truncatingIfNeeded: index.nanoseconds)
    }

    private func reopen(_ folder: CInt) -> CInt {
        retryingInterrupted { openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    /// Opens a folder below `top` without following a link on the way.
    private func descend(from top: CInt, to folder: GitPath) -> CInt? {
        var current = reopen(top)
        for component in folder.slice.split(separator: UInt8(ascii: "/")) {
            guard current >= 0 else { return nil }
            let next = component.withUnsafeBytes { openFolder($0, in: current) }
            close(current)
            current = next
        }
        return current >= 0 ? current : nil
    }

    private func openFolder(_ name: UnsafeRawBufferPointer, in folder: CInt) -> CInt {
        withTerminated(name) { name in
            retryingInterrupted { openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        }
    }

    /// - Parameters:
    ///   - descriptor: of an open folder, or less than 0 where it could not be opened; closed here.
    ///   - range: the entries below it.
    ///   - depth: how many bytes of their paths name the folder.
    /// - Returns: `false` where git has to be asked.
    private func compare(
        folder descriptor: CInt,
        _ range: Range<Int>,
        depth: Int,
        _ names: EntryNames,
        _ outcome: inout Outcome
    ) -> Bool {
        guard descriptor >= 0 else { return false }
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(stream) }
        let children = FolderChildren(names, range, depth: depth)
        guard children.areAll(in: stream) else { return false }
        for child in children.all {
            guard child.isFolder else {
                if compare(file: child.range.lowerBound, in: descriptor, depth: depth, names, &outcome) { continue }
                return false
            }
            let inner = openFolder(child.name, in: descriptor)
            let within = depth + child.name.count + 1
            guard compare(folder: inner, child.range, depth: within, names, &outcome) else { return false }
        }
        return true
    }

    private func compare(
        file position: Int,
        in folder: CInt,
        depth: Int,
        _ names: EntryNames,
        _ outcome: inout Outcome
    ) -> Bool {
        var found = stat()
        let status = withTerminated(UnsafeRawBufferPointer(rebasing: names[position][depth...])) {
            fstatat(folder, $0, &found, AT_SYMLINK_NOFOLLOW)
        }
        guard status == 0, let now = EntryStat(found) else { return false }
        let then = content.stats[position]
        if now == then { return true }
        // The content differs if the length does: git says so without reading it, whatever filters there are. Its length in the index
        // is zero where git did not know it.
        guard now.mode == then.mode, now.mode != .symbolicLink, then.size != 0, now.size != then.size else {
            return false
        }
        outcome.resized.append(position)
        return true
    }
}

extension DiskComparison.Outcome {
    /// The same without the racy entries that need no reading: their length tells.
    fileprivate var withoutResizedRacy: Self {
        let known = Set(resized)
        return Self(resized: resized, racy: racy.filter { !known.contains($0) })
    }
}

/// Calls `body` with the bytes as the system takes a name: with a zero behind them.
private func withTerminated<R>(_ name: UnsafeRawBufferPointer, _ body: (UnsafePointer<CChar>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { buffer in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: name)
        buffer[name.count] = 0
        return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
    }
}
