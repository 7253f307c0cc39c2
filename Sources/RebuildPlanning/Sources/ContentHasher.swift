import Basics
import Crypto
import Foundation
import GitProbe

/// A file's content and kind, as the input digest has them.
struct HashedFile: Sendable, Hashable {
    let blob: ObjectID
    /// Never a submodule.
    let mode: TrackedFile.Mode
    /// The blobs that git-lfs may have committed in its place, where git may keep another content than the file's.
    var pointers: [ObjectID] = []
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

    /// The id of a content in memory.
    static func blob(of content: [UInt8], isSHA256: Bool) -> ObjectID? {
        let blob = Array("blob \(content.count)\0".utf8) + content
        return isSHA256
            ? SHA256.hash(data: blob).withUnsafeBytes { ObjectID(raw: $0) }
            : Insecure.SHA1.hash(data: blob).withUnsafeBytes { ObjectID(raw: $0) }
    }

    static func read(_ file: UnreadFile) -> Result<HashedFile, FileError> {
        do throws(FileError) {
            return .success(
                file.isSHA256 ? try read(file, with: SHA256()) : try read(file, with: Insecure.SHA1())
            )
        } catch {
            return .failure(error)
        }
    }

    private static func read<Hash: HashFunction>(
        _ file: UnreadFile,
        with hash: Hash
    ) throws(FileError) -> HashedFile {
        var hash = hash
        let path = file.path
        switch DiskFile.kind(of: path) {
        case .link(let target):
            hash.update(data: Array("blob \(target.count)\0".utf8) + target)
            return HashedFile(blob: try id(hash.finalize(), path), mode: .symbolicLink)
        case .file(let executable):
            let reader = try DiskFile.Reader(path)
            hash.update(data: Array("blob \(reader.size)\0".utf8))
            var content: SHA256? = file.isConverted ? SHA256() : nil
            try reader.read { part in
                hash.update(bufferPointer: part)
                content?.update(bufferPointer: part)
            }
            let pointer = content.map { LFSPointer($0.finalize(), size: reader.size) }
            return HashedFile(
                blob: try id(hash.finalize(), path),
                mode: executable ? .executable : .regular,
                pointers: pointer?.blobs(isSHA256: file.isSHA256) ?? []
            )
        case .folder, .other: throw FileError(.notAFile, path: String(decoding: path, as: UTF8.self))
        case nil: throw FileError(.notFound, path: String(decoding: path, as: UTF8.self))
        }
    }

    private static func id(_ digest: some Digest, _ path: [UInt8]) throws(FileError) -> ObjectID {
        guard let id = digest.withUnsafeBytes({ ObjectID(raw: $0) }) else {
            throw FileError(.unwritable("has a hash of no known length"), path: String(decoding: path, as: UTF8.self))
        }
        return id
    }
}
