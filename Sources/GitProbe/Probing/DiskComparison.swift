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
    func outcome(checkout: FilePath, scope: PathScope) -> Outcome? {
        let top = checkout.withPlatformString { path in
            retryingInterrupted { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        guard top >= 0 else { return nil }
        guard areReliable else {
            close(top)
            return nil
        }
        var outcome = Outcome()
        outcome.racy = racy(top)
        if scope.isEverything {
            return compare(folder: top, content.entries.indices, depth: 0, &outcome) ? outcome.withoutResizedRacy : nil
        }
        defer { close(top) }
        let index = PathIndex(content.entries)
        let areComparable = scope.members.allSatisfy { member in
            let entries = index.under(member)
            guard let first = entries.first else { return false }
            let isFile = first.path == member
            guard let folder = isFile ? member.parent : member, let descriptor = descend(from: top, to: folder) else {
                return false
            }
            let depth = folder.isTop ? 0 : folder.slice.count + 1
            guard isFile else { return compare(folder: descriptor, entries.indices, depth: depth, &outcome) }
            defer { close(descriptor) }
            return compare(file: entries.startIndex, in: descriptor, depth: depth, &outcome)
        }
        return areComparable ? outcome.withoutResizedRacy : nil
    }

    /// Whether equal numbers mean equal content for every entry that is older than the index.
    private var areReliable: Bool {
        zip(content.entries, content.stats).allSatisfy { entry, stat in
            // Git writes a size of zero into an entry that it does not trust.
            entry.isVouchedFor && (stat.size != 0 || entry.blob == .emptyBlob(byteCount: entry.blob.byteCount))
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

    /// Opens a folder below `top` without following a link on the way.
    private func descend(from top: CInt, to folder: GitPath) -> CInt? {
        var current = retryingInterrupted { openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
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
    ///   - descriptor: of an open folder; closed here.
    ///   - range: the entries below it.
    ///   - depth: how many bytes of their paths name the folder.
    /// - Returns: `false` where git has to be asked.
    private func compare(folder descriptor: CInt, _ range: Range<Int>, depth: Int, _ outcome: inout Outcome) -> Bool {
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(stream) }
        let children = FolderChildren(content.entries, range, depth: depth)
        guard children.areAll(in: stream) else { return false }
        return children.all.allSatisfy { child in
            guard child.isFolder else {
                return compare(file: child.range.lowerBound, in: descriptor, depth: depth, &outcome)
            }
            let inner = child.name(in: content.entries, depth: depth) { openFolder($0, in: descriptor) }
            return inner >= 0 && compare(folder: inner, child.range, depth: child.end + 1, &outcome)
        }
    }

    private func compare(file position: Int, in folder: CInt, depth: Int, _ outcome: inout Outcome) -> Bool {
        var found = stat()
        let status = content.entries[position].path.withUnsafeBytes { path in
            withTerminated(UnsafeRawBufferPointer(rebasing: path[depth...])) {
                fstatat(folder, $0, &found, AT_SYMLINK_NOFOLLOW)
            }
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
