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
        let name: UnsafeRawBufferPointer
        let isFolder: Bool
    }

    /// In the order of the index: by name, that of a folder with a slash behind it.
    let all: [Child]

    /// How many bytes of their paths name the folder, the slash behind it included; 0 for the top.
    private let depth: Int

    init(_ names: EntryNames, _ range: Range<Int>, depth: Int) {
        var all: [Child] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let path = names[position]
            let slash = path[depth...].firstIndex(of: UInt8(ascii: "/"))
            var next = position + 1
            if let slash {
                let folder = UnsafeRawBufferPointer(rebasing: path[...slash])
                while next < range.upperBound, names[next].begins(with: folder) { next += 1 }
            }
            let name = UnsafeRawBufferPointer(rebasing: path[depth..<(slash ?? path.count)])
            all.append(Child(range: position..<next, name: name, isFolder: slash != nil))
            position = next
        }
        self.all = all
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
        let mine = child.name
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

extension UnsafeRawBufferPointer {
    fileprivate func begins(with other: UnsafeRawBufferPointer) -> Bool {
        count >= other.count && compareBytes(UnsafeRawBufferPointer(rebasing: self[..<other.count]), other) == 0
    }
}
