import Foundation
import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// What holds for every graph, tried on seeded random ones.
struct PlannerPropertyTests {
    /// A linear congruential generator: the same seed gives the same graph on every machine.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func graph(_ seed: UInt64) throws -> Scenario {
        var random = Seeded(state: seed)
        var scenario = Scenario()
        for number in 0..<Int.random(in: 1...30, using: &random) {
            try scenario.image("i\(number)")
            let parents = (0..<number).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
            try scenario.edit("i\(number)") { $0.parents = parents.map { ImageKey("i\($0)") } }
        }
        return scenario
    }

    @Test("an edit builds the image and its descendants, never another; a plan after that keeps all", arguments: 1...50)
    func edits(_ seed: UInt64) throws {
        var scenario = try graph(seed)
        try scenario.apply(scenario.plan())
        var random = Seeded(state: seed &* 7)
        for round in 0..<5 {
            let edited = scenario.subjects[Int.random(in: scenario.subjects.indices, using: &random)].key.name
            try scenario.modify(edited, to: "\(round)")
            try scenario.expect(built: Set([edited] + scenario.descendants(of: edited)))
            #expect(!scenario.plan().hasWork)
        }
    }

    @Test("a plan round-trips through JSON", arguments: 1...10)
    func codable(_ seed: UInt64) throws {
        var scenario = try graph(seed)
        try scenario.apply(scenario.plan())
        try scenario.modify("i0", to: "x")
        let plan = scenario.plan()
        let data = try JSONEncoder().encode(plan)
        #expect(try JSONDecoder().decode(RebuildPlan.self, from: data) == plan)
    }

    @Test("the order of the engine's list does not change a decision", arguments: 1...20)
    func engineOrder(_ seed: UInt64) throws {
        var scenario = try graph(seed)
        try scenario.apply(scenario.plan())
        try scenario.modify("i0", to: "x")
        let before = scenario.plan().images.map { [$0.key.name, $0.decision.rawValue, $0.imageID ?? ""] }
        scenario.engine.reverse()
        #expect(scenario.plan().images.map { [$0.key.name, $0.decision.rawValue, $0.imageID ?? ""] } == before)
    }
}
