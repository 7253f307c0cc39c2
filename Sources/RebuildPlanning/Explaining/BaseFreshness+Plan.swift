public import ImageGraph

extension BaseFreshness {
    /// Compares every image from elsewhere that a plan needs with what its registry has now; by their references.
    ///
    /// A base that names a digest itself cannot move, so it is left out.
    /// - Parameters:
    ///   - inventory: nil where no engine was asked.
    ///   - labels: of images in registries that the engine lacks, as far as they were read.
    ///   - published: what registries have under the names of the bases.
    public static func all(
        of plan: RebuildPlan,
        inventory: Inventory?,
        labels: [ImageKey: [String: String]] = [:],
        published: RegistryInventory
    ) -> [BaseFreshness] {
        bases(of: plan).map { base in
            let records = records(of: base, plan, inventory, labels)
            return BaseFreshness(
                of: base,
                records,
                published[base.reference] ?? .unreachable(message: "it was not asked"),
                plan
            )
        }
    }

    /// The images from elsewhere whose names can come to mean others.
    public static func bases(of plan: RebuildPlan) -> [PlannedImage] {
        plan.images.filter { $0.role != .buildable && $0.reference.digest == nil }
            .sorted { $0.reference.normalized < $1.reference.normalized }
    }

    private init(of base: PlannedImage, _ records: [Record], _ answer: RegistryInventory.Answer, _ plan: RebuildPlan) {
        var digest: String?
        var message: String?
        let state: State
        switch answer {
        case .found(let manifest):
            digest = manifest.digest
            let isFresh = records.allSatisfy { $0.digest == manifest.digest }
            state = records.isEmpty ? .unrecorded : isFresh ? .fresh : .moved
        case .notFound(let said): (state, message) = (.notFound, said)
        case .unreachable(let said), .refused(let said): (state, message) = (.unanswered, said)
        }
        let outdated = records.filter { $0.digest != digest }
        // Labels tell which images are outdated, but not those that only copy from the base; what else is known holds for all.
        let isOfSome = state == .moved && outdated.allSatisfy { $0.source == .label }
        let told = Set(records.flatMap(\.images))
        let untold = plan.images.filter { $0.parents.contains(base.key) && !told.contains($0.key) }
        let roots = isOfSome ? outdated.flatMap(\.images) + untold.map(\.key) : [base.key]
        self.init(
            reference: base.reference,
            state: state,
            published: digest,
            records: records,
            affected: Self.descendants(of: roots, in: plan, withRoots: isOfSome),
            message: message
        )
    }

    private static func records(
        of base: PlannedImage,
        _ plan: RebuildPlan,
        _ inventory: Inventory?,
        _ labels: [ImageKey: [String: String]]
    ) -> [Record] {
        if let locked = base.lockedDigest { return [Record(digest: locked, source: .lock, images: [])] }
        var told: [String: [ImageKey]] = [:]
        for image in plan.images where image.desired.base == base.reference {
            let present = image.comparedWith.flatMap { inventory?.image(id: $0)?.labels }
            let found = (labels[image.key] ?? present)?[LabelName.ociBaseDigest] ?? ""
            if !found.isEmpty { told[found, default: []].append(image.key) }
        }
        if !told.isEmpty {
            return told.sorted { $0.key < $1.key }.map { Record(digest: $0.key, source: .label, images: $0.value) }
        }
        let digests = inventory?.image(base.reference)?.digests.filter { $0.name == base.reference.name } ?? []
        return digests.compactMap(\.digest).prefix(1).map { Record(digest: $0, source: .engine, images: []) }
    }

    /// All images that need one of `roots`, the nearest first; of equal ones in the plan's order.
    private static func descendants(of roots: [ImageKey], in plan: RebuildPlan, withRoots: Bool) -> [ImageKey] {
        var distances: [ImageKey: Int] = [:]
        for root in roots { distances[root] = 0 }
        // Parents come first, so each image finds its parents measured.
        for image in plan.images where distances[image.key] == nil {
            if let nearest = image.parents.compactMap({ distances[$0] }).min() { distances[image.key] = nearest + 1 }
        }
        let reached = plan.images.map(\.key).filter { (distances[$0] ?? -1) >= (withRoots ? 0 : 1) }
        // Swift's sort is stable, but does not promise it.
        return reached.enumerated()
            .sorted { (distances[$0.element] ?? 0, $0.offset) < (distances[$1.element] ?? 0, $1.offset) }
            .map(\.element)
    }
}
