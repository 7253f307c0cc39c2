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
        let name = "imagebuilder-index-\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        file = folder.appending(name)
        let options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate, .closeOnExec]
        guard
            let descriptor = try? FileDescriptor.open(file, .writeOnly, options: options, permissions: .ownerReadWrite)
        else { return nil }
        var isWritten = (try? descriptor.writeAll(bytes)) != nil
        let time = timespec(tv_sec: time_t(signature.seconds), tv_nsec: signature.nanoseconds)
        isWritten = isWritten && futimens(descriptor.rawValue, [time, time]) == 0
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
