import HeapModule
import ImageGraph
import RebuildPlanning

/// Which images can be worked on next. No input or output: events in, answers out.
///
/// Of the images that are ready the one with the longest path of work behind it goes first, because the run cannot end
/// before that path has; equal ones go in the plan's order.
struct Schedule {
    private let planned: [ImageKey: PlannedImage]
    private let order: [ImageKey]
    private let weights: [ImageKey: Double]
    private let positions: [ImageKey: Int]
    private var waiting: [ImageKey: Int] = [:]
    private let children: [ImageKey: [ImageKey]]
    /// One heap a kind of work, because each kind has a bound of its own.
    private var ready: [Decision: Heap<Ready>] = [:]
    private var taken: Set<ImageKey> = []
    private var settled: Set<ImageKey> = []
    /// Images that are built in this run, and all that need one of them.
    private var touched: Set<ImageKey> = []
    private(set) var hasFailure = false

    private struct Ready: Comparable {
        let image: PlannedImage
        let weight: Double
        let position: Int

        static func < (left: Ready, right: Ready) -> Bool {
            (left.weight, right.position) < (right.weight, left.position)
        }

        static func == (left: Ready, right: Ready) -> Bool { left.position == right.position }
    }

    /// - Parameter durations: seconds that the builds of an earlier run took. Builds that are not in it are taken to
    ///   take as long as the middle one of those that are; where there is none, the longest path is the deepest.
    init(_ plan: RebuildPlan, durations: [ImageKey: Double] = [:]) {
        planned = Dictionary(plan.images.map { ($0.key, $0) }) { first, _ in first }
        let order = plan.images.map(\.key)
        let positions = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        var children: [ImageKey: [ImageKey]] = [:]
        for image in plan.images {
            let parents = image.parents.filter { positions[$0] != nil }
            waiting[image.key] = parents.count
            for parent in parents { children[parent, default: []].append(image.key) }
        }
        weights = Self.weights(plan, children: children, durations: durations)
        self.order = order
        self.positions = positions
        self.children = children
        for key in order where waiting[key] == 0 { makeReady(key) }
    }

    /// How long the work from the start of each image to the end of the last that needs it takes.
    private static func weights(
        _ plan: RebuildPlan,
        children: [ImageKey: [ImageKey]],
        durations: [ImageKey: Double]
    ) -> [ImageKey: Double] {
        let known = durations.values.sorted()
        let typical = known.isEmpty ? 1 : known[known.count / 2]
        var weights: [ImageKey: Double] = [:]
        weights.reserveCapacity(plan.images.count)
        // Children come after their parents, so from the end each finds its children weighed.
        for image in plan.images.reversed() {
            let below = (children[image.key] ?? []).compactMap { weights[$0] }.max() ?? 0
            let own =
                switch image.decision {
                case .build: durations[image.key] ?? typical
                case .pull: typical / 4
                case .relabel, .retag, .keep: 0.0
                }
            weights[image.key] = own + below
        }
        return weights
    }

    /// Images that were neither started nor skipped, in the plan's order.
    var rest: [PlannedImage] {
        order.filter { !taken.contains($0) && !settled.contains($0) }.compactMap { planned[$0] }
    }

    var hasRest: Bool { taken.union(settled).count < order.count }

    /// The next image of a kind whose parents are all ready, or nil if there is none now.
    ///
    /// Where an ancestor has been built after all, it comes out as the plan lays down for that.
    mutating func takeReady(_ kind: Decision) -> PlannedImage? {
        guard let next = ready[kind]?.popMax() else { return nil }
        taken.insert(next.image.key)
        return next.image
    }

    /// Takes back an image that is to be worked on anew.
    mutating func putBack(_ image: PlannedImage) {
        taken.remove(image.key)
        insert(image)
    }

    /// Takes in how an image ended. Returns the images that are skipped because of it, each with the one that failed.
    mutating func settle(_ key: ImageKey, _ outcome: ImageOutcome) -> [(ImageKey, ImageKey)] {
        settled.insert(key)
        if case .built = outcome { touched.insert(key) }
        if outcome.isReady {
            for child in children[key] ?? [] {
                if touched.contains(key) { touched.insert(child) }
                release(child)
            }
            return []
        }
        hasFailure = true
        if case .interrupted = outcome { return [] }
        return skipDescendants(of: key)
    }

    private mutating func release(_ key: ImageKey) {
        waiting[key, default: 0] -= 1
        if waiting[key] == 0, !settled.contains(key) { makeReady(key) }
    }

    private mutating func makeReady(_ key: ImageKey) {
        guard var image = planned[key] else { return }
        if let alternative = image.ifAncestorIsBuilt, let parent = image.parents.first(where: touched.contains) {
            image = image.taking(alternative, because: [.parentIsBuilt(parent: parent.name)])
        }
        insert(image)
    }

    private mutating func insert(_ image: PlannedImage) {
        let entry = Ready(image: image, weight: weights[image.key] ?? 0, position: positions[image.key] ?? 0)
        ready[image.decision, default: []].insert(entry)
    }

    private mutating func skipDescendants(of key: ImageKey) -> [(ImageKey, ImageKey)] {
        var skipped: Set<ImageKey> = []
        var open = children[key] ?? []
        while let next = open.popLast() {
            if settled.contains(next) || !skipped.insert(next).inserted { continue }
            open += children[next] ?? []
        }
        settled.formUnion(skipped)
        return skipped.sorted { (positions[$0] ?? 0) < (positions[$1] ?? 0) }.map { ($0, key) }
    }
}
