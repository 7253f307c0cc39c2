import ImageGraph

/// What the planner carries down the graph: enough to judge a child without walking up again.
struct Ancestry {
    /// Whether every internal ancestor's sources are clean.
    var clean = true
    /// A direct parent that is built, or has an ancestor that is; the first one named.
    var builtParent: ImageKey?
    /// A direct parent that is relabelled, or has an ancestor that is; the first one named.
    var relabelledParent: ImageKey?

    /// What stands above `desired`, from what is known of its parents.
    init(of desired: DesiredImage, known: [ImageKey: Ancestry]) {
        for parent in desired.parents {
            guard let line = known[parent] else { continue }
            clean = clean && line.clean
            if builtParent == nil, line.builtParent != nil { builtParent = parent }
            if relabelledParent == nil, line.relabelledParent != nil { relabelledParent = parent }
        }
    }

    /// The same line with `desired` itself at its end, as its children see it.
    func including(_ desired: DesiredImage, decision: Decision) -> Ancestry {
        var line = self
        if desired.role == .buildable {
            line.clean = clean && desired.state == .clean
            if decision == .build { line.builtParent = desired.key }
            if decision == .relabel { line.relabelledParent = desired.key }
        }
        return line
    }
}
