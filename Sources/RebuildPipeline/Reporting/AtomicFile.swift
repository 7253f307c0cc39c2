import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes a file so that a reader sees the old content or the new one, never a part.
public enum AtomicFile {
    /// Makes the folder if it is missing, writes beside `path`, makes it safe on disk, and renames.
    ///
    /// The file gets the permissions that the user's umask asks for, or those of the file it replaces. A symlink is
    /// followed, so that the file it names is replaced and not the link. A device or pipe (`/dev/stdout`) is written
    /// to directly.
    public static func write(_ text: String, to path: String) throws(PipelineError) {
        try write(Array(text.utf8), to: path)
    }

    static func write(_ bytes: [UInt8], to path: String) throws(PipelineError) {
        let target = PathJoining.realPath(path) ?? path
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            return try put(bytes, into: target, flags: O_WRONLY, mode: 0, named: path)
        }
        let folder = (target as NSString).deletingLastPathComponent
        try makeFolder(folder.isEmpty ? "." : folder)
        let draft = target + ".\(getpid()).tmp"
        let mode = exists ? status.st_mode & 0o777 : 0o666
        do throws(PipelineError) {
            try put(bytes, into: draft, flags: O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode: mode, named: path)
        } catch {
            unlink(draft)
            throw error
        }
        guard rename(draft, target) == 0 else {
            let message = String(cString: strerror(errno))
            unlink(draft)
            throw .output(path: path, message: message)
        }
    }

    /// Makes a folder and those above it; one that is there is fine.
    public static func makeFolder(_ path: String) throws(PipelineError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .output(path: path, message: "cannot make the folder: \(error.localizedDescription)")
        }
    }

    private static func put(
        _ bytes: [UInt8],
        into path: String,
        flags: Int32,
        mode: mode_t,
        named name: String
    ) throws(PipelineError) {
        let file = open(path, flags, mode)
        guard file >= 0 else { throw .output(path: name, message: String(cString: strerror(errno))) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(file, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .output(path: name, message: String(cString: strerror(errno))) }
            written += count
        }
        // A pipe or terminal cannot be synchronised; a full disk shows here at the latest.
        if fsync(file) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP {
            throw .output(path: name, message: String(cString: strerror(errno)))
        }
    }

    private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(file, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(file, bytes.baseAddress, bytes.count)
        #endif
    }
}
