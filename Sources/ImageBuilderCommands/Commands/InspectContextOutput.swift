import ImageGraph

/// What a build context holds; its JSON is that of docs/inspect.md.
struct ContextDocument: Encodable {
    enum EntryType: String, Encodable {
        case file, directory, symlink, hardLink
    }

    struct Entry: Encodable {
        let path: String
        let pathBase64: String?
        let type: EntryType
        /// Four octal digits.
        let mode: String
        var size: Int64?
        var target: String?
        var targetBase64: String?
    }

    struct LeftOut: Encodable {
        let path: String
        let pathBase64: String?
        let type: String
    }

    struct Folder: Encodable {
        let path: String
        let pathBase64: String?
        let size: Int64
        let entries: Int
    }

    struct Summary: Encodable {
        var entries = 0
        var files = 0
        var directories = 0
        var symlinks = 0
        var hardLinks = 0
        var size: Int64 = 0
    }

    let version = 1
    let context: String
    let ignoreFile: String?
    let summary: Summary
    /// The largest first; nil where nobody asked for them.
    let largest: [Folder]?
    let entries: [Entry]
    let leftOut: [LeftOut]

    init(_ context: BuildContext, folder: String, ignoreFile: String?, largest: Int?) {
        self.context = folder
        self.ignoreFile = ignoreFile
        entries = context.entries.map(Entry.init)
        leftOut = context.leftOut.map {
            LeftOut(
                path: "\($0.path)",
                pathBase64: InspectedName.base64(unlessText: $0.path.bytes),
                type: $0.kind.rawValue
            )
        }
        summary = context.entries.reduce(into: Summary()) { $0.count($1) }
        self.largest = largest.map { Self.largestFolders(of: context, $0) }
    }

    /// Folders with all that is below them, largest first; each file counts once, whatever number of names it has.
    private static func largestFolders(of context: BuildContext, _ count: Int) -> [Folder] {
        var sizes: [ContextPath: (size: Int64, entries: Int)] = [:]
        for entry in context.entries {
            if case .folder = entry.kind, sizes[entry.path] == nil { sizes[entry.path] = (0, 0) }
            var size: Int64 = 0
            if case .file(let bytes) = entry.kind { size = bytes }
            var above = entry.path.parent
            while let folder = above, folder != .root {
                sizes[folder, default: (0, 0)].size &+= size  // sparse files can claim any size
                sizes[folder, default: (0, 0)].entries += 1
                above = folder.parent
            }
        }
        let sorted = sizes.sorted { ($1.value.size, $0.key) < ($0.value.size, $1.key) }
        return sorted.prefix(count).map { path, sum in
            Folder(
                path: "\(path)",
                pathBase64: InspectedName.base64(unlessText: path.bytes),
                size: sum.size,
                entries: sum.entries
            )
        }
    }

    // MARK: For people

    var text: String {
        var parts: [String] = []
        if let largest {
            var table = TextTable([.right("SIZE"), .right("ENTRIES"), .left("FOLDER")])
            for folder in largest { table.add(["\(folder.size)", "\(folder.entries)", folder.path]) }
            parts.append(table.text)
        }
        var table = TextTable([.left("TYPE"), .left("MODE"), .right("SIZE"), .left("PATH")])
        for entry in entries {
            let target = entry.target.map { entry.path + " -> " + $0 }
            table.add([entry.type.rawValue, entry.mode, entry.size.map { "\($0)" }, target ?? entry.path])
        }
        parts.append(table.text)
        if !leftOut.isEmpty {
            var table = TextTable([.left("NOT SENT"), .left("PATH")])
            for entry in leftOut { table.add([entry.type, entry.path]) }
            parts.append(table.text)
        }
        parts.append(
            "\(summary.entries) entries: \(summary.files) files, \(summary.directories) directories, "
                + "\(summary.symlinks) symlinks, \(summary.hardLinks) hard links; \(summary.size) bytes"
                + Self.rounded(summary.size)
        )
        return parts.joined(separator: "\n\n")
    }

    /// ` (1.5 MiB)`, with one digit behind the point; nothing below 1 KiB.
    private static func rounded(_ size: Int64) -> String {
        guard size >= 1024 else { return "" }
        var tenths = Double(size)
        var unit = ""
        for next in ["KiB", "MiB", "GiB", "TiB"] where tenths >= 1024 {
            tenths /= 1024
            unit = next
        }
        return " (\((tenths * 10).rounded() / 10) \(unit))"
    }
}

extension ContextDocument.Entry {
    init(_ entry: ContextEntry) {
        path = "\(entry.path)"
        pathBase64 = InspectedName.base64(unlessText: entry.path.bytes)
        let digits = String(entry.mode & 0o7777, radix: 8)
        mode = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        switch entry.kind {
        case .file(let bytes):
            type = .file
            size = bytes
        case .folder:
            type = .directory
        case .symlink(let bytes):
            type = .symlink
            target = String(decoding: bytes, as: UTF8.self)
            targetBase64 = InspectedName.base64(unlessText: bytes)
        case .hardLink(let first):
            type = .hardLink
            target = "\(first)"
            targetBase64 = InspectedName.base64(unlessText: first.bytes)
        }
    }
}

extension ContextDocument.Summary {
    fileprivate mutating func count(_ entry: ContextEntry) {
        entries += 1
        switch entry.kind {
        case .file(let bytes):
            files += 1
            size &+= bytes  // sparse files can claim any size
        case .folder: directories += 1
        case .symlink: symlinks += 1
        case .hardLink: hardLinks += 1
        }
    }
}
