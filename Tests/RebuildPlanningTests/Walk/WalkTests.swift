import Foundation
import RebuildPlanning
import Testing

/// Random trees, and what the program says of them against what git and the disk say.
///
/// `make walk STEPS=20000 SEED=1` goes on for long; a failure names the seed, and all steps that led to it.
struct WalkTests {
    private static let variables = ProcessInfo.processInfo.environment
    private static let steps = variables["IMAGEBUILDER_WALK_STEPS"].flatMap(Int.init) ?? 120
    private static let seed = variables["IMAGEBUILDER_WALK_SEED"].flatMap(UInt64.init) ?? 1
    /// Steps in one tree: enough to get into trouble, few enough to follow.
    private static let stepsOfOne = 30

    @Test func whatIsToldIsWhatIsThere() async throws {
        let seeds = (0..<max(1, Self.steps / Self.stepsOfOne)).map { Self.seed + UInt64($0) }
        try await withThrowingTaskGroup(of: Walk.self) { group in
            var waiting = seeds.makeIterator()
            for _ in 0..<2 { if let seed = waiting.next() { group.addTask { try await Self.walk(seed) } } }
            var clean = 0
            var refused = 0
            for try await walk in group {
                clean += walk.tally[.clean] ?? 0
                refused += walk.refusals
                if let seed = waiting.next() { group.addTask { try await Self.walk(seed) } }
            }
            #expect(clean >= seeds.count, "walks that are never clean show little")
            #expect(refused <= seeds.count * Self.stepsOfOne / 10, "walks whose trees are refused show little")
        }
    }

    private static func walk(_ seed: UInt64) async throws -> Walk {
        var walk = try await Walk(seed: seed)
        defer { walk.remove() }
        if let wrong = try await walk.go(stepsOfOne) { Issue.record("\(wrong)") }
        return walk
    }
}
