import GitProbe

/// How the sources of an image in one project stand, fact by fact: contract, 2.1.
struct ProjectStanding: Sendable {
    /// Facts beyond this number are counted, not told: nobody reads a thousand lines of one image.
    static let toldChanges = 20

    /// What differs on disk from HEAD.
    private var changed: [Reason] = []
    /// What was committed since the manifest's revision.
    private var committed: [Reason] = []
    /// Why it cannot be told.
    private var unknown: [Reason] = []
    private var seen: Set<Reason> = []

    mutating func noteChanged(_ reason: Reason) { if seen.insert(reason).inserted { changed.append(reason) } }
    mutating func noteCommitted(_ reason: Reason) { if seen.insert(reason).inserted { committed.append(reason) } }
    mutating func noteUnknown(_ message: String) {
        let reason = Reason.sourcesUnknown(message: message)
        if seen.insert(reason).inserted { unknown.append(reason) }
    }

    /// Notes what git says of a path on disk.
    mutating func note(_ change: PathChange, of place: ProjectPlaces.Place) {
        let path = place.told(change.path) + (change.isFolder ? "/" : "")
        noteChanged(
            change.status == .untracked
                ? .untrackedFile(path: path) : .changedFile(path: path, status: change.status.rawValue)
        )
    }

    /// A change on disk outweighs what is not known of the commits: the image is no commit's either way.
    var state: SourceState {
        if !changed.isEmpty { return .modified }
        if !unknown.isEmpty { return .unknown }
        return committed.isEmpty ? .clean : .diverged
    }

    /// The facts that make the state what it is.
    var evidence: [Reason] {
        switch state {
        case .clean: []
        case .diverged: Self.told(committed)
        case .modified: Self.told(changed)
        case .unknown: Self.told(unknown)
        }
    }

    private static func told(_ reasons: [Reason]) -> [Reason] {
        let rest = reasons.count - toldChanges
        guard rest > 0 else { return reasons }
        return reasons.prefix(toldChanges) + [.furtherChanges(count: rest)]
    }
}
