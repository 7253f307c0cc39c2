import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

extension Scenario {
    /// Plans, expects these decisions of buildable images (`"lib": .build`), and carries the plan out.
    @discardableResult
    mutating func expect(
        built: Set<String> = [],
        relabelled: Set<String> = [],
        tagged: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RebuildPlan {
        let plan = plan()
        let work = plan.images.filter { !$0.decision.keepsImage && $0.role == .buildable }
        let relabels = work.filter { $0.decision == .relabel }.map(\.key.name)
        #expect(Set(work.map(\.key.name)).subtracting(relabels) == built, sourceLocation: sourceLocation)
        #expect(Set(relabels) == relabelled, sourceLocation: sourceLocation)
        let retagged = plan.images.filter { $0.decision == .retag }.map(\.key.name)
        #expect(Set(retagged) == tagged, sourceLocation: sourceLocation)
        try apply(plan)
        return plan
    }
}
