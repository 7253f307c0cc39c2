import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// The built program asks the registry before it decides: the plan says what the run does.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct PublishedRunTests {
    private static let run = ["-r", ".", "-a", "ib_actions.yml"]

    private func succeed(_ system: SampleSystem, _ arguments: [String]) async throws -> String {
        let result = try await system.toolBesideEngine(arguments)
        #expect(result.status == 0, "\(result.out)\(result.error)")
        return result.out
    }

    private func plan(_ system: SampleSystem, _ arguments: String...) async throws -> RebuildPlan {
        let text = try await succeed(system, ["plan", "-r", ".", "--format", "json"] + arguments)
        return try JSONDecoder().decode(RebuildPlan.self, from: Data(text.utf8))
    }

    /// Builds all, pushes all and takes all from the engine.
    private func publish(_ system: SampleSystem) async throws {
        _ = try await succeed(system, Self.run)
        _ = try await succeed(system, ["push", "ib_actions.yml"])
        for name in ["pair", "web", "worker", "lib", "base"] { try await system.forget(name) }
    }

    @Test("a plan on an empty machine says by which digests images will come; the run pulls them, and nothing is left")
    func published() async throws {
        let system = try await SampleSystem()
        try await publish(system)
        let plan = try await plan(system)
        let own = plan.images.filter { $0.role == .buildable }
        #expect(own.allSatisfy { $0.decision == .pull && $0.findings.count == 1 })
        #expect(plan.summary == "0 to build, 5 to pull, 1 kept")
        #expect(try await succeed(system, Self.run).hasPrefix("5 pulled"))
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        for image in own {
            let name = String(image.key.name.split(separator: "/").last ?? "")
            let details = try #require(try await system.details(name))
            let digest = try #require(image.pullDigest)
            #expect(details.repoDigests.contains("\(image.reference.familiarName)@\(digest)"))
            // A pull by tag would have left the tag of the commit.
            let ofCommit = "\(image.reference.familiarName):\(image.commit ?? "")"
            #expect(details.repoTags.contains(ofCommit))
            let told = report.pulled.first { $0.base == image.reference.familiarName }?.tags ?? []
            #expect(Set(told) == Set(details.repoTags), "the report tells all of them")
        }
        let again = try await self.plan(system)
        #expect(!again.hasWork)
    }

    @Test("what no registry has is to be built, and explain names what was asked for and the answer")
    func notPublished() async throws {
        let system = try await SampleSystem()
        let plan = try await plan(system)
        #expect(plan.summary == "5 to build, 0 to pull, 1 kept")
        let explained = try await succeed(system, ["explain", "-r", ".", "\(system.prefix)/lib"])
        let head = try await system.head("platform")
        #expect(explained.contains("  registry: asked for\n    \(system.prefix)/lib:input-"))
        #expect(explained.contains("    \(system.prefix)/lib:\(head): not found, "))
        _ = try await succeed(system, Self.run)
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(report.built.count == 5)
        #expect(report.failedPull.count == 10, "as a run that finds out by pulling says it")
        #expect(report.succeeded)
    }

    @Test("an image that somebody else pushed under the commit's tag is told, and not taken")
    func otherImage() async throws {
        let system = try await SampleSystem()
        let head = try await system.head("platform")
        try await system.client.tag(TestEngine.base, repository: "\(system.prefix)/base", tag: head)
        _ = try await system.client.push("\(system.prefix)/base", tag: head)
        _ = try await system.client.untag("\(system.prefix)/base:\(head)")
        let image = try #require(try await plan(system)[ImageKey("\(system.prefix)/base")])
        #expect(image.decision == .build)
        #expect(image.findings.map(\.outcome) == [.notFound, .differs])
    }

    @Test("a tag that moves between plan and run is said, and the plan's digest is taken")
    func movedTag() async throws {
        let system = try await SampleSystem()
        try await publish(system)
        _ = try await succeed(system, ["plan", "-r", ".", "--out", "plan.json"])
        let planned = try #require(try await plan(system)[ImageKey("\(system.prefix)/base")])
        let reference = try #require(planned.pullReferences.first)
        let name = reference.familiarName
        try await system.client.tag(TestEngine.base, repository: name, tag: try #require(reference.tag))
        _ = try await system.client.push(name, tag: try #require(reference.tag))
        _ = try await system.client.untag(reference.familiar)
        let run = try await system.toolBesideEngine(["build", "--plan", "plan.json"])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("\(reference.familiar) names "), "\(run.error)")
        let digests = try #require(try await system.details("base")).repoDigests
        let digest = try #require(planned.pullDigest)
        #expect(digests.contains("\(name)@\(digest)"))
    }

    @Test("a registry that cannot be reached fails nothing that can be built; --pull fails", arguments: [false, true])
    func unreachable(_ onlyPulls: Bool) async throws {
        let system = try await SampleSystem(registry: "127.0.0.1:9")
        let result = try await system.tool(Self.run + (onlyPulls ? ["--pull"] : []), with: [:])
        let lines = result.error.split(separator: "\n")
        #expect(lines.count { $0.contains("127.0.0.1:9 cannot be reached, so what can be built is built") } == 1)
        #expect(result.status == (onlyPulls ? 1 : 0), "\(result.error)")
        if onlyPulls { #expect(result.error.contains("the registry 127.0.0.1:9 cannot be reached")) }
    }

    @Test("without an engine, git and the registry decide")
    func withoutEngine() async throws {
        let system = try await SampleSystem()
        try await publish(system)
        try system.write("platform/lib/lib.sh", "false\n")
        let plan = try await plan(system, "--no-engine", "--registry", "direct")
        let built = plan.images.filter { $0.decision == .build }.map { SampleRun.short($0.key.name) }
        #expect(Set(built) == ["lib", "web", "pair"])
        let pulled = plan.images.filter { $0.decision == .pull && $0.pullDigest != nil }
        #expect(Set(pulled.map { SampleRun.short($0.key.name) }).isSuperset(of: ["base", "worker"]))
    }

    @Test("with --registry off only the pull finds out")
    func off() async throws {
        let system = try await SampleSystem()
        let plan = try await plan(system, "--registry", "off")
        #expect(plan.summary == "0 to build, 0 to pull, 5 to pull, else build, 1 kept")
        #expect(try await succeed(system, Self.run + ["--registry", "off"]).hasPrefix("5 built"))
    }

    @Test("what cannot be reached from here is asked through the engine")
    func throughEngine() async throws {
        let system = try await SampleSystem()
        try await publish(system)
        for access in ["direct", "engine"] {
            let result = try await system.tool("plan", "-v", "-r", ".", "--registry", access)
            #expect(result.out.contains("0 to build, 5 to pull, 1 kept"), "\(result.out)")
            #expect(result.error.contains("\(TestEngine.registry) is asked through the engine"), "\(result.error)")
        }
    }
}
