import Basics
internal import SystemPackage

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A part of a large index, as a temporary file for one git.
///
/// `git status -- PATHS` compares each entry of the index with each path, several times over: 100 contexts of a project of 200,000 files cost
/// more than looking at all the files. Given an index with only the entries in question, it costs a fraction. The file lies outside
/// the repository, and is gone when the git has ended.
struct IndexExcerpt: Sendable {
    let file: FilePath

    /// Comparisons of an entry with a path that must be saved before an excerpt pays: some 25 ns each, against milliseconds for the file.
    static let worthwhile = 1_000_000

    /// Writes the excerpt; `nil` when it cannot be made or written, which costs time only.
    ///
    /// - Parameter signature: That of the index. Git distrusts each entry whose file is not older than the index itself, so
    ///   the excerpt must be exactly as old.
    init?(of index: [UInt8], hashLength: Int, scope: PathScope, signature: FileSignature, folder: FilePath) {
        guard let bytes = IndexFile.excerpt(of: index, scope: scope, hashLength: hashLength) else { return nil }
        // The system replaces the X's by what makes the name new, and nobody else may read the file.
        var template = folder.appending("imagebuilder-index-XXXXXX").kernelBytes + [0]
        let number = template.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                name.baseAddress.map { mkstemp($0) } ?? -1
            }
        }
        guard number >= 0, let made = FilePath(kernelBytes: template.dropLast()) else { return nil }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        file = made
        let descriptor = FileDescriptor(rawValue: number)
        var isWritten = (try? descriptor.writeAll(bytes)) != nil
        let time = timespec(tv_sec: time_t(signature.seconds), tv_nsec: signature.nanoseconds)
        isWritten = isWritten && futimens(number, [time, time]) == 0
        isWritten = (try? descriptor.close()) != nil && isWritten
        if !isWritten {
            remove()
            return nil
        }
    }

    func remove() {
        _ = file.withPlatformString { unlink($0) }
    }

    /// What makes a git use it.
    var variable: [UInt8] { GitEnvironment.entry("GIT_INDEX_FILE", file.kernelBytes) }
}
