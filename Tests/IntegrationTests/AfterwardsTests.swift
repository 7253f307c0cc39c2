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
            try await system.registryDigest("\(system.prefix)/lib", try await system.head("platform")) == nil
        )
        let pushed = try await system.tool("push", "ib_actions.yml")
        #expect(pushed.status == 0, "\(pushed.error)")
        #expect(pushed.out == "5 pushed (10 tags)\n")
        for entry in built.report.built {
            let base = try #require(entry.base)
            var digests: Set<String> = []
            for tag in try #require(entry.tags) {
                #expect(tried.out.contains("push \(base):\(tag)\n"))
                digests.insert(try #require(try await system.registryDigest(base, tag)))
            }
            #expect(digests.count == 1)
            #expect(try await system.registryDigest(base, "candidate") == nil, "only what the report names")
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
        #expect(try await system.registryDigest("\(system.prefix)/web", hash) == nil, "nothing of it was pushed")
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

    @Test("an image that was taken back is pushed under the tag that it got, so the registry's moves back with it")
    func pushRetagged() async throws {
        let system = try await SampleSystem()
        let clean = try await system.run()
        let hash = try #require(clean.report.built.first { $0.base == "\(system.prefix)/web" }?.tags?.first)
        #expect(try await system.tool("push", "ib_actions.yml").status == 0)
        try system.write("services/web/main.sh", "echo other\n")
        _ = try await system.run()
        #expect(try await system.tool("push", "ib_actions.yml").out == "1 pushed (1 tag)\n")
        let dirty = try #require(try await system.registryDigest("\(system.prefix)/web", "candidate"))
        try await system.git("services", "checkout", "--", ".")
        let undone = try await system.run()
        #expect(undone.retagged == ["web"])
        let entry = try #require(undone.report.preexisting.first { $0.base == "\(system.prefix)/web" })
        #expect(entry.addedTags == ["\(system.prefix)/web:candidate"])
        #expect(entry.digest != nil && entry.digest != dirty)
        #expect(try await system.tool("push", "ib_actions.yml").status == 0)
        let now = try await system.registryDigest("\(system.prefix)/web", "candidate")
        #expect(now == entry.digest)
        #expect(now == (try await system.registryDigest("\(system.prefix)/web", hash)))
    }

    @Test("what a push did not bring over goes with the push after the next run; then there is nothing to push")
    func pushAgain() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        // Nothing of the first run is pushed, and its report is gone.
        #expect(try await system.run().touched.isEmpty)
        let pushed = try await system.tool("push", "ib_actions.yml")
        #expect(pushed.status == 0, "\(pushed.error)")
        #expect(pushed.out == "5 pushed (10 tags)\n")
        let hash = try await system.head("services")
        #expect(try await system.registryDigest("\(system.prefix)/pair", hash) != nil)
        #expect(try await system.run().touched.isEmpty)
        let nothing = try await system.tool("push", "ib_actions.yml")
        #expect(nothing.status == 0)
        #expect(nothing.out == "nothing to push: 5 kept (--all pushes what was kept or pulled)\n")
        #expect(try await system.tool("push", "ib_actions.yml", "--all").out == "5 pushed (10 tags)\n")
    }

    @Test("an image that a container uses is left whole, though the container does not run")
    func pruneUsed() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/main.sh", "echo other\n")
        let second = try await system.run()
        let obsolete = try #require(second.report.obsolete.first?.id)
        let container = "prune-\(UInt32.random(in: 0 ... .max))"
        try await system.succeed(["docker", "create", "--name", container, obsolete, "true"])
        let tags = try await system.client.inspectImage(obsolete)?.repoTags
        #expect(tags?.count == 2)
        let kept = try await system.tool("prune", "ib_actions.yml", "--yes")
        #expect(kept.status == 0)
        #expect(kept.out == "0 removed\n")
        #expect(kept.error.contains("the container \(container) uses it (created)"), "\(kept.error)")
        #expect(try await system.client.inspectImage(obsolete)?.repoTags == tags)
        try await system.succeed(["docker", "rm", container])
        #expect(try await system.tool("prune", "ib_actions.yml", "--yes").out == "1 removed\n")
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
}
