import Crypto
import Foundation
import GitProbe

/// Computes git's blob ids of files on disk, several at once, each file once.
///
/// The id of a file that was built untracked and then committed is the one git gives it, so the commit alone does not
/// make an image out of date.
struct ContentHasher: Sendable {
    /// A file's content and kind as the input digest has them.
    struct Answer: Sendable, Hashable {
        let blob: ObjectID
        /// Never a submodule.
        let mode: TrackedFile.Mode
    }

    struct Failure: Error, CustomStringConvertible {
        let path: String
        let message: String
        var description: String { "\(path): \(message)" }
    }

    /// How many files are read at once.
    let jobs: Int

    /// The answers for `paths`, in which a failure stands for a file that could not be read.
    func answers(for paths: Set<[UInt8]>, sha256: Bool) async -> [[UInt8]: Result<Answer, Failure>] {
        let all = Array(paths)
        let width = max(1, min(jobs, all.count))
        return await withTaskGroup(of: [([UInt8], Result<Answer, Failure>)].self) { group in
            for worker in 0..<width {
                group.addTask {
                    stride(from: worker, to: all.count, by: width).map { (all[$0], Self.read(all[$0], sha256: sha256)) }
                }
            }
            var answers: [[UInt8]: Result<Answer, Failure>] = [:]
            answers.reserveCapacity(all.count)
            for await part in group { for (path, answer) in part { answers[path] = answer } }
            return answers
        }
    }

    static func read(_ path: [UInt8], sha256: Bool) -> Result<Answer, Failure> {
        do throws(Failure) {
            return .success(sha256 ? try read(path, with: SHA256()) : try read(path, with: Insecure.SHA1()))
        } catch {
            return .failure(error)
        }
    }

    private static func read<Hash: HashFunction>(_ path: [UInt8], with hash: Hash) throws(Failure) -> Answer {
        var hash = hash
        let kind = DiskFile.kind(of: path)
        switch kind {
        case .link(let target):
            hash.update(data: Array("blob \(target.count)\0".utf8) + target)
            return try answer(path, hash.finalize(), mode: .symbolicLink)
        case .file(let executable):
            let file = try DiskFile.Reader(path)
            hash.update(data: Array("blob \(file.size)\0".utf8))
            try file.read { part in hash.update(bufferPointer: part) }
            return try answer(path, hash.finalize(), mode: executable ? .executable : .regular)
        case .folder, .other, nil:
            throw Failure(path: String(decoding: path, as: UTF8.self), message: "is no longer a file")
        }
    }

    private static func answer(
        _ path: [UInt8],
        _ digest: some Digest,
        mode: TrackedFile.Mode
    ) throws(Failure) -> Answer {
        guard let blob = digest.withUnsafeBytes({ ObjectID(raw: $0) }) else {
            throw Failure(path: String(decoding: path, as: UTF8.self), message: "has a hash of no known length")
        }
        return Answer(blob: blob, mode: mode)
    }
}
