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

    /// The entries that are of another size on disk, in the order of the index, where the folders of `scope` below `checkout` hold
    /// exactly the entries and all others are as git left them; `nil` means no more than that git has to be asked.
    func resized(checkout: FilePath, scope: PathScope) -> [Int]? {
        let top = checkout.withPlatformString { path in
            retryingInterrupted { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        guard top >= 0 else { return nil }
        guard areReliable(top) else {
            close(top)
            return nil
        }
        var resized: [Int] = []
        if scope.isEverything {
            return compare(folder: top, content.entries.indices, depth: 0, &resized) ? resized : nil
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
            guard isFile else { return compare(folder: descriptor, entries.indices, depth: depth, &resized) }
            defer { close(descriptor) }
            return compare(file: entries.startIndex, in: descriptor, depth: depth, &resized)
        }
        return areComparable ? resized : nil
    }

    /// Whether equal numbers mean equal content, for every entry.
    private func areReliable(_ top: CInt) -> Bool {
        var status = stat()
        // Times of two file systems are compared by their seconds only: one may be coarser than the other.
        let isSame = fstat(top, &status) == 0 && UInt64(truncatingIfNeeded: status.st_dev) == index.device
        return zip(content.entries, content.stats).allSatisfy { entry, stat in
            // Git writes a size of zero into an entry that it does not trust.
            entry.isVouchedFor && isOlder(stat, toTheNanosecond: isSame)
                && (stat.size != 0 || entry.blob == .emptyBlob(byteCount: entry.blob.byteCount))
        }
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
    private func compare(folder descriptor: CInt, _ range: Range<Int>, depth: Int, _ resized: inout [Int]) -> Bool {
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(stream) }
        let children = FolderChildren(content.entries, range, depth: depth)
        guard children.areAll(in: stream) else { return false }
        return children.all.allSatisfy { child in
            guard child.isFolder else {
                return compare(file: child.range.lowerBound, in: descriptor, depth: depth, &resized)
            }
            let inner = child.name(in: content.entries, depth: depth) { openFolder($0, in: descriptor) }
            return inner >= 0 && compare(folder: inner, child.range, depth: child.end + 1, &resized)
        }
    }

    private func compare(file position: Int, in folder: CInt, depth: Int, _ resized: inout [Int]) -> Bool {
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
        resized.append(position)
        return true
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
