internal import SystemPackage

/// Where git keeps what belongs to a checkout: the folder `.git`, or what it stands for.
///
/// `repo` makes `.git` a folder of symbolic links, a symbolic link or a file that names a folder below `.repo/projects`; worktrees and
/// submodules have such a file too.
struct GitDirectory: Sendable {
    let checkout: FilePath

    /// What is this checkout's own: `HEAD`, `index`.
    let own: FilePath

    /// What it may share with other worktrees: `objects`, `refs`, `packed-refs`.
    let common: FilePath

    /// The most bytes of a small file of git's that are read (a path, a reference): longer ones are none.
    static let smallFile = 16 * 1024

    /// Finds it.
    ///
    /// Git itself, started in a folder that is no repository, goes on to the folders above; it would then speak of the wrong repository.
    /// So the folder must hold a repository of its own, by git's own rule (`HEAD`, `objects`, `refs`).
    init(checkout: FilePath) throws(GitProbeError) {
        self.checkout = checkout
        let entry = checkout.appending(".git")
        guard let kind = try? Stat(entry).type else {
            throw Self.notARepository(checkout, "no .git in it", "was it checked out?")
        }
        if kind == .directory {
            own = entry
        } else {
            guard let target = Self.pointer(in: entry, label: "gitdir: ", relativeTo: checkout) else {
                throw Self.notARepository(checkout, "its .git is neither a folder nor a file that names one", nil)
            }
            own = target
        }
        common = Self.pointer(in: own.appending("commondir"), label: "", relativeTo: own) ?? own
        let hasHead = (try? Stat(own.appending("HEAD"), followTargetSymlink: false)) != nil
        guard hasHead, Self.isFolder(common.appending("objects")), Self.isFolder(common.appending("refs")) else {
            throw Self.notARepository(
                checkout,
                "its .git holds no repository",
                "checking it out may have been interrupted"
            )
        }
        for file in [own.appending("HEAD"), index, configuration, common.appending("packed-refs")] {
            guard let kind = try? Stat(file).type, kind != .regular else { continue }
            throw Self.notARepository(checkout, "\(file.string) is no file", nil)
        }
        guard !GitEnvironment.ceiling(above: checkout).isEmpty || isHeadWellFormed else {
            throw Self.notARepository(checkout, "its HEAD names nothing", nil)
        }
    }

    var index: FilePath { own.appending("index") }
    var objects: FilePath { common.appending("objects") }
    var configuration: FilePath { common.appending("config") }

    /// Whether `folder` holds something called `.git`.
    static func isPresent(in folder: FilePath) -> Bool {
        (try? Stat(folder.appending(".git"), followTargetSymlink: false)) != nil
    }

    /// Whether git would take the folder for a repository at all; it goes on to the folders above otherwise.
    private var isHeadWellFormed: Bool {
        guard let (bytes, _) = contents(of: own.appending("HEAD"), limit: Self.smallFile) else { return false }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if ObjectID(hex: line) != nil { return true }
        guard line.starts(with: "ref:".utf8) else { return false }
        return line.dropFirst(4).drop { $0 == UInt8(ascii: " ") }.starts(with: "refs/".utf8)
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        (try? Stat(path).type) == .directory
    }

    /// The path in a file of one line.
    private static func pointer(in file: FilePath, label: String, relativeTo base: FilePath) -> FilePath? {
        guard let (bytes, _) = contents(of: file, limit: smallFile), bytes.starts(with: label.utf8) else { return nil }
        var line = bytes.dropFirst(label.utf8.count)
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty, let path = FilePath(kernelBytes: line) else { return nil }
        return base.pushing(path)
    }

    private static func notARepository(_ checkout: FilePath, _ reason: String, _ hint: String?) -> GitProbeError {
        GitProbeError(code: .notARepository, checkout: checkout, message: "not a git checkout: \(reason)", hint: hint)
    }
}
