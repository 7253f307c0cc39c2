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
        let draft = try put(bytes, besides: target, mode: mode, named: path)
        guard rename(draft, target) == 0 else {
            let error = FileError.last(path)
            unlink(draft)
            throw error
        }
    }

    /// Writes a new file beside `target`. Its name cannot be foretold, and what somebody put at that name, a link
    /// among others, is never opened: in a shared folder that would let any user choose the file that is overwritten.
    private static func put(
        _ bytes: [UInt8],
        besides target: String,
        mode: mode_t,
        named name: String
    ) throws(FileError) -> String {
        for _ in 0..<100 {
            let draft = "\(target).\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
            do throws(FileError) {
                try put(
                    bytes,
                    into: draft,
                    flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    mode: mode,
                    named: name
                )
                return draft
            } catch {
                if error.code == .system(EEXIST) { continue }
                unlink(draft)
                throw error
            }
        }
        throw FileError(.system(EEXIST), path: name)
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
        defer { _ = close(file) }
        guard SystemCall.writeAll(bytes, to: file) else { throw .last(name) }
        // A pipe or terminal cannot be synchronised; a full disk shows here at the latest.
        if fsync(file) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP { throw .last(name) }
    }
}
