import DockerEngine
import Foundation
import RebuildPipeline
import TestSupport
import Testing

/// Runs beside which others use the engine: they prune it, run the same job, remove parents, move tags by hand.
///
/// What prunes takes nothing from a run: it ends well. Whoever removes images and moves tags may make it fail, but not tell an untruth;
/// and one more run, undisturbed, reaches what is wanted. `make faults CROWDS=20` runs many rounds of each.
@Suite(.enabled(if: OwnEngine.canBeThere, "needs an engine of its own"), .usesEngine, .timeLimit(.minutes(60)))
struct CrowdedTests {
    /// Who else is at work.
    enum Crowd: CaseIterable, Sendable {
        case prunes, secondRun, removals, movedTags

        /// Whether nothing that a run needs is taken from it.
        var isHarmless: Bool { self == .prunes || self == .secondRun }
    }

    private static let rounds = TestEngine.environment["IMAGEBUILDER_CROWD_RUNS"].flatMap(Int.init) ?? 1

    @Test("a run in a crowd is true, and the next one ends as wanted")
    func crowds() async throws {
        let engine = OwnEngine()
        try await engine.run {
            for round in 0..<Self.rounds {
                for crowd in Crowd.allCases { try await meet(crowd, round: round, on: engine) }
            }
        }
    }

    private func meet(_ crowd: Crowd, round: Int, on engine: OwnEngine) async throws {
        let system = try await SampleSystem("crowd", engine: engine.client)
        let host: [String: String?] = ["DOCKER_HOST": engine.address]
        // Long enough for the others to get in between, whatever the machine.
        for name in ["platform/base", "services/worker"] {
            let file = "\(name)/Dockerfile"
            try system.write(file, try system.read(file) + "RUN sleep 0.\(2 + round % 7)\n")
        }
        let stop = Stop()
        let others = Task { try await disturb(crowd, system, engine, until: stop) }
        let arguments = ["-r", ".", "-a", "ib_actions.yml", "--offline"]
        let first = try await system.tool(arguments, with: host)
        await stop.set()
        let disturbances = try await others.value
        let about = "\(crowd), round \(round), \(disturbances) disturbances: \(first.error)"
        #expect(disturbances > 0, "nothing happened beside the run")
        #expect(crowd.isHarmless ? first.status == 0 : [0, 1].contains(first.status), "\(about)")
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(report.succeeded == (first.status == 0), "\(about)")
        for entry in report.built + report.preexisting where crowd.isHarmless {
            let id = try #require(entry.id)
            #expect(try await engine.client.inspectImage(id) != nil, "\(entry.base ?? "") is not there; \(about)")
        }
        let quiet = try await system.tool(arguments, with: host)
        #expect(quiet.status == 0, "\(quiet.error)\nafter \(about)")
        let plan = try await system.tool(["plan", "-r", ".", "--offline", "--detailed-exitcode"], with: host)
        #expect(plan.status == 0, "\(plan.out)\nafter \(about)")
        for name in SampleSystem.names {
            let image = try await engine.client.inspectImage("\(system.prefix)/\(name):candidate")
            #expect(image?.labels["org.label-schema.name"] == "\(system.prefix)/\(name)", "\(name), after \(about)")
        }
    }

    /// Does it again and again.
    ///
    /// - Returns: how often.
    private func disturb(_ crowd: Crowd, _ system: SampleSystem, _ engine: OwnEngine, until stop: Stop) async throws
        -> Int
    {
        var count = 0
        while await !stop.isSet {
            for command in commands(crowd, system) {
                // Most of them fail as long as there is nothing to remove or to move.
                var environment = TestEngine.environment
                environment["DOCKER_HOST"] = engine.address
                _ = try await Program.run(command, in: system.root.path, environment: environment)
                count += 1
            }
        }
        return count
    }

    private func commands(_ crowd: Crowd, _ system: SampleSystem) -> [[String]] {
        let (base, lib) = ("\(system.prefix)/base:candidate", "\(system.prefix)/lib:candidate")
        switch crowd {
        case .prunes: return [["docker", "image", "prune", "--force"], ["docker", "builder", "prune", "--force"]]
        case .secondRun:
            let binary = TestEngine.environment["IMAGEBUILDER_TEST_BINARY"] ?? "imagebuilder"
            return [[binary, "-r", ".", "-a", "other.yml", "--offline"]]
        case .removals: return [["docker", "rmi", "--force", base], ["docker", "rmi", "--force", lib]]
        case .movedTags:
            return [["docker", "tag", base, lib], ["docker", "tag", lib, "\(system.prefix)/worker:candidate"]]
        }
    }
}

/// A word that ends a task.
private actor Stop {
    private(set) var isSet = false

    func set() { isSet = true }
}
