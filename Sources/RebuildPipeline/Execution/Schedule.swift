import ImageGraph

/// Which images can be worked on next. No input or output: events in, answers out.
struct Schedule {
    private let planned: [ImageKey: PlannedImage]
    private let order: [ImageKey]
    private var waiting: [ImageKey: Int] = [:]
    private var children: [ImageKey: [ImageKey]] = [:]
    private var ready: [ImageKey]
    private var taken: Set<ImageKey> = []
    private var settled: Set<ImageKey> = []
    /// Images that are built in this run, and all that need one of them.
    private var touched: Set<ImageKey> = []
    private(set) var hasFailure = false

    init(_ plan: RebuildPlan) {
        let planned = Dictionary(uniqueKeysWithValues: plan.images.map { ($0.key, $0) })
        let order = plan.images.map(\.key)
        var waiting: [ImageKey: Int] = [:]
        for image in plan.images {
            let parents = image.parents.filter { planned[$0] != nil }
            waiting[image.key] = parents.count
            for parent in parents { children[parent, default: []].append(image.key) }
        }
        self.planned = planned
        self.order = order
        self.waiting = waiting
        // Last first, because the next one is taken from the end.
        ready = order.reversed().filter { waiting[$0] == 0 }
    }

    /// Images that were neither started nor skipped, in the plan's order.
    var rest: [PlannedImage] {
        order.filter { !taken.contains($0) && !settled.contains($0) }.compactMap { planned[$0] }
    }

    var hasRest: Bool { taken.union(settled).count < order.count }

    /// The next image whose parents are all ready, or nil if there is none now.
    ///
    /// An image that was to be kept for its labels alone comes out as one to pull or build when an ancestor of it has
    /// been built after all.
    mutating func takeReady() -> PlannedImage? {
        guard let key = ready.popLast(), var image = planned[key] else { return nil }
        taken.insert(key)
        if image.fallsWithAncestors, let parent = image.parents.first(where: touched.contains) {
            image.decision = image.pullReferences.isEmpty ? .build : .pull
            image.reasons = [.parentIsBuilt(parent: parent.name)]
            image.imageID = nil
        }
        return image
    }

    /// Takes in how an image ended. Returns the images that are skipped because of it, each with the one that failed.
    mutating func settle(_ result: ImageResult) -> [(ImageKey, ImageKey)] {
        settled.insert(result.key)
        if case .built = result.outcome { touched.insert(result.key) }
        if result.outcome.isReady {
            for child in children[result.key] ?? [] {
                if touched.contains(result.key) { touched.insert(child) }
                release(child)
            }
            return []
        }
        hasFailure = true
        if case .interrupted = result.outcome { return [] }
        return skipDescendants(of: result.key)
    }

    private mutating func release(_ key: ImageKey) {
        waiting[key, default: 0] -= 1
        if waiting[key] == 0, !settled.contains(key) { ready.insert(key, at: 0) }
    }

    private mutating func skipDescendants(of key: ImageKey) -> [(ImageKey, ImageKey)] {
        var skipped: Set<ImageKey> = []
        var open = children[key] ?? []
        while let next = open.popLast() {
            if settled.contains(next) || !skipped.insert(next).inserted { continue }
            open += children[next] ?? []
        }
        settled.formUnion(skipped)
        return order.filter(skipped.contains).map { ($0, key) }
    }
}
