import ImageGraph

/// What the planner carries down the graph: enough to judge a child without walking up again.
struct Ancestry {
    /// Whether every internal ancestor's sources are clean.
    var clean = true
    /// A direct parent that is built, or has an ancestor that is; the first one named.
    var builtParent: ImageKey?
    /// A direct parent that is relabelled, or has an ancestor that is; the first one named.
    var relabelledParent: ImageKey?
    /// Whether one of those that are built is built because its base has moved.
    var isOnMovedBase = false
    /// The digests by which ancestors from elsewhere are pulled.
    var pulledBases: [ImageReference: String] = [:]

    /// What stands above `desired`, from what is known of its parents.
    init(of desired: DesiredImage, known: [ImageKey: Ancestry]) {
        for parent in desired.parents {
            guard let line = known[parent] else { continue }
            clean = clean && line.clean
            isOnMovedBase = isOnMovedBase || line.isOnMovedBase
            pulledBases.merge(line.pulledBases) { first, _ in first }
            if builtParent == nil, line.builtParent != nil { builtParent = parent }
            if relabelledParent == nil, line.relabelledParent != nil { relabelledParent = parent }
        }
    }

    /// The same line with `image` itself at its end, as its children see it.
    func including(_ image: PlannedImage) -> Ancestry {
        var line = self
        guard image.role == .buildable else {
            if image.decision == .pull, let digest = image.pullDigest { line.pulledBases[image.reference] = digest }
            return line
        }
        line.clean = clean && image.state == .clean
        if image.decision == .build {
            line.builtParent = image.key
            line.isOnMovedBase = isOnMovedBase || image.reasons.contains(where: \.isBaseMoved)
        }
        if image.decision == .relabel { line.relabelledParent = image.key }
        return line
    }
}
