import Basics
public import GitProbe
public import ImageGraph
public import ManifestKit

/// Which images two states of a tree make differently, and why: told from git's objects alone, and from the disk where a state is that.
///
/// What an image is made of has the digest that a plan of a checkout of that state computes (contract, 2.4).
public struct TreeComparison: Sendable {
    /// One buildable image.
    public struct Image: Sendable, Hashable {
        /// What became of it.
        public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
            case unaffected, affected, added, removed
            /// It is not known in one of the states; counts as affected.
            case unknown
        }

        public let key: ImageKey
        public let reference: ImageReference
        public let verdict: Verdict
        /// What differs; empty for what is unaffected, added or removed.
        public let reasons: [Reason]
        /// How many parents lie between it and the nearest change: 0 where its own inputs differ. Nil where it is unaffected or removed.
        public let distance: Int?
        /// Its input digests; nil where it is not there or not known.
        public let from: String?
        public let to: String?

        /// Whether it has to be made anew.
        public var isAffected: Bool { [.affected, .added, .unknown].contains(verdict) }
    }

    /// A state as it was read.
    public struct State: Sendable, Hashable {
        public let name: String
        /// The commit of each project by its path; none for the tree on disk, and for a project that is not here.
        public let commits: [String: String]
        /// What is wrong with it, and does not keep the rest from being told.
        public let problems: [Diagnostic]
    }

    public let from: State
    public let to: State
    /// Parents before children; what was removed comes last.
    public let images: [Image]

    /// Compares two states.
    ///
    /// - Parameters:
    ///   - options: where the tree and its lists are on disk. Where the list lies in a project, each state has its own.
    ///   - scratch: a folder in which states are laid out for as long as they are read: folders, links, Dockerfiles, ignore files and lists.
    ///   - jobs: how many projects are read at once.
    /// - Throws: `InputError` where a state cannot be told at all: no such commit, or its list or Dockerfiles cannot be read.
    public static func compare(
        from: TreeState,
        to: TreeState,
        _ options: WorkspaceOptions,
        git: GitProbe,
        scratch: String,
        jobs: Int = GitProbe.defaultJobs
    ) async throws(InputError) -> TreeComparison {
        let disk = try await Workspace.loadTree(options, git: git)
        let reader = StateImagesReader(options: options, git: git, jobs: jobs, scratch: scratch)
        let before = try await reader.read(from, disk: disk)
        let after = try await reader.read(to, disk: disk)
        return TreeComparison(
            from: State(name: from.description, commits: before.commits, problems: before.problems),
            to: State(name: to.description, commits: after.commits, problems: after.problems),
            images: images(from: before, to: after)
        )
    }

    private static func images(from before: StateImages, to after: StateImages) -> [Image] {
        let earlier = Dictionary(before.images.map { ($0.key, $0) }) { first, _ in first }
        var distances: [ImageKey: Int] = [:]
        var images: [Image] = []
        for image in after.images {
            let (verdict, reasons) = judged(from: earlier[image.key], to: image)
            let above = image.parents.compactMap { distances[$0] }.min()
            let isOwn = verdict == .added || reasons.contains { !$0.isOfParent(among: image.parents) }
            let distance: Int? = verdict == .unaffected ? nil : isOwn ? 0 : above.map { $0 + 1 } ?? 0
            if let distance { distances[image.key] = distance }
            images.append(
                Image(
                    key: image.key,
                    reference: image.reference,
                    verdict: verdict,
                    reasons: reasons,
                    distance: distance,
                    from: earlier[image.key]?.inputs?.digest,
                    to: image.inputs?.digest
                )
            )
        }
        let kept = Set(after.images.map(\.key))
        let removed = before.images.filter { !kept.contains($0.key) }.map { image in
            Image(
                key: image.key,
                reference: image.reference,
                verdict: .removed,
                reasons: [],
                distance: nil,
                from: image.inputs?.digest,
                to: nil
            )
        }
        return images + removed
    }

    private static func judged(from: StateImages.Image?, to: StateImages.Image) -> (Image.Verdict, [Reason]) {
        guard let from else { return (.added, []) }
        let doubts = [from.unknown.map { "before: \($0)" }, to.unknown].compactMap(\.self)
        guard let before = from.inputs, let after = to.inputs else {
            return (.unknown, doubts.map { .sourcesUnknown(message: $0) })
        }
        let reasons = InputDifference.reasons(from: before, to: after)
        return (before.digest == after.digest ? .unaffected : .affected, reasons)
    }
}

extension Reason {
    /// Whether it only tells that a parent is made of something else.
    fileprivate func isOfParent(among parents: [ImageKey]) -> Bool {
        switch self {
        case .inputDiffers(let part, let change):
            change == "has other inputs" && parents.contains { part == "parent \($0.name)" }
        default: false
        }
    }
}
