import Foundation
import ImageGraph
import RebuildPlanning
import TestSupport
import Testing
import WalkSupport

/// The proof that what is told of two states is right: it is what plans of two checkouts tell, digest by digest.
struct TreeComparisonProofTests {
    /// How many pairs of states are compared; the variable asks for more.
    private static let pairs =
        ProcessInfo.processInfo.environment["IMAGEBUILDER_AFFECTED_PAIRS"].flatMap { Int($0) } ?? 15

    @Test("pairs of states of generated trees compare as plans of their checkouts do")
    func pairs() async throws {
        var seed: UInt64 = 1
        var (pairs, digests, unknown, unplanned) = (0, 0, 0, 0)
        while pairs < Self.pairs {
            var random = SplitMix64(seed: seed)
            let tree = try await ComparedStates(&random, count: 4)
            defer { tree.world.remove() }
            for (from, to) in [(0, 1), (1, 2), (3, 1), (0, 3), (2, 2)] where pairs < Self.pairs {
                pairs += 1
                let (from, to) = (tree.states[from], tree.states[to])
                let about = "seed \(seed), states \(from.number) and \(to.number)"
                let (before, after) = (try await tree.planned(from), try await tree.planned(to))
                let told: TreeComparison
                do {
                    told = try await tree.compare(from, to)
                } catch {
                    #expect(before == nil || after == nil, "\(about): \(error)")
                    unplanned += 1
                    continue
                }
                guard let before, let after else {
                    // Where no plan can be made, what cannot be read is unknown, and the rest is told all the same.
                    #expect(told.from.problems + told.to.problems != [], "\(about)")
                    unplanned += 1
                    continue
                }
                #expect(Set(told.images.map(\.key.name)) == Set(before.keys).union(after.keys), "\(about)")
                for image in told.images {
                    let (old, new) = (before[image.key.name] ?? nil, after[image.key.name] ?? nil)
                    if image.verdict == .unknown {
                        unknown += 1
                        continue
                    }
                    digests += 1
                    #expect(image.from == old && image.to == new, "\(about): \(image.key)")
                    #expect((image.verdict == .unaffected) == (old == new), "\(about): \(image.key)")
                    #expect(image.verdict != .affected || !image.reasons.isEmpty, "\(about): \(image.key)")
                }
            }
            seed += 1
        }
        // Most of it is told.
        #expect(
            digests > 4 * unknown && pairs > 2 * unplanned,
            "\(digests), \(unknown) unknown, \(unplanned) unplanned"
        )
    }
}
