#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes a file so that a reader sees the old content or the new one, never a part.
public enum AtomicFile {
    /// Who may read a file that is made anew, and the folders made for it.
    public enum Access: Sendable {
        /// Whoever the user's umask lets.
        case byUmask
        /// The user alone: 0600, and 0700 for folders.
        case owner

        fileprivate var mode: mode_t { self == .owner ? 0o600 : 0o666 }
    }

    /// Writes text as UTF-8; see ``write(_:to:access:)-([UInt8],_,_)``.
    public static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// Makes the folder if it is missing, writes beside `path`, makes it safe on disk, and renames.
    ///
    /// By umask, the file gets the permissions of the file it replaces, if there is one. A symlink is followed, so that
    /// the file it names is replaced and not the link. A device or pipe (`/dev/stdout`) is written to directly.
    public static func write(
        _ bytes: [UInt8],
        to path: String,
        access: Access = .byUmask
    ) throws(FileError) {
        let target = DiskPath.resolved(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try put(bytes, into: target, flags: O_WRONLY | O_CLOEXEC, mode: 0, named: path)
        }
        try DiskPath.makeFolder(PathText.parent(of: target), access: access)
        let mode = exists && access == .byUmask ? status.st_mode & 0o777 : access.mode
        try replace(target, by: bytes, mode: mode, named: path)
    }

    /// Writes text as UTF-8 to a file that is not there yet. What is there, a link too, stays as it is: an error of the system (`EEXIST`).
    public static func create(_ text: String, at path: String) throws(FileError) {
        let file = retryingInterrupted { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Access.byUmask.mode) }
        guard file >= 0 else { throw .last(path) }
        defer { SystemCall.close(file) }
        do throws(FileError) {
            try fill(file, with: Array(text.utf8), named: path)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Writes a new file beside `target` and puts it in its place. The draft's name cannot be foretold, and what somebody
    /// put at that name, a link among others, is never opened: in a shared folder that would let any user choose the file
    /// that is overwritten.
    private static func replace(
        _ target: String,
        by bytes: [UInt8],
        mode: mode_t,
        named name: String
    ) throws(FileError) {
        for _ in 0..<100 {
            let draft = DraftName.random(besides: target)
            let file = retryingInterrupted { open(draft, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode) }
            if file < 0, errno == EEXIST { continue }
            guard file >= 0 else { throw .last(name) }
            defer { SystemCall.close(file) }
            // A draft that nobody holds is one of a killed run, which goes: this one may have, before it was held.
            let isTaken = flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
            if isTaken || !isLinked(file) { continue }
            do throws(FileError) {
                try fill(file, with: bytes, named: name)
                guard rename(draft, target) == 0 else { throw .last(name) }
                return
            } catch {
                unlink(draft)
                throw error
            }
        }
        throw FileError(.system(EEXIST), path: name)
    }

    private static func isLinked(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && status.st_nlink > 0
    }

    private static func put(
        _ bytes: [UInt8],
        into path: String,
        flags: Int32,
        mode: mode_t,
        named name: String
    ) throws(FileError) {
        let file = retryingInterrupted { open(path, flags, mode) }
        guard file >= 0 else { throw .last(name) }
        defer { SystemCall.close(file) }
        try fill(file, with: bytes, named: name)
    }

    private static func fill(_ file: Int32, with bytes: [UInt8], named name: String) throws(FileError) {
        guard SystemCall.writeAll(bytes, to: file) else { throw .last(name) }
        // A pipe or terminal cannot be synchronised; a full disk shows here at the latest.
        if fsync(file) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP { throw .last(name) }
    }

    // MARK: What killed runs leave

    /// Takes away the drafts of a file that writers left which were killed: files of this user with the name of a draft
    /// that no process holds. What cannot be taken away stays.
    public static func removeAbandonedDrafts(of path: String) {
        let target = DiskPath.resolved(path) ?? path
        let folder = PathText.parent(of: target)
        guard let names = try? DiskPath.names(in: folder) else { return }
        for name in names where DraftName.isDraft(name, of: PathText.lastComponent(of: target)) {
            removeAbandoned(PathText.join(folder, name))
        }
    }

    private static func removeAbandoned(_ draft: String) {
        let file = retryingInterrupted { open(draft, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else { return }
        defer { SystemCall.close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            flock(file, LOCK_EX | LOCK_NB) == 0
        else { return }
        unlink(draft)
    }
}

/// What a file is called before it is whole: `NAME.draft-0123456789abcdef.tmp`.
private enum DraftName {
    private static let digits = 16

    static func random(besides target: String) -> String {
        let number = String(UInt64.random(in: 0 ... .max), radix: 16)
        return "\(target).draft-\(String(repeating: "0", count: digits - number.count))\(number).tmp"
    }

    static func isDraft(_ name: String, of target: String) -> Bool {
        let start = "\(target).draft-"
        guard name.hasPrefix(start), name.hasSuffix(".tmp") else { return false }
        let number = name.dropFirst(start.count).dropLast(".tmp".count)
        return number.utf8.count == digits && number.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
