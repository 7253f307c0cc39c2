import Crypto
internal import SystemPackage

/// A tracked file that was written no earlier than the index, as all of them are right after a quick checkout.
///
/// Its `stat` tells nothing then, because it may have been written twice within one tick of the clock. Git reads such files, in every
/// run until a git that may write has noted down that they are unchanged; so are they read here.
struct RacyFile {
    private let entry: TrackedFile
    private let path: FilePath

    /// The most bytes that are read at once. A larger file is left to git, which reads in parts.
    static let limit = 16 * 1024 * 1024

    /// The file of `entry` in `checkout`.
    init(_ entry: TrackedFile, in checkout: FilePath) {
        self.entry = entry
        path = checkout.appending(entry.path)
    }

    /// Whether its bytes make the blob that the index has, and are those that git compares; `false` also where that cannot be told here.
    ///
    /// - Parameter conversion: what git may do to the file. Line ends are converted only where there is a carriage return.
    func isUnchanged(despite conversion: Conversion) -> Bool {
        guard conversion != .anything, entry.mode == .regular || entry.mode == .executable,
            let (bytes, _) = contents(of: path, limit: Self.limit),
            conversion == .nothing || !bytes.contains(UInt8(ascii: "\r"))
        else { return false }
        return entry.blob.byteCount == 32 ? isBlob(bytes, SHA256()) : isBlob(bytes, Insecure.SHA1())
    }

    /// Whether git gives the entry's id to a file of these bytes.
    private func isBlob(_ bytes: [UInt8], _ hash: some HashFunction) -> Bool {
        var hash = hash
        hash.update(data: Array("blob \(bytes.count)\0".utf8))
        hash.update(data: bytes)
        return hash.finalize().elementsEqual(entry.blob.bytes)
    }
}
