import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

extension Scenario {
    /// Plans, expects these decisions of buildable images (`"lib": .build`), and carries the plan out.
    @discardableResult
    mutating func expect(
        built: Set<String> = [],
        tagged: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> RebuildPlan {
        let plan = plan()
        let work = plan.images.filter { $0.decision != .keep && $0.role == .buildable }.map(\.key.name)
        #expect(Set(work) == built, sourceLocation: sourceLocation)
        let retagged = plan.images.filter { $0.decision == .keep && !$0.missingTags.isEmpty }.map(\.key.name)
        #expect(Set(retagged) == tagged, sourceLocation: sourceLocation)
        try apply(plan)
        return plan
    }
}
