import Basics
import Crypto
import Foundation
import GitProbe

/// A file's content and kind, as the input digest has them.
struct HashedFile: Sendable, Hashable {
    let blob: ObjectID
    /// Never a submodule.
    let mode: TrackedFile.Mode
}

/// Computes git's blob ids of files on disk, several at once, each file once.
///
/// The id of a file that was built untracked and then committed is the one git gives it, so the commit alone does not
/// make an image out of date.
struct ContentHasher: Sendable {
    /// How many files are read at once.
    let jobs: Int

    /// What is at each of the places; a failure stands for a file that could not be read.
    func read(_ files: Set<UnreadFile>) async -> [UnreadFile: Result<HashedFile, FileError>] {
        let all = Array(files)
        let width = max(1, min(jobs, all.count))
        let parts = await boundedMap(Array(0..<width), limit: width) { worker in
            stride(from: worker, to: all.count, by: width).map { (all[$0], Self.read(all[$0])) }
        }
        var answers: [UnreadFile: Result<HashedFile, FileError>] = [:]
        answers.reserveCapacity(all.count)
        for (file, answer) in parts.joined() { answers[file] = answer }
        return answers
    }

    static func read(_ file: UnreadFile) -> Result<HashedFile, FileError> {
        do throws(FileError) {
            let path = file.path
            return .success(file.isSHA256 ? try read(path, with: SHA256()) : try read(path, with: Insecure.SHA1()))
        } catch {
            return .failure(error)
        }
    }

    private static func read<Hash: HashFunction>(_ path: [UInt8], with hash: Hash) throws(FileError) -> HashedFile {
        var hash = hash
        switch DiskFile.kind(of: path) {
        case .link(let target):
            hash.update(data: Array("blob \(target.count)\0".utf8) + target)
            return try hashed(path, hash.finalize(), mode: .symbolicLink)
        case .file(let executable):
            let file = try DiskFile.Reader(path)
            hash.update(data: Array("blob \(file.size)\0".utf8))
            try file.read { part in hash.update(bufferPointer: part) }
            return try hashed(path, hash.finalize(), mode: executable ? .executable : .regular)
        case .folder, .other: throw FileError(.notAFile, path: String(decoding: path, as: UTF8.self))
        case nil: throw FileError(.notFound, path: String(decoding: path, as: UTF8.self))
        }
    }

    private static func hashed(
        _ path: [UInt8],
        _ digest: some Digest,
        mode: TrackedFile.Mode
    ) throws(FileError) -> HashedFile {
        guard let blob = digest.withUnsafeBytes({ ObjectID(raw: $0) }) else {
            throw FileError(.unwritable("has a hash of no known length"), path: String(decoding: path, as: UTF8.self))
        }
        return HashedFile(blob: blob, mode: mode)
    }
}
