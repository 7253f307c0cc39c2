import Foundation
import Testing

/// Random trees, built after every step: what is in the images is what is on disk, and what they call themselves is true.
///
/// `make engine-walk STEPS=300 SEED=1` goes on for long; a failure names the seed, and all steps that led to it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct EngineWalkTests {
    private static let variables = ProcessInfo.processInfo.environment
    private static let steps = variables["IMAGEBUILDER_ENGINE_WALK_STEPS"].flatMap(Int.init) ?? 20
    private static let seed = variables["IMAGEBUILDER_WALK_SEED"].flatMap(UInt64.init) ?? 1
    /// Steps in one tree.
    private static let stepsOfOne = 20

    @Test func imagesHoldWhatIsOnDisk() async throws {
        var tally: [String: Int] = [:]
        for round in 0..<max(1, Self.steps / Self.stepsOfOne) {
            var walk = try await EngineWalk(seed: Self.seed + UInt64(round))
            defer { walk.remove() }
            if let wrong = try await walk.go(Self.stepsOfOne) { Issue.record("\(wrong)") }
            tally.merge(walk.tally) { $0 + $1 }
        }
        #expect(
            (tally["built"] ?? 0) > 10 && (tally["kept"] ?? 0) > 10,
            "a walk that only does one of them shows little"
        )
    }
}
