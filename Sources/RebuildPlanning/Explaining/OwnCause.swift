import ImageGraph

/// Why something happens to one image, apart from what its parents bring upon it.
struct OwnCause {
    let kind: PlanCause.Kind
    /// What can be the same for other images: those with equal facts have one cause.
    var facts: [Reason] = []
    /// What is said of this image only.
    var particulars: [Reason] = []
    var repositories: [String] = []
    /// Whether it holds whatever is done to the parents. Any other image with a parent in motion just follows it.
    var isStrong = true

    /// - Returns: nil where nothing happens to the image.
    init?(of image: PlannedImage) {
        guard image.hasWork else { return nil }
        if let refusal = image.refusal {
            self.init(kind: .refused, particulars: [refusal])
            return
        }
        switch image.decision {
        case .keep, .retag: self.init(keptWithWork: image)
        case .relabel:
            let isFollowing = image.reasons.contains { $0.parent != nil }
            self.init(kind: .mislabelled, particulars: Array(image.reasons.prefix(1)), isStrong: !isFollowing)
        case .pull: self.init(pulled: image)
        case .build: self.init(built: image)
        }
    }

    private init(
        kind: PlanCause.Kind,
        facts: [Reason] = [],
        particulars: [Reason] = [],
        repositories: [String] = [],
        isStrong: Bool = true
    ) {
        self.kind = kind
        self.facts = facts
        self.particulars = particulars
        self.repositories = repositories
        self.isStrong = isStrong
    }

    private init(keptWithWork image: PlannedImage) {
        let missing = image.reasons.filter { if case .tagMissing = $0 { true } else { false } }
        self.init(kind: missing.isEmpty ? .leftOver : .untagged, particulars: missing)
    }

    private init(pulled image: PlannedImage) {
        let found = image.findings.last { $0.outcome == .found }.map(\.reason)
        if let locked = image.reasons.first(where: { if case .notAsLocked = $0 { true } else { false } }) {
            self.init(kind: .notAsLocked, particulars: [locked])
        } else if let moved = image.reasons.first(where: { if case .movedInRegistry = $0 { true } else { false } }) {
            self.init(kind: .baseMoved, particulars: [moved])
        } else {
            let isKnown = found != nil || image.pullDigest != nil
            self.init(kind: isKnown ? .published : .perhapsPublished, particulars: found.map { [$0] } ?? [])
        }
    }

    private init(built image: PlannedImage) {
        func all(_ belongs: (Reason) -> Bool) -> [Reason] { image.reasons.filter(belongs) }
        let edits = all { $0.kind == .modified }
        if !edits.isEmpty {
            self.init(kind: .modified, facts: edits + all(\.isCount))
            return
        }
        let commits = all { $0.kind == .diverged }
        if !commits.isEmpty {
            let diverged = image.repositories.filter { $0.state == .diverged }.map(\.repository)
            self.init(kind: .diverged, facts: commits + all(\.isCount), repositories: diverged)
            return
        }
        for kind in [PlanCause.Kind.ignored, .unknown, .baseMoved, .forced] {
            let facts = all { $0.kind == kind }
            guard !facts.isEmpty else { continue }
            self.init(kind: kind, facts: facts, isStrong: kind != .forced)
            return
        }
        let parts = all { $0.kind == .outdated && !$0.isOfParent }
        if !parts.isEmpty {
            self.init(kind: .outdated, facts: parts + all(\.isCount))
            return
        }
        let differences = all(\.isDifference)
        if !differences.isEmpty {
            self.init(kind: .outdated, particulars: differences, isStrong: false)
            return
        }
        let finding = image.findings.last?.reason
        self.init(kind: .absent, particulars: finding.map { [$0] } ?? [], isStrong: false)
    }
}

extension Reason {
    /// The kind of cause that it makes by itself; nil: it only goes with others.
    fileprivate var kind: PlanCause.Kind? {
        switch self {
        case .changedFile, .untrackedFile: .modified
        case .commitNotOnRevision: .diverged
        case .gitIgnoredFiles: .ignored
        case .sourcesUnknown: .unknown
        case .baseMoved, .baseUnrecorded: .baseMoved
        case .forced: .forced
        case .inputDiffers: .outdated
        default: nil
        }
    }

    /// How many more there are of what stands before it.
    fileprivate var isCount: Bool { if case .furtherChanges = self { true } else { false } }

    /// Whether it only says that a parent has changed.
    fileprivate var isOfParent: Bool {
        if case .inputDiffers(let part, _) = self { part.hasPrefix("parent ") } else { false }
    }

    /// Whether it says that the present image was made of something else, but not what that is.
    fileprivate var isDifference: Bool {
        switch self {
        case .labelDiffers, .labelMissing, .inputDigestDiffers: true
        default: false
        }
    }
}
