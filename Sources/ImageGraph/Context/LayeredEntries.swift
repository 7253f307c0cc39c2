/// Joins the lists of the context's folder and of what is laid over it.
struct LayeredEntries {
    private var entries: [ContextEntry] = []
    private var leftOut: [BuildContext.LeftOut] = []

    /// Adds the first list.
    mutating func add(_ list: TreeWalk.FolderListing) {
        entries = list.entries
        leftOut = list.leftOut
    }

    /// Lays a list over what is there: it wins where both have a path.
    mutating func add(_ list: TreeWalk.FolderListing, at destination: ContextPath, root: String) {
        guard !list.entries.isEmpty || !list.leftOut.isEmpty else { return }
        var upper = list.entries
        let isFolder = Set(entries.lazy.filter { $0.kind == .folder }.map(\.path))
        let above = destination.ancestors.filter { !isFolder.contains($0) }
        upper.insert(contentsOf: above.map { FileStatus.folder($0, root: root) }, at: 0)
        let replaced = Set(upper.lazy.filter { $0.kind != .folder && isFolder.contains($0.path) }.map(\.path))
        entries = Self.merge(upper, over: entries)
        if !replaced.isEmpty {
            entries.removeAll { entry in entry.path.ancestors.contains(where: replaced.contains) }
        }
        let covered = Set(upper.map(\.path))
        leftOut = (leftOut.filter { !covered.contains($0.path) } + list.leftOut).sorted { $0.path < $1.path }
    }

    private static func merge(_ upper: [ContextEntry], over lower: [ContextEntry]) -> [ContextEntry] {
        var merged: [ContextEntry] = []
        merged.reserveCapacity(upper.count + lower.count)
        var low = lower[...]
        for entry in upper {
            while let next = low.first, next.path < entry.path {
                merged.append(next)
                low.removeFirst()
            }
            if low.first?.path == entry.path { low.removeFirst() }
            merged.append(entry)
        }
        return merged + low
    }

    /// The joined list, in which each further name of a file has become a hard link.
    consuming func context() -> BuildContext {
        struct FileIdentity: Hashable {
            let device: UInt64
            let inode: UInt64
        }
        var firstNames: [FileIdentity: ContextPath] = [:]
        var entries = entries
        for index in entries.indices where entries[index].hasOtherNames {
            guard case .file = entries[index].kind else { continue }
            let identity = FileIdentity(device: entries[index].device, inode: entries[index].inode)
            if let first = firstNames[identity] {
                entries[index].kind = .hardLink(to: first)
            } else {
                firstNames[identity] = entries[index].path
            }
        }
        return BuildContext(entries: entries, leftOut: leftOut)
    }
}
