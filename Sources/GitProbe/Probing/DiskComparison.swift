internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Compares the entries of an index with the disk, by names and `stat` alone: what git does first, and last where all is equal.
struct DiskComparison {
    let content: IndexFile.Content

    /// When the index was written. Git does not rely on the `stat` of a file that is not older, to the second: it may have been
    /// written again right after git looked.
    let indexTime: UInt32

    /// Whether the folders of `scope` below `checkout` hold exactly the entries, each as git left it. `false` means no more than that
    /// git has to be asked.
    func isExact(checkout: FilePath, scope: PathScope) -> Bool {
        guard zip(content.entries, content.stats).allSatisfy(isReliable) else { return false }
        let top = checkout.withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard top >= 0 else { return false }
        if scope.isEverything { return isExact(folder: top, content.entries.indices, depth: 0) }
        defer { close(top) }
        let index = PathIndex(content.entries)
        return scope.members.allSatisfy { member in
            let entries = index.under(member)
            guard let first = entries.first else { return false }
            let isFile = first.path == member
            guard let folder = isFile ? member.parent : member, let descriptor = descend(from: top, to: folder) else {
                return false
            }
            let depth = folder.isTop ? 0 : folder.slice.count + 1
            guard isFile else { return isExact(folder: descriptor, entries.indices, depth: depth) }
            defer { close(descriptor) }
            return isExact(file: entries.startIndex, in: descriptor, depth: depth)
        }
    }

    /// Whether equal numbers mean equal content.
    private func isReliable(_ entry: TrackedFile, _ stat: EntryStat) -> Bool {
        guard entry.isVouchedFor, stat.modifiedSeconds < indexTime else { return false }
        // Git writes a size of zero into an entry that it does not trust.
        return stat.size != 0 || entry.blob == .emptyBlob(byteCount: entry.blob.byteCount)
    }

    /// Opens a folder below `top` without following a link on the way.
    private func descend(from top: CInt, to folder: GitPath) -> CInt? {
        var current = openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        for component in folder.slice.split(separator: UInt8(ascii: "/")) {
            guard current >= 0 else { return nil }
            let next = component.withUnsafeBytes { openFolder($0, in: current) }
            close(current)
            current = next
        }
        return current >= 0 ? current : nil
    }

    private func openFolder(_ name: UnsafeRawBufferPointer, in folder: CInt) -> CInt {
        withTerminated(name) { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    }

    /// - Parameters:
    ///   - descriptor: of an open folder; closed here.
    ///   - range: the entries below it.
    ///   - depth: how many bytes of their paths name the folder.
    private func isExact(folder descriptor: CInt, _ range: Range<Int>, depth: Int) -> Bool {
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return false
        }
        defer { closedir(stream) }
        let children = FolderChildren(content.entries, range, depth: depth)
        guard children.areAll(in: stream) else { return false }
        return children.all.allSatisfy { child in
            guard child.isFolder else { return isExact(file: child.range.lowerBound, in: descriptor, depth: depth) }
            let inner = child.name(in: content.entries, depth: depth) { openFolder($0, in: descriptor) }
            return inner >= 0 && isExact(folder: inner, child.range, depth: child.end + 1)
        }
    }

    private func isExact(file position: Int, in folder: CInt, depth: Int) -> Bool {
        var found = stat()
        let status = content.entries[position].path.withUnsafeBytes { path in
            withTerminated(UnsafeRawBufferPointer(rebasing: path[depth...])) {
                fstatat(folder, $0, &found, AT_SYMLINK_NOFOLLOW)
            }
        }
        return status == 0 && EntryStat(found) == content.stats[position]
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
