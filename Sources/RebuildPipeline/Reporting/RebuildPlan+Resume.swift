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

    /// What is to be done again after an earlier run: the images that its report does not say are ready, and all that
    /// they need.
    ///
    /// The report only says what to look at. Whether an image is right was decided anew, from its sources and the engine.
    public func resuming(_ earlier: ActionsReport) -> Resumption {
        let done = earlier.done
        var needed: Set<ImageKey> = []
        for image in images.reversed() where needed.contains(image.key) || !done.contains(image.reference.familiarName)
        {
            needed.insert(image.key)
            needed.formUnion(image.parents)
        }
        var plan = self
        plan.images = images.filter { needed.contains($0.key) }
        let leftAlone = images.filter { !needed.contains($0.key) && $0.hasWork }.map(\.key)
        return Resumption(plan: plan, leftAlone: leftAlone)
    }
}
