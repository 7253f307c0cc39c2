import ImageGraph

/// What moved between a plan and the same plan made again: where nothing did, the first one can be carried out.
///
/// What counts is what would be done and to what: decisions, inputs, images, tags, labels. Reasons may differ, because
/// they also tell of images that nothing depends on.
public struct StalePlan: Sendable, Hashable {
    /// Lines for people, one an image and one for each thing that concerns the whole plan.
    public let lines: [String]

    public var isEmpty: Bool { lines.isEmpty }

    public init(from stored: RebuildPlan, to now: RebuildPlan) {
        var lines: [String] = []
        if !stored.engineAsked, now.engineAsked {
            lines.append("the plan was made without an engine, so it does not say what is there")
        }
        if stored.buildTag != now.buildTag {
            lines.append("the build tag was '\(stored.buildTag)', is '\(now.buildTag)'")
        }
        let before = Dictionary(stored.images.map { ($0.key, $0) }) { first, _ in first }
        let after = Set(now.images.map(\.key))
        for image in now.images {
            guard let old = before[image.key] else {
                lines.append("\(image.key): was no part of the plan, is now to be \(image.decision.participle)")
                continue
            }
            if let moved = Self.difference(from: old, to: image) { lines.append("\(image.key): \(moved)") }
        }
        for image in stored.images where !after.contains(image.key) {
            lines.append("\(image.key): was to be \(image.decision.participle), is no longer wanted")
        }
        self.lines = lines
    }

    /// The first thing that differs, the weightiest first.
    static func difference(from old: PlannedImage, to now: PlannedImage) -> String? {
        if old.decision != now.decision, !(old.decision.keepsImage && now.decision.keepsImage) {
            let why = now.reasons.first.map { ": \($0)" } ?? ""
            return "was to be \(old.decision.participle), is now to be \(now.decision.participle)\(why)"
        }
        if old.inputDigest != now.inputDigest {
            let changed = now.reasons.filter { !old.reasons.contains($0) }.first ?? now.reasons.first
            return "its inputs have changed" + (changed.map { ": \($0)" } ?? "")
        }
        if old.imageID != now.imageID {
            return "image \(told(old.imageID)) was to be \(old.decision.participle), now it is \(told(now.imageID))"
        }
        if old.parents != now.parents { return "it needs other images than before" }
        if old.state != now.state { return "its sources were \(old.state.rawValue), are \(now.state.rawValue)" }
        if old.labels != now.labels { return labels(from: old.labels, to: now.labels) }
        if old.pullDigest != now.pullDigest {
            return "\(told(old.pullDigest)) was to be pulled, now it is \(told(now.pullDigest))"
        }
        if old.obsoleteTags != now.obsoleteTags { return "its tags are on other images than before" }
        if old.missingTags != now.missingTags || old.leftovers != now.leftovers {
            return "the image to be kept has other tags than before"
        }
        let same =
            old.reference == now.reference && old.role == now.role && old.requiredTags == now.requiredTags
            && old.tagsIfBuilt == now.tagsIfBuilt && old.pullReferences == now.pullReferences
            && old.acceptedVersions == now.acceptedVersions && old.refusal == now.refusal
            && old.ifAncestorIsBuilt?.decision == now.ifAncestorIsBuilt?.decision
            && old.ifNotPulled?.decision == now.ifNotPulled?.decision
            && old.ifNotRelabelled?.refusal == now.ifNotRelabelled?.refusal
        return same ? nil : "the tags that it is to get, or to be pulled by, are others than before"
    }

    private static func labels(from old: [String: String], to now: [String: String]) -> String {
        let name = Set(old.keys).union(now.keys).sorted().first { old[$0] != now[$0] } ?? ""
        return "its label \(name) would be '\(now[name] ?? "")', not '\(old[name] ?? "")'"
    }

    private static func told(_ id: String?) -> String {
        id.map(Reason.short) ?? "none"
    }
}

extension Decision {
    fileprivate var participle: String {
        switch self {
        case .keep: "kept"
        case .retag: "retagged"
        case .relabel: "relabelled"
        case .pull: "pulled"
        case .build: "built"
        }
    }
}
