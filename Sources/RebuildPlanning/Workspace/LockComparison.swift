public import ImageGraph
public import ManifestKit

/// What a lock file lacks of the images from elsewhere that a list builds on, and what it has besides.
public struct LockComparison: Sendable, Hashable {
    /// Needed, and in the lock file: by the reference, sorted.
    public let locked: [ImageReference]
    /// Needed, and not in it, sorted.
    public let missing: [ImageReference]
    /// The names of entries that no image of the list needs, sorted.
    public let unneeded: [String]

    /// Everything is locked, and nothing else is.
    public var isComplete: Bool { missing.isEmpty && unneeded.isEmpty }

    /// - Parameter workspace: of the whole list. A base that names a digest itself, or whose tag the list wants followed, needs no lock.
    public init(_ lock: BaseLock, _ workspace: Workspace) {
        let needed = Set(
            workspace.images.filter { $0.role != .buildable && $0.reference.digest == nil }.map(\.reference)
                .filter { !workspace.basePolicies.follows($0) }
        )
        let entries = lock.bases.map { ($0.name, try? ImageReference(parsing: $0.name).withDefaultTag) }
        let known = Set(entries.compactMap(\.1))
        locked = needed.intersection(known).sorted { $0.normalized < $1.normalized }
        missing = needed.subtracting(known).sorted { $0.normalized < $1.normalized }
        unneeded = entries.filter { entry in entry.1.map { !needed.contains($0) } ?? true }.map(\.0).sorted()
    }
}
