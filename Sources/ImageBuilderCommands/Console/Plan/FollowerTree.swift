import ImageGraph
import RebuildPlanning

/// What follows from the images that a cause begins with, as a tree: each image once, below the first that it follows.
struct FollowerTree {
    private let plan: RebuildPlan
    private let children: [ImageKey: [ImageKey]]
    private var told: Set<ImageKey> = []

    init(_ cause: PlanCause, _ plan: RebuildPlan) {
        self.plan = plan
        let followers = Set(cause.roots.flatMap(\.dependents))
        var children: [ImageKey: [ImageKey]] = [:]
        for image in plan.images where followers.contains(image.key) {
            for parent in image.parents { children[parent, default: []].append(image.key) }
        }
        self.children = children
    }

    /// The rows below one image. Its depth is bounded by that of the graph, which has no loops.
    mutating func rows(below root: ImageKey) -> [PlanRow] {
        var rows: [PlanRow] = []
        var waiting = (children[root] ?? []).reversed().map { (key: $0, depth: 1) }
        while let next = waiting.popLast() {
            guard told.insert(next.key).inserted, let image = plan[next.key] else { continue }
            let note = image.reasons.first { $0.parent != nil } ?? image.reasons.first
            rows.append(
                PlanRow(
                    action: PlanAction(image),
                    depth: next.depth,
                    name: image.key.name,
                    note: note.map(FlagAdvice.text) ?? ""
                )
            )
            waiting += (children[next.key] ?? []).reversed().map { (key: $0, depth: next.depth + 1) }
        }
        return rows
    }
}
