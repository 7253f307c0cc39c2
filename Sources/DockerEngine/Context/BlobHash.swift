import Crypto
import NIOCore

/// Git's id of a content, computed while the content passes.
struct BlobHash: Sendable {
    private enum Function: Sendable {
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
    }

    private var function: Function
    private let expected: [UInt8]

    /// - Parameter expected: the id that the content should have; its length says which hash it is.
    init(expected: [UInt8], size: Int64) {
        self.expected = expected
        function = expected.count == SHA256.byteCount ? .sha256(SHA256()) : .sha1(Insecure.SHA1())
        Array("blob \(size)\0".utf8).withUnsafeBytes { update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch function {
        case .sha1(var hash):
            hash.update(bufferPointer: bytes)
            function = .sha1(hash)
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            function = .sha256(hash)
        }
    }

    /// Whether all that passed is what was expected.
    var isMet: Bool {
        switch function {
        case .sha1(let hash): hash.finalize().elementsEqual(expected)
        case .sha256(let hash): hash.finalize().elementsEqual(expected)
        }
    }
}
