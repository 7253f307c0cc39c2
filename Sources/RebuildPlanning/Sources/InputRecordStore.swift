import Basics

/// Records of what images were built of, in a folder of their own that only the user can read: one file an image, named by
/// its input digest.
///
/// They serve to say *which* part of an image's inputs differs. Nothing is decided by them, so a store that is missing,
/// full or damaged costs detail and no more: none of its functions fails.
public struct InputRecordStore: Sendable {
    /// The folder; made when something is kept.
    public let folder: String
    /// The most bytes that `makeRoom()` leaves; the oldest records go first. Default: 256 MiB, some two million files.
    public let limit: Int

    /// One record may have this many bytes: half a million files.
    private static let recordLimit = 64 << 20

    public init(folder: String, limit: Int = 256 << 20) {
        self.folder = folder
        self.limit = limit
    }

    /// The store of the user, in their cache; nil where there is none.
    public init?(environment: [String: String]) {
        guard let base = UserCache.folder(environment) else { return nil }
        self.init(folder: base + "/inputs")
    }

    /// The record of a digest, if there is one that is whole.
    package func record(of digest: String) -> InputRecord? {
        guard let path = path(of: digest), let text = try? BoundedFile.read(path, limit: Self.recordLimit) else {
            return nil
        }
        return InputRecord(digest: digest, stored: text)
    }

    /// Keeps a record; one of more than 64 MiB, or of more than the limit, is not kept.
    package func keep(_ record: InputRecord) {
        let stored = record.stored
        guard let path = path(of: record.digest), stored.count <= min(Self.recordLimit, limit) else { return }
        // Earlier versions made it for everybody.
        DiskPath.restrictToOwner(folder)
        try? AtomicFile.write(stored, to: path, access: .owner)
    }

    private func path(of digest: String) -> String? {
        let hex = digest.dropFirst("sha256:".count)
        guard digest.hasPrefix("sha256:"), hex.utf8.count == 64, hex.allSatisfy(\.isHexDigit) else { return nil }
        return folder + "/" + hex
    }

    /// Removes the oldest files of the folder, drafts that a crash left included, until the rest is within the limit. Once a
    /// run is enough: it looks at every file.
    package func makeRoom() {
        var files = (try? DiskPath.files(in: folder)) ?? []
        var total = files.reduce(0) { $0 + $1.signature.size }
        guard total > limit else { return }
        files.sort {
            ($0.signature.seconds, $0.signature.nanoseconds) < ($1.signature.seconds, $1.signature.nanoseconds)
        }
        for file in files where total > limit {
            if (try? DiskPath.remove(PathText.join(folder, file.name))) != nil { total -= file.signature.size }
        }
    }
}
