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
        /// Lower-case hexadecimal.
        let blob: String
        /// `100644`, `100755` or `120000`.
        let mode: String
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
            return Answer(blob: hex(hash.finalize()), mode: "120000")
        case .file(let executable):
            let file = try DiskFile.Reader(path)
            hash.update(data: Array("blob \(file.size)\0".utf8))
            try file.read { part in hash.update(bufferPointer: part) }
            return Answer(blob: hex(hash.finalize()), mode: executable ? "100755" : "100644")
        case .folder, .other, nil:
            throw Failure(path: String(decoding: path, as: UTF8.self), message: "is no longer a file")
        }
    }

    private static func hex(_ digest: some Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }
}
