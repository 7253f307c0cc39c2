import GitProbe

/// Tells for many paths on disk which project each is of, and how git names it there. Paths that follow one another mostly share their
/// project, so that is looked at first.
struct HomeScan {
    private let places: [ProjectPlaces.Place]
    private var last: ProjectPlaces.Place?
    /// The roots of projects within the last one.
    private var borders: [ProjectPlaces.Place] = []

    init(_ places: [ProjectPlaces.Place]) {
        self.places = places
    }

    /// The innermost of the projects that `path` lies in.
    mutating func home(of path: [UInt8]) -> (place: ProjectPlaces.Place, path: GitPath)? {
        if let last, let relative = last.relative(path), !borders.contains(where: { $0.relative(path) != nil }) {
            return (last, relative)
        }
        let owner = places.filter { $0.relative(path) != nil }.max { $0.root.count < $1.root.count }
        guard let owner, let relative = owner.relative(path) else { return nil }
        last = owner
        borders = places.filter { $0 != owner && owner.relative($0.root) != nil }
        return (owner, relative)
    }
}

/// Finds tracked files for paths that mostly come in the index's own order: the next one is looked at before all are searched.
struct TrackedCursor {
    private var place: ProjectPlaces.Place?
    private var next = 0

    mutating func find(_ path: GitPath, in known: RepositoryFacts, of place: ProjectPlaces.Place) -> TrackedFile? {
        let tracked = known.tracked
        if self.place == place, next < tracked.endIndex, tracked[next].path == path {
            defer { next += 1 }
            return tracked[next]
        }
        self.place = place
        guard let position = tracked.position(of: path) else { return nil }
        next = position + 1
        return tracked[position]
    }
}
