#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the index has directly in one folder: its files, and the folders that hold others.
struct FolderChildren {
    struct Child {
        /// The entries that it stands for: one for a file.
        let range: Range<Int>
        /// Where its name ends in their paths.
        let end: Int
        let isFolder: Bool

        /// Calls `body` with its name.
        func name<R>(in entries: [TrackedFile], depth: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
            entries[range.lowerBound].path.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[depth..<end])) }
        }
    }

    /// In the order of the index: by name, that of a folder with a slash behind it.
    let all: [Child]

    private let entries: [TrackedFile]
    private let depth: Int

    init(_ entries: [TrackedFile], _ range: Range<Int>, depth: Int) {
        var all: [Child] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let path = entries[position].path
            let (end, isFolder) = path.withUnsafeBytes { bytes in
                let slash = bytes[depth...].firstIndex(of: UInt8(ascii: "/"))
                return (slash ?? bytes.count, slash != nil)
            }
            var next = position + 1
            if isFolder {
                while next < range.upperBound, entries[next].path.shares(with: path, first: end + 1) { next += 1 }
            }
            all.append(Child(range: position..<next, end: end, isFolder: isFolder))
            position = next
        }
        self.all = all
        self.entries = entries
        self.depth = depth
    }

    /// Whether a folder on disk holds these and nothing else, folders as folders; but for `.git` at the top.
    func areAll(in stream: OpaquePointer) -> Bool {
        var count = 0
        while let entry = readdir(stream) {
            let kind = Int32(entry.pointee.d_type)
            // Some file systems do not tell.
            guard kind != Int32(DT_UNKNOWN) else { return false }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = UnsafeMutableRawPointer(entry) + offset
            let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self)))
            if bytes.elementsEqual(".".utf8) || bytes.elementsEqual("..".utf8) { continue }
            if depth == 0, bytes.elementsEqual(".git".utf8) { continue }
            guard contains(bytes, isFolder: kind == Int32(DT_DIR)) else { return false }
            count += 1
        }
        return count == all.count
    }

    private func contains(_ name: UnsafeRawBufferPointer, isFolder: Bool) -> Bool {
        var low = 0
        var high = all.count
        while low < high {
            let middle = low + (high - low) / 2
            let order = order(all[middle], name, isFolder)
            if order == 0 { return true }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// Compares as the index does: a folder's name goes on with a slash.
    private func order(_ child: Child, _ name: UnsafeRawBufferPointer, _ isFolder: Bool) -> Int {
        child.name(in: entries, depth: depth) { mine in
            let common = min(mine.count, name.count)
            let order = compareBytes(
                UnsafeRawBufferPointer(rebasing: mine[..<common]),
                UnsafeRawBufferPointer(rebasing: name[..<common])
            )
            if order != 0 { return order }
            let slash = UInt8(ascii: "/")
            // What follows the common part: another byte of the name, the slash of a folder, or nothing.
            let next = mine.count > common ? Int(mine[common]) : child.isFolder ? Int(slash) : -1
            let other = name.count > common ? Int(name[common]) : isFolder ? Int(slash) : -1
            return next - other
        }
    }
}

extension GitPath {
    /// Whether the first `count` bytes are those of `other`, which has as many.
    fileprivate func shares(with other: GitPath, first count: Int) -> Bool {
        guard slice.count >= count else { return false }
        return withUnsafeBytes { mine in
            other.withUnsafeBytes { compareBytes(.init(rebasing: mine[..<count]), .init(rebasing: $0[..<count])) == 0 }
        }
    }
}
