#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What BuildKit is told in one call, in its order: each entry has its place in the list as its number.
struct FileSyncListing: Sendable {
    let entries: [OfferedEntry]
    /// For an entry that is a further name of a file: where its first name stands.
    private(set) var firstNames: [Int: Int] = [:]

    /// The entries that are selected, with the folders that they are in.
    init(_ context: OfferedContext, _ selection: OfferedContext.Selection) {
        var isSelected = context.select(selection, context.entries)
        // Backwards, everything in a folder is seen before the folder.
        var needed: Set<[UInt8]> = []
        for index in context.entries.indices.reversed() {
            let path = context.entries[index].path
            if needed.remove(path) != nil { isSelected[index] = true }
            guard isSelected[index], let slash = path.lastIndex(of: UInt8(ascii: "/")) else { continue }
            needed.insert(Array(path[..<slash]))
        }
        entries = zip(context.entries, isSelected).compactMap { $1 ? $0 : nil }
        linkNames()
    }

    /// The Dockerfile, and a file that keeps BuildKit from looking for ignore rules: those were applied before.
    init(_ instructions: OfferedContext.Instructions) {
        func file(_ name: String, _ content: [UInt8]) -> OfferedEntry {
            OfferedEntry(
                path: Array(name.utf8),
                kind: .file(size: Int64(content.count), source: .bytes(content), blob: nil, name: nil),
                mode: 0o644
            )
        }
        let applied = Array("# The ignore rules were applied before the context was offered.\n".utf8)
        entries = [
            file(instructions.name, instructions.content), file("\(instructions.name).dockerignore", applied),
        ]
    }

    private mutating func linkNames() {
        var first: [[UInt8]: Int] = [:]
        for (index, entry) in entries.enumerated() {
            guard case .file(_, _, _, let name?) = entry.kind else { continue }
            if let known = first[name] { firstNames[index] = known } else { first[name] = index }
        }
    }

    /// Whether BuildKit may ask for the content of the entry with this number.
    func isFile(_ number: Int) -> Bool {
        guard entries.indices.contains(number), case .file = entries[number].kind else { return false }
        return firstNames[number] == nil
    }

    /// What BuildKit is told of an entry.
    func status(_ number: Int) -> WireFileStat {
        let entry = entries[number]
        var status = WireFileStat()
        status.path = .init(entry.path)
        status.mode = GoFileMode.bits(entry)
        status.time = entry.time
        switch entry.kind {
        case .folder: break
        case .symlink(let target): status.linkTarget = .init(target)
        case .file(let size, _, _, _):
            status.size = size
            if let first = firstNames[number] { status.linkTarget = .init(entries[first].path) }
        }
        return status
    }
}

/// `os.FileMode` of Go, which is not the system's (https://pkg.go.dev/io/fs#FileMode).
private enum GoFileMode {
    static func bits(_ entry: OfferedEntry) -> UInt32 {
        var bits = UInt32(entry.mode) & 0o777
        if entry.mode & 0o4000 != 0 { bits |= 1 << 23 }
        if entry.mode & 0o2000 != 0 { bits |= 1 << 22 }
        if entry.mode & 0o1000 != 0 { bits |= 1 << 20 }
        switch entry.kind {
        case .folder: return bits | 1 << 31
        case .symlink: return bits | 1 << 27
        case .file: return bits
        }
    }
}
