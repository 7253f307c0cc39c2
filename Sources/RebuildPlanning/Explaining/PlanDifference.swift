public import ImageGraph

/// What one plan decides otherwise than another, earlier one.
public struct PlanDifference: Sendable, Hashable, Encodable {
    /// An image that only one of the two plans has.
    public struct Image: Sendable, Hashable, Encodable {
        public let key: ImageKey
        public let decision: Decision
        /// The plan's own, the one that decided first.
        public let reasons: [Reason]
    }

    /// An image that both plans have.
    public struct Change: Sendable, Hashable, Encodable {
        public let key: ImageKey
        public let before: Decision
        public let now: Decision
        /// The reasons of now that the earlier plan did not have; where there are none of those, all of now.
        public let reasons: [Reason]
        /// What moved, in words.
        public let message: String
    }

    /// Images that only the later plan has.
    public let added: [Image]
    /// Images that only the earlier plan has.
    public let gone: [Image]
    /// Images with another decision.
    public let decided: [Change]
    /// Images with the same decision on something else: other inputs, another image, other tags or labels.
    public let moved: [Change]

    public var isEmpty: Bool { added.isEmpty && gone.isEmpty && decided.isEmpty && moved.isEmpty }

    /// `1 added, 2 gone, 3 decided otherwise, 4 otherwise changed`
    public var summary: String {
        "\(added.count) added, \(gone.count) gone, \(decided.count) decided otherwise, \(moved.count) otherwise changed"
    }

    public init(from earlier: RebuildPlan, to now: RebuildPlan) {
        let before = Dictionary(earlier.images.map { ($0.key, $0) }) { first, _ in first }
        let present = Set(now.images.map(\.key))
        added = now.images.filter { before[$0.key] == nil }.map(Image.init)
        gone = earlier.images.filter { !present.contains($0.key) }.map(Image.init)
        let changes = now.images.compactMap { image in before[image.key].flatMap { Change(from: $0, to: image) } }
        decided = changes.filter { $0.before != $0.now }
        moved = changes.filter { $0.before == $0.now }
    }
}

extension PlanDifference.Image {
    fileprivate init(_ image: PlannedImage) {
        self.init(key: image.key, decision: image.decision, reasons: image.reasons)
    }
}

extension PlanDifference.Change {
    fileprivate init?(from old: PlannedImage, to now: PlannedImage) {
        guard let message = StalePlan.difference(from: old, to: now) else { return nil }
        let news = now.reasons.filter { !old.reasons.contains($0) }
        self.init(
            key: now.key,
            before: old.decision,
            now: now.decision,
            reasons: news.isEmpty ? now.reasons : news,
            message: message
        )
    }
}
