import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

@testable import RebuildPipeline

/// Which image is started next.
struct ScheduleTests {
    /// base ← a ← b ← c; base ← z; other (external, to be pulled) ← z
    private func scenario() throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("z", needs: "base")
        try scenario.image("a", needs: "base")
        try scenario.image("b", needs: "a")
        try scenario.image("c", needs: "b")
        scenario.options.buildAll = true
        return scenario
    }

    /// Works through a schedule with one image at a time.
    private func order(_ plan: RebuildPlan, durations: [ImageKey: Double] = [:]) -> [String] {
        var schedule = Schedule(plan, durations: durations)
        var order: [String] = []
        while let next = schedule.takeReady(.build) {
            order.append(next.key.name)
            _ = schedule.settle(next.key, .built(id: "i", tags: [], log: nil, seconds: 1))
        }
        return order
    }

    @Test("without earlier durations the deepest path goes first")
    func deepestFirst() throws {
        #expect(order(try scenario().plan()) == ["base", "a", "b", "z", "c"])
    }

    @Test("with them the longest, and what is not known counts as the middle one of those that are")
    func longestFirst() throws {
        let plan = try scenario().plan()
        #expect(order(plan, durations: [ImageKey("z"): 100, ImageKey("a"): 1]) == ["base", "a", "b", "z", "c"])
        #expect(
            order(plan, durations: [ImageKey("z"): 100, ImageKey("a"): 1, ImageKey("b"): 2])
                == ["base", "z", "a", "b", "c"]
        )
    }

    @Test("equal ones go in the plan's order")
    func ties() throws {
        var scenario = Scenario()
        for name in ["m", "k", "x", "b"] { try scenario.image(name) }
        scenario.options.buildAll = true
        #expect(order(scenario.plan()) == ["m", "k", "x", "b"])
    }

    @Test("each kind of work has a queue of its own")
    func kinds() throws {
        var scenario = try scenario()
        try scenario.external("nginx:1.13")
        var schedule = Schedule(scenario.plan())
        #expect(schedule.takeReady(.keep) == nil)
        #expect(schedule.takeReady(.pull)?.key.name == "nginx:1.13")
        #expect(schedule.takeReady(.pull) == nil)
        #expect(schedule.takeReady(.build)?.key.name == "base")
        #expect(schedule.takeReady(.build) == nil)
    }

    @Test("an image whose pull brought nothing comes back to be built")
    func putBack() throws {
        var scenario = Scenario()
        try scenario.image("base")
        var schedule = Schedule(scenario.plan())
        let taken = schedule.takeReady(.pull)
        let pulled = try #require(taken)
        #expect(schedule.rest.isEmpty)
        let alternative = try #require(pulled.ifNotPulled)
        schedule.putBack(pulled.taking(alternative, because: []))
        #expect(schedule.rest.map(\.key.name) == ["base"])
        #expect(schedule.takeReady(.build)?.key.name == "base")
        #expect(!schedule.hasRest)
    }

    @Test("a failure skips all descendants, in the plan's order, and nothing else")
    func skips() throws {
        var schedule = Schedule(try scenario().plan())
        _ = schedule.takeReady(.build)
        _ = schedule.settle(ImageKey("base"), .built(id: "i", tags: [], log: nil, seconds: 1))
        let skipped = schedule.settle(ImageKey("a"), .failed(.build, message: "no", log: nil))
        #expect(skipped.map(\.0.name) == ["b", "c"])
        #expect(skipped.allSatisfy { $0.1.name == "a" })
        #expect(schedule.hasFailure)
    }
}
