import ImageGraph

/// What the planner carries down the graph: enough to judge a child without walking up again.
struct Ancestry {
    /// Whether every internal ancestor's sources are clean.
    var clean = true
    /// A direct parent that is built, or has an ancestor that is; the first one named.
    var builtParent: ImageKey?

    /// What stands above `subject`, from what is known of its parents.
    init(of subject: DesiredImage, known: [ImageKey: Ancestry]) {
        for parent in subject.parents {
            guard let line = known[parent] else { continue }
            clean = clean && line.clean
            if builtParent == nil, line.builtParent != nil { builtParent = parent }
        }
    }

    /// The same line with `subject` itself at its end, as its children see it.
    func including(_ subject: DesiredImage, decision: Decision) -> Ancestry {
        var line = self
        if subject.role == .buildable {
            line.clean = clean && subject.state == .clean
            if decision == .build { line.builtParent = subject.key }
        }
        return line
    }
}
