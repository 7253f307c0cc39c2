import ImageGraph
import ManifestKit

/// What a lock file becomes, and how that is told.
struct LockChange {
    let lock: BaseLock
    /// One for each base that is another than before; empty where nothing changes.
    let lines: [String]

    /// - Parameters:
    ///   - unneeded: the names that are dropped.
    ///   - found: what registries have now. One that is as before stays as it is written, its time included.
    init(_ before: BaseLock, dropping unneeded: [String], _ found: [BaseLock.Base]) {
        var kept = before.bases.filter { !unneeded.contains($0.name) }
        var lines = unneeded.map { "dropped  \($0)  no image of the list needs it" }
        for base in found {
            guard let place = kept.firstIndex(where: { Self.isSame($0.name, base.name) }) else {
                kept.append(base)
                lines.append("locked  \(base.name)  \(base.digest)")
                continue
            }
            let old = kept[place]
            guard old.digest != base.digest || old.platforms != base.platforms && !base.platforms.isEmpty else {
                continue
            }
            kept[place] = base
            kept[place].name = old.name
            lines.append(
                old.digest == base.digest
                    ? "locked  \(base.name)  with its platforms" : "moved  \(base.name)  \(old.digest) → \(base.digest)"
            )
        }
        lock = BaseLock(bases: kept)
        self.lines = lines
    }

    /// Whether two names are spellings of one.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        guard let first = try? ImageReference(parsing: one).withDefaultTag else { return one == other }
        return (try? ImageReference(parsing: other).withDefaultTag) == first
    }

    /// `1 base`, `3 bases`
    var count: String { "\(lock.bases.count) \(lock.bases.count == 1 ? "base" : "bases")" }
}
