import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import TestSupport
import Testing

/// Runs whose images are on registries that say what registries say: contract, 2.5.
///
/// Every image is clean and could be built. Only where the registry says that it does not have it, it is; what may pass is tried again;
/// all else fails it, with the registry's name and what to do. `make faults ANSWERS=100` runs many seeds; a failure names its seed, and
/// `IMAGEBUILDER_FAULT_SEED` begins with it.
@Suite(
    .enabled(if: ScriptedRegistry.canBeThere, "needs an engine of scripts/engine"),
    .usesEngine,
    .timeLimit(.minutes(60))
)
struct AnswerTests {
    private static func number(_ name: String) -> UInt64? { TestEngine.environment[name].flatMap { UInt64($0) } }

    private static let seeds: [UInt64] = {
        let first = number("IMAGEBUILDER_FAULT_SEED") ?? 1
        return (0..<(number("IMAGEBUILDER_ANSWER_RUNS") ?? 1)).map { first + $0 }
    }()

    private let engine = TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_KIND"] ?? ""
    private let retries = 2

    @Test("no image is built but those that a registry does not have", arguments: seeds)
    func answers(_ seed: UInt64) async throws {
        let cases = AnswerCase.all(seed: seed, engine: engine)
        let system = try await SampleSystem("answers\(seed)")
        let repository = "\(system.prefix)/base".dropFirst(TestEngine.registry.count + 1)
        try await publish(system)
        try await ScriptedRegistry.run(cases.map(\.answer), of: String(repository), number: Int(seed % 100)) {
            registry in
            let names = cases.indices.map { "\(registry.host($0))/\(repository)" }
            try list(names, in: system)
            let passing = Set(zip(names, cases).filter(\.1.passes).map(\.0))
            let run = try await system.run(execution: { options in
                options.retry.retries = retries
                // Podman itself tries again, for seconds each.
                options.pullJobs = 16
            }) { event in
                if case .retrying(let key, _, _) = event, passing.contains(key.name) { registry.becomeGood(key.name) }
            }
            for (number, answer) in cases.enumerated() {
                try check(answer, registry.host(number), Outcome(of: names[number], in: run), seed)
            }
            try await forget(run, system)
        }
    }

    /// Builds `base`, pushes it, and takes it from the engine.
    private func publish(_ system: SampleSystem) async throws {
        try list(["\(system.prefix)/base"], in: system)
        let run = try await system.run()
        let entry = try #require(run.report.built.first)
        for tag in try #require(entry.tags) { _ = try await system.client.push("\(system.prefix)/base", tag: tag) }
        try await system.forget("base")
    }

    /// The image list: one image, by many names.
    private func list(_ names: [String], in system: SampleSystem) throws {
        let entries = names.map { "  - {name: \"\($0)\", repo: platform, path: base}\n" }
        try system.write(
            "docker_images.yml",
            "docker_build_tag: candidate\nbuildable_images:\n" + entries.joined()
        )
    }

    private func check(_ testCase: AnswerCase, _ host: String, _ outcome: Outcome, _ seed: UInt64) throws {
        let answer = testCase.answer
        let meaning = answer.meaning(on: engine)
        let about: Comment = "\(answer.name)\(testCase.passes ? ", passes" : ""), seed \(seed): \(outcome)"
        #expect(outcome.isBuilt == (meaning == .notFound), about)
        #expect(outcome.isPulled == (meaning == .passedOver || meaning.isTriedAgain && testCase.passes), about)
        #expect(outcome.retries == (meaning.isTriedAgain ? testCase.passes ? 1 : retries : 0), about)
        guard !outcome.isBuilt, !outcome.isPulled else { return }
        let said = try #require(outcome.failure, about)
        #expect(said.contains(host), about)
        switch meaning {
        case .refused: #expect(said.contains("docker login \(host)"), about)
        case .limited: #expect(said.contains("limits how often"), about)
        case .notFound, .passedOver, .passing, .unusable: break
        }
    }

    private func forget(_ run: SampleRun, _ system: SampleSystem) async throws {
        for entry in run.report.built + run.report.pulled {
            guard let base = entry.base, let image = try await system.client.inspectImage("\(base):candidate") else {
                continue
            }
            for tag in image.repoTags where tag.hasPrefix(base) { _ = try await system.client.untag(tag) }
        }
    }
}

/// What became of one image.
private struct Outcome: CustomStringConvertible {
    let isBuilt: Bool
    let isPulled: Bool
    let retries: Int
    /// Why it failed, as the report says.
    let failure: String?

    init(of name: String, in run: SampleRun) {
        isBuilt = run.report.built.contains { $0.base == name }
        isPulled = run.report.pulled.contains { $0.base == name }
        failure = run.report.failedPull.last { $0.base == name }?.reason
        retries = run.events.count {
            if case .retrying(let key, _, _) = $0 { key.name == name } else { false }
        }
    }

    var description: String {
        "\(isBuilt ? "built" : isPulled ? "pulled" : "neither built nor pulled"), \(retries) retries, \(failure ?? "no failure")"
    }
}
