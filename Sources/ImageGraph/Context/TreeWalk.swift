#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One walk over one folder on disk.
///
/// The folders on the way down stand in a list, not on the stack, and only the innermost ones are kept open, so that neither a
/// very deep tree nor a low limit of open files is a difficulty.
struct TreeWalk {
    struct FolderListing {
        /// In the order of the paths' bytes.
        var entries: [ContextEntry] = []
        var leftOut: [BuildContext.LeftOut] = []
    }

    /// How many folders stay open, besides the root: enough that going up and down costs no reopening in real trees.
    static let maximumOpenFolders = 32

    /// What is still to be done in a folder. Each folder in it stands there twice, as "name" and "name/", so that the order
    /// of the bytes is the order of the paths: `a`, `a-b`, `a/b`.
    private struct PendingName {
        let key: [UInt8]
        let name: [UInt8]
        let isDescent: Bool
        let kind: FileStatus.Kind?
    }

    private struct Frame {
        let name: [UInt8]
        let path: ContextPath
        let exclusion: IgnorePatterns.Exclusion
        /// The folder's entry, if it has one yet or will have one once something in it is sent.
        let entry: Int?
        var open: OpenFolder?
        var pending: [PendingName] = []
        var next = 0
        /// What is known of the folders in it that are still to be descended into.
        var folders: [[UInt8]: (exclusion: IgnorePatterns.Exclusion, entry: Int)] = [:]
    }

    private let root: [UInt8]
    private let destinationLength: Int
    private let patterns: IgnorePatterns
    private let alwaysSend: [ContextPath]
    /// Whether each file is looked at, and not only its name.
    private let looksAtFiles: Bool
    private var frames: [Frame] = []
    private var listing = FolderListing()
    /// Which entries are sent: an excluded folder is not, until something in it is.
    private var isSent: [Bool] = []

    /// Lists what is in a folder on disk, as it stands at a place in a context. A single file is listed as itself at that place.
    static func list(
        _ root: String,
        at destination: ContextPath,
        patterns: IgnorePatterns,
        alwaysSend: [ContextPath],
        looksAtFiles: Bool
    ) throws(ContextError) -> FolderListing {
        var walk = TreeWalk(
            root: root.isEmpty ? Array(".".utf8) : Array(root.utf8),
            destinationLength: destination.bytes.count,
            patterns: patterns,
            alwaysSend: alwaysSend,
            looksAtFiles: looksAtFiles
        )
        defer { for frame in walk.frames { frame.open?.close() } }
        try walk.begin(at: destination)
        while !walk.frames.isEmpty { try walk.step() }
        var listing = walk.listing
        if walk.isSent.contains(false) {
            listing.entries = zip(listing.entries, walk.isSent).compactMap { $1 ? $0 : nil }
        }
        return listing
    }

    private init(
        root: [UInt8],
        destinationLength: Int,
        patterns: IgnorePatterns,
        alwaysSend: [ContextPath],
        looksAtFiles: Bool
    ) {
        self.root = root
        self.destinationLength = destinationLength
        self.patterns = patterns
        self.alwaysSend = alwaysSend
        self.looksAtFiles = looksAtFiles
    }

    // MARK: The root

    private mutating func begin(at destination: ContextPath) throws(ContextError) {
        var exclusion = IgnorePatterns.Exclusion()
        for path in destination.ancestors { exclusion = patterns.judge(path, in: exclusion) }
        guard let status = FileStatus(of: root, in: AT_FDCWD, followingSymlink: true) else {
            throw rootFailure(OpenFolder.failure)
        }
        if !destination.bytes.isEmpty { exclusion = patterns.judge(destination, in: exclusion) }
        switch status.kind {
        case .folder:
            try beginFolder(status, at: destination, exclusion)
        case .file where !destination.bytes.isEmpty:
            guard !exclusion.isIgnored || alwaysSend.contains(destination) else { return }
            listing.entries = [
                status.entry(
                    .file(size: status.size),
                    at: destination,
                    root: root,
                    destinationLength: destinationLength
                )
            ]
            isSent = [true]
        default:
            throw rootFailure(ENOTDIR)
        }
    }

    private mutating func beginFolder(
        _ status: FileStatus,
        at destination: ContextPath,
        _ exclusion: IgnorePatterns.Exclusion
    ) throws(ContextError) {
        if exclusion.isIgnored, mayPass(excludedFolder: destination) { return }
        guard let open = OpenFolder(path: root) else { throw rootFailure(OpenFolder.failure) }
        var entry: Int?
        if !destination.bytes.isEmpty {
            entry = 0
            listing.entries = [
                status.entry(.folder, at: destination, root: root, destinationLength: destinationLength)
            ]
            isSent = [!exclusion.isIgnored]
        }
        try push(Frame(name: [], path: destination, exclusion: exclusion, entry: entry, open: open))
    }

    private func mayPass(excludedFolder path: ContextPath) -> Bool {
        patterns.canPass(excludedFolder: path) && !alwaysSend.contains(where: path.contains)
    }

    // MARK: A step

    private mutating func step() throws(ContextError) {
        let top = frames.count - 1
        guard frames[top].next < frames[top].pending.count else {
            frames.removeLast().open?.close()
            return
        }
        let step = frames[top].pending[frames[top].next]
        frames[top].next += 1
        if step.isDescent {
            try descend(into: step.name)
        } else {
            try visit(step.name, step.kind)
        }
    }

    private mutating func visit(_ name: [UInt8], _ listed: FileStatus.Kind?) throws(ContextError) {
        let top = frames.count - 1
        let path = frames[top].path.appending(ContextPath(unchecked: name))
        let exclusion = patterns.judge(path, in: frames[top].exclusion)
        let isSent = !exclusion.isIgnored || alwaysSend.contains(path)
        let isFolder = listed?.isFolder ?? false
        // What is excluded is not even looked at, unless something in it may be sent.
        if !isSent, !isFolder || mayPass(excludedFolder: path) {
            if isFolder { frames[top].folders[name] = nil }
            return
        }
        guard let entry = try entry(at: path, name, listed) else { return }
        guard isFolder == (entry.kind == .folder) else { throw failure(ENOTDIR, at: path) }
        listing.entries.append(entry)
        self.isSent.append(false)
        if isFolder { frames[top].folders[name] = (exclusion, listing.entries.count - 1) }
        if isSent { send(listing.entries.count - 1) }
    }

    /// What stands at a path of the innermost folder; nil for what no image can take.
    private mutating func entry(
        at path: ContextPath,
        _ name: [UInt8],
        _ listed: FileStatus.Kind?
    ) throws(ContextError) -> ContextEntry? {
        if !looksAtFiles, let listed {
            switch listed {
            case .file: return unseen(.file(size: 0), at: path)
            case .folder: return unseen(.folder, at: path)
            case .symlink: return unseen(.symlink(target: []), at: path)
            case .special: break
            }
        }
        let folder = try openTop()
        guard let status = FileStatus(of: name, in: folder.descriptor) else {
            throw failure(OpenFolder.failure, at: path)
        }
        let kind: ContextEntry.Kind
        switch status.kind {
        case .file:
            // Readable by everyone needs no asking.
            guard status.mode & 0o444 == 0o444 || folder.mayRead(name) else { throw failure(EACCES, at: path) }
            kind = .file(size: status.size)
        case .folder:
            kind = .folder
        case .symlink:
            guard let target = folder.linkTarget(name) else { throw failure(OpenFolder.failure, at: path) }
            kind = .symlink(target: target)
        case .special(let kind):
            listing.leftOut.append(.init(path: path, kind: kind))
            return nil
        }
        return status.entry(kind, at: path, root: root, destinationLength: destinationLength)
    }

    /// An entry of which nothing but its name and kind is known.
    private func unseen(_ kind: ContextEntry.Kind, at path: ContextPath) -> ContextEntry {
        ContextEntry(
            path: path,
            kind: kind,
            mode: 0,
            device: 0,
            inode: 0,
            hasOtherNames: false,
            sourceRoot: root,
            destinationLength: destinationLength
        )
    }

    /// Marks an entry as sent, and the folders that it is in: an excluded folder is sent because of what is in it.
    private mutating func send(_ entry: Int) {
        isSent[entry] = true
        for frame in frames.reversed() {
            guard let folder = frame.entry, !isSent[folder] else { return }
            isSent[folder] = true
        }
    }

    private mutating func descend(into name: [UInt8]) throws(ContextError) {
        let top = frames.count - 1
        guard let known = frames[top].folders.removeValue(forKey: name) else { return }  // passed over
        let path = frames[top].path.appending(ContextPath(unchecked: name))
        let parent = try openTop()
        guard let open = OpenFolder(name, in: parent) else {
            let number = OpenFolder.failure
            // BuildKit's rule: what is excluded may be unreadable, though an exception might have reached into it.
            if known.exclusion.isIgnored, number == EACCES { return }
            throw failure(number, at: path)
        }
        try push(Frame(name: name, path: path, exclusion: known.exclusion, entry: known.entry, open: open))
    }

    /// Reads a folder that was opened and makes it the innermost one.
    private mutating func push(_ frame: Frame) throws(ContextError) {
        frames.append(frame)  // from here on it is closed with all others, whatever happens
        let top = frames.count - 1
        guard let names = frame.open?.names() else { throw failure(OpenFolder.failure, at: frame.path) }
        var pending: [PendingName] = []
        pending.reserveCapacity(names.count)
        for (name, kind) in names {
            pending.append(PendingName(key: name, name: name, isDescent: false, kind: kind))
            guard kind?.isFolder ?? false else { continue }
            pending.append(PendingName(key: name + [UInt8(ascii: "/")], name: name, isDescent: true, kind: kind))
            frames[top].folders[name] = (.init(), 0)
        }
        pending.sort { $0.key.lexicographicallyPrecedes($1.key) }
        frames[top].pending = pending
        let outermost = top - Self.maximumOpenFolders
        if outermost > 0 {
            frames[outermost].open?.close()
            frames[outermost].open = nil
        }
    }

    /// The innermost folder, opened again if it had to be closed; with it some of those above, which are needed soon.
    private mutating func openTop() throws(ContextError) -> OpenFolder {
        let top = frames.count - 1
        if let open = frames[top].open { return open }
        guard let nearest = frames.indices.last(where: { frames[$0].open != nil }), var current = frames[nearest].open
        else {
            throw failure(EBADF, at: frames[top].path)  // the root is never closed
        }
        for index in (nearest + 1)...top {
            let next = OpenFolder(frames[index].name, in: current)
            let number = OpenFolder.failure
            // The one above is only a step on the way, if it is too far out to be kept.
            if frames[index - 1].open == nil { current.close() }
            guard let next else { throw failure(number, at: frames[index].path) }
            if index > top - Self.maximumOpenFolders { frames[index].open = next }
            current = next
        }
        return current
    }

    // MARK: Errors

    private func rootFailure(_ number: Int32) -> ContextError {
        let path = String(decoding: root, as: UTF8.self)
        switch number {
        case ENOENT:
            return ContextError(code: .missing, path: path, message: "there is no such folder")
        case ENOTDIR:
            return ContextError(code: .notAFolder, path: path, message: "this is no folder")
        default:
            return .reading(path, number)
        }
    }

    private func failure(_ number: Int32, at place: ContextPath) -> ContextError {
        let below = place.bytes.dropFirst(destinationLength).drop { $0 == UInt8(ascii: "/") }
        return .reading(
            String(decoding: below.isEmpty ? root : root + [UInt8(ascii: "/")] + below, as: UTF8.self),
            number
        )
    }
}
