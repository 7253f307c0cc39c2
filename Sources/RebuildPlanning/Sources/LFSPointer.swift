import Crypto
import GitProbe

/// The text that git-lfs commits in the place of a file.
///
/// <https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>: for each file there is exactly one, so whether a commit stands for
/// the file on disk is told without a look at the commit's blob, and without running git-lfs.
struct LFSPointer {
    /// The lower-case hexadecimal digits of the file's SHA-256.
    private let hash: String
    /// In bytes.
    private let size: Int64

    /// What names the specification: the one that is written, and that of before the first release, which is still read.
    private static let versions = ["https://git-lfs.github.com/spec/v1", "https://hawser.github.com/spec/v1"]

    /// The most bytes of a pointer, by the specification.
    static let sizeLimit = 1023

    /// The fewest: the shorter version, the hash, and a size of one digit.
    static let leastSize = Int64("version https://hawser.github.com/spec/v1\noid sha256:\nsize 1\n".utf8.count + 64)

    init(_ digest: SHA256.Digest, size: Int64) {
        hash = digest.withUnsafeBytes { ObjectID(raw: $0) }?.description ?? ""
        self.size = size
    }

    /// The blobs that may stand for the file in a commit.
    func blobs(isSHA256: Bool) -> [ObjectID] {
        // An empty file stands for itself.
        if size == 0 { return [] }
        return Self.versions.compactMap { version in
            let text = Array("version \(version)\noid sha256:\(hash)\nsize \(size)\n".utf8)
            let blob = Array("blob \(text.count)\0".utf8) + text
            return isSHA256
                ? SHA256.hash(data: blob).withUnsafeBytes { ObjectID(raw: $0) }
                : Insecure.SHA1.hash(data: blob).withUnsafeBytes { ObjectID(raw: $0) }
        }
    }

    /// Whether the content of a file is a pointer, of any version and with any extensions.
    static func isPointer(_ content: [UInt8]) -> Bool {
        guard content.count <= sizeLimit, content.last == UInt8(ascii: "\n") else { return false }
        let lines = content.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.first, first.hasPrefix("version "), versions.contains(String(first.dropFirst(8))) else {
            return false
        }
        return lines.contains { $0.hasPrefix("oid sha256:") && $0.utf8.count == 75 }
            && lines.contains { $0.hasPrefix("size ") && Int64($0.dropFirst(5)) != nil }
    }
}
