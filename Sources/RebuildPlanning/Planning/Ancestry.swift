import ImageGraph

/// What the planner carries down the graph: enough to judge a child without walking up again.
struct Ancestry {
    /// Whether every internal ancestor's sources are clean.
    var clean = true
    /// A direct parent that is built, or has an ancestor that is; the first one named.
    var builtParent: ImageKey?

    /// What stands above `desired`, from what is known of its parents.
    init(of desired: DesiredImage, known: [ImageKey: Ancestry]) {
        for parent in desired.parents {
            guard let line = known[parent] else { continue }
            clean = clean && line.clean
            if builtParent == nil, line.builtParent != nil { builtParent = parent }
        }
    }

    /// The same line with `desired` itself at its end, as its children see it.
    func including(_ desired: DesiredImage, decision: Decision) -> Ancestry {
        var line = self
        if desired.role == .buildable {
            line.clean = clean && desired.state == .clean
            if decision == .build { line.builtParent = desired.key }
        }
        return line
    }
}
