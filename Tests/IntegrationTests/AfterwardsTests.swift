import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import TestSupport
import Testing

/// What comes after a run: push and prune, by the built binary.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct AfterwardsTests {
    @Test("push brings every tag of what was built to the registry, fixed names first, all of one digest")
    func push() async throws {
        let system = try await SampleSystem()
        let built = try await system.run()
        let tried = try await system.tool("push", "ib_actions.yml", "--dry-run")
        #expect(tried.status == 0, "\(tried.error)")
        #expect(
            try await registryDigest(system, "\(system.prefix)/lib", try await system.head("platform")) == nil
        )
        let pushed = try await system.tool("push", "ib_actions.yml")
        #expect(pushed.status == 0, "\(pushed.error)")
        #expect(pushed.out == "5 pushed (10 tags)\n")
        for entry in built.report.built {
            let base = try #require(entry.base)
            var digests: Set<String> = []
            for tag in try #require(entry.tags) {
                #expect(tried.out.contains("push \(base):\(tag)\n"))
                digests.insert(try #require(try await registryDigest(system, base, tag)))
            }
            #expect(digests.count == 1)
            #expect(try await registryDigest(system, base, "candidate") == nil, "only what the report names")
        }
        // What is there now is pulled by the next run elsewhere.
        for name in ["pair", "web", "worker", "lib", "base"] { try await system.forget(name) }
        #expect(try await system.run().pulled == SampleSystem.names)
    }

    @Test("push refuses an image whose tag has moved, and pushes the others")
    func pushMoved() async throws {
        let system = try await SampleSystem()
        let first = try await system.run()
        let tag = try #require(first.report.built.first { $0.base == "\(system.prefix)/web" }?.tags?.last)
        let other = try #require(try await system.details("base")).id
        try await system.client.tag(other, repository: "\(system.prefix)/web", tag: tag)
        let pushed = try await system.tool("push", "ib_actions.yml")
        #expect(pushed.status == 1)
        #expect(pushed.out == "4 pushed (8 tags), 1 failed\n")
        #expect(pushed.error.contains("\(system.prefix)/web:\(tag) is \(other) now"), "\(pushed.error)")
        let hash = try await system.head("services")
        #expect(try await registryDigest(system, "\(system.prefix)/web", hash) == nil, "nothing of it was pushed")
    }

    @Test("push of a file that is none of ours says where it is wrong")
    func pushGarbage() async throws {
        let system = try await SampleSystem()
        let cases = [
            (
                "ib_built: [{id: x, base: a, tags: [\"b c\"]}]\n",
                "ib_built[0]: 'a:b c' is no image reference with a tag"
            ),
            ("ib_built: [{base: a, tags: [b]}]\n", "ib_built[0]: has no id"),
            ("ib_built: {}\n", "ib_built is not of the kind"),
            ("other: 1\n", "none of its keys is one of an actions file"),
            ("[\n", "is no actions file"),
        ]
        for (text, message) in cases {
            try system.write("bad.yml", text)
            let result = try await system.tool("push", "bad.yml")
            #expect(result.status == 65, "\(text)")
            #expect(result.error.contains("bad.yml: error: ") && result.error.contains(message), "\(result.error)")
        }
        #expect(try await system.tool("push", "missing.yml").status == 65)
    }

    @Test("prune removes what the run found obsolete and nothing else, and asks first")
    func prune() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/main.sh", "echo other\n")
        let second = try await system.run()
        let obsolete = try #require(second.report.obsolete.first?.id)
        #expect(try await system.client.inspectImage(obsolete) != nil)
        let unasked = try await system.tool("prune", "ib_actions.yml")
        #expect(unasked.status == 64)
        #expect(unasked.error.contains("--yes"))
        let tried = try await system.tool("prune", "ib_actions.yml", "--dry-run")
        #expect(tried.out == "1 to remove\n")
        #expect(try await system.client.inspectImage(obsolete) != nil)
        let pruned = try await system.tool("prune", "ib_actions.yml", "--yes")
        #expect(pruned.status == 0, "\(pruned.error)")
        #expect(pruned.out == "1 removed\n")
        #expect(try await system.client.inspectImage(obsolete) == nil)
        #expect(try await system.run().touched.isEmpty, "what is wanted is still there")
        let again = try await system.tool("prune", "ib_actions.yml", "--yes")
        #expect(again.out == "0 removed\n")
    }

    @Test("prune leaves an image that carries another tag by now, and one that is wanted again")
    func pruneChanged() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/main.sh", "echo other\n")
        let second = try await system.run()
        let obsolete = try #require(second.report.obsolete.first?.id)
        try await system.client.tag(obsolete, repository: "\(system.prefix)/mine", tag: "precious")
        let kept = try await system.tool("prune", "ib_actions.yml", "--yes")
        #expect(kept.status == 0)
        #expect(kept.out == "0 removed\n")
        #expect(kept.error.contains("\(system.prefix)/mine:precious"), "\(kept.error)")
        #expect(try await system.client.inspectImage(obsolete) != nil)
    }

    /// The digest of what the registry has under that name, as a pull of it tells; nil where it has nothing.
    private func registryDigest(_ system: SampleSystem, _ repository: String, _ tag: String) async throws -> String? {
        do throws(EngineError) {
            return try await system.client.pull(PullRequest(repository: repository, tag: tag)).digest
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
