public import ImageGraph
public import RebuildPlanning

extension RebuildPlan {
    /// A plan cut down to what an earlier run left undone.
    public struct Resumption: Sendable {
        public let plan: RebuildPlan
        /// Images that the earlier run finished, that nothing undone needs, and that the plan would not keep as they are:
        /// something changed since. They are left alone.
        public let leftAlone: [ImageKey]
    }

    /// What is to be done again after an earlier run: the images that its report does not say are ready, those that it left
    /// without their last tags, and all that they need.
    ///
    /// The report only says what to look at. Whether an image is right was decided anew, from its sources and the engine.
    public func resuming(_ earlier: ActionsReport) -> Resumption {
        var needed: Set<ImageKey> = []
        for image in images.reversed() where needed.contains(image.key) || !earlier.hasFinished(image) {
            needed.insert(image.key)
            needed.formUnion(image.parents)
        }
        var plan = self
        plan.images = images.filter { needed.contains($0.key) }
        let leftAlone = images.filter { !needed.contains($0.key) && $0.hasWork }.map(\.key)
        return Resumption(plan: plan, leftAlone: leftAlone)
    }
}

extension ActionsReport {
    /// Whether it says that an image is ready, and not that very image is there with a tag too few or too many.
    fileprivate func hasFinished(_ image: PlannedImage) -> Bool {
        let entries = (built + pulled + preexisting).filter { $0.base == image.reference.familiarName }
        let isTagged = !image.decision.keepsImage || image.decision == .keep && image.leftovers.isEmpty
        // One that has nothing but the tag of its build is planned anew, as if it were not there.
        let left = Set(image.leftovers.map(\.imageID)).union(isTagged ? [] : [image.imageID].compactMap(\.self))
        return !entries.isEmpty && !entries.contains { $0.id.map(left.contains) ?? false }
    }
}
