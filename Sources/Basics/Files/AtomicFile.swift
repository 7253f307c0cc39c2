#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes a file so that a reader sees the old content or the new one, never a part.
public enum AtomicFile {
    /// Writes text as UTF-8; see ``write(_:to:)-([UInt8],_)``.
    public static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// Makes the folder if it is missing, writes beside `path`, makes it safe on disk, and renames.
    ///
    /// The file gets the permissions that the user's umask asks for, or those of the file it replaces. A symlink is
    /// followed, so that the file it names is replaced and not the link. A device or pipe (`/dev/stdout`) is written
    /// to directly.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let target = DiskPath.resolved(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try put(bytes, into: target, flags: O_WRONLY | O_CLOEXEC, mode: 0, named: path)
        }
        try DiskPath.makeFolder(PathText.parent(of: target))
        let draft = try put(bytes, besides: target, mode: exists ? status.st_mode & 0o777 : 0o666, named: path)
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
