import Basics
import Foundation

/// Records of what images were built of, in a folder of their own: one file an image, named by its input digest.
///
/// They serve to say *which* part of an image's inputs differs. Nothing is decided by them, so a store that is missing,
/// full or damaged costs detail and no more: none of its functions fails.
public struct InputRecordStore: Sendable {
    /// The folder; made when something is kept.
    public let folder: String
    /// The most bytes that all records may have together; the oldest go first. Default: 256 MiB, some two million files.
    public let limit: Int

    /// One record may have this many bytes: half a million files.
    private static let recordLimit = 64 << 20

    public init(folder: String, limit: Int = 256 << 20) {
        self.folder = folder
        self.limit = limit
    }

    /// The store of the user: in `$IMAGEBUILDER_CACHE`, else `$XDG_CACHE_HOME/imagebuilder`, else
    /// `~/.cache/imagebuilder`.
    ///
    /// - Returns: nil where `IMAGEBUILDER_CACHE` is set and empty, or where there is no home.
    public init?(environment: [String: String]) {
        let base: String
        if let own = environment["IMAGEBUILDER_CACHE"] {
            guard !own.isEmpty else { return nil }
            base = own
        } else if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            // A relative one is to be ignored (XDG Base Directory Specification).
            base = cache + "/imagebuilder"
        } else if let home = environment["HOME"], !home.isEmpty {
            base = home + "/.cache/imagebuilder"
        } else {
            return nil
        }
        self.init(folder: base + "/inputs")
    }

    /// The record of a digest, if there is one that is whole.
    package func record(of digest: String) -> InputRecord? {
        guard let path = path(of: digest), let text = try? BoundedFile.read(path, limit: Self.recordLimit) else {
            return nil
        }
        return InputRecord(digest: digest, checking: text)
    }

    /// Keeps a record, and makes room for it.
    package func keep(_ record: InputRecord) {
        guard let path = path(of: record.digest), record.text.count <= min(Self.recordLimit, limit) else { return }
        makeRoom(for: record.text.count)
        try? AtomicFile.write(record.text, to: path)
    }

    private func path(of digest: String) -> String? {
        let hex = digest.dropFirst("sha256:".count)
        guard digest.hasPrefix("sha256:"), hex.utf8.count == 64, hex.allSatisfy(\.isHexDigit) else { return nil }
        return folder + "/" + hex
    }

    /// Removes the oldest files of the folder, drafts that a crash left included, until there is room.
    private func makeRoom(for size: Int) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey]
        let files = try? FileManager.default.contentsOfDirectory(
            at: URL(filePath: folder, directoryHint: .isDirectory),
            includingPropertiesForKeys: Array(keys)
        )
        var entries = (files ?? []).compactMap { url -> (url: URL, date: Date, size: Int)? in
            guard let values = try? url.resourceValues(forKeys: keys) else { return nil }
            return (url, values.contentModificationDate ?? .distantPast, values.fileSize ?? 0)
        }
        var total = entries.reduce(size) { $0 + $1.size }
        guard total > limit else { return }
        entries.sort { $0.date < $1.date }
        for entry in entries where total > limit {
            if (try? FileManager.default.removeItem(at: entry.url)) != nil { total -= entry.size }
        }
    }
}
