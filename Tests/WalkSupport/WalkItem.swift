import Basics
import Crypto
import Foundation

/// What one file or link is, as git names it: its mode, and the blob ids that its bytes have.
package struct WalkItem: Hashable {
    /// `100644`, `100755`, `120000` or `160000`.
    package let mode: String
    /// One by each hash that a repository may use; a single one where only the id is known.
    package let ids: Set<String>

    /// What is on disk; nil where there is neither file nor link.
    package init?(disk path: String, mode sent: UInt16? = nil) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        let bytes: Data
        switch status.st_mode & S_IFMT {
        case S_IFLNK:
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return nil }
            mode = "120000"
            bytes = Data(target.utf8)
        case S_IFREG:
            guard let content = FileManager.default.contents(atPath: path) else { return nil }
            mode = (sent.map(mode_t.init) ?? status.st_mode) & 0o100 != 0 ? "100755" : "100644"
            bytes = content
        default: return nil
        }
        let whole = Data("blob \(bytes.count)\0".utf8) + bytes
        ids = [Self.hex(Insecure.SHA1.hash(data: whole)), Self.hex(SHA256.hash(data: whole))]
    }

    /// What a tree or an index says.
    package init(mode: String, id: String) {
        self.mode = mode
        ids = [id]
    }

    /// Whether this, on disk, is what a tree says.
    package func isAsCommitted(_ committed: WalkItem, ignoringMode: Bool) -> Bool {
        ids.isSuperset(of: committed.ids)
            && (mode == committed.mode || ignoringMode && mode.hasPrefix("100") && committed.mode.hasPrefix("100"))
    }

    private static func hex(_ digest: some Digest) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
