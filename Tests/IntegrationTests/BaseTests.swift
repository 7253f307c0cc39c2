import DockerEngine
import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// Bases that move in a real registry: `stale` tells, `lock` holds them.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct BaseTests {
    /// A system with one image on a base of its own, which the registry has.
    private func system() async throws -> (SampleSystem, base: String) {
        let system = try await SampleSystem()
        let base = "\(system.prefix)/os"
        try await publish(TestEngine.base, as: base, system)
        try system.write("platform/base/Dockerfile", "FROM \(base):1\nCOPY files /files\n")
        try await system.commit("platform", "Build on a base of our own")
        try await system.moveRevision("platform")
        return (system, base)
    }

    private func publish(_ image: String, as name: String, _ system: SampleSystem) async throws {
        try await system.client.tag(image, repository: name, tag: "1")
        _ = try await system.client.push(name, tag: "1")
    }

    /// Has the registry's tag mean another image, and the engine's the one of before.
    private func move(_ base: String, _ system: SampleSystem) async throws {
        let before = try #require(try await system.client.inspectImage("\(base):1"))
        try system.write("other/Dockerfile", "FROM \(base):1\nLABEL moved=yes\n")
        try await system.succeed(["docker", "build", "-q", "-t", "\(base):1", "other"])
        _ = try await system.client.push(base, tag: "1")
        try await system.client.tag(before.id, repository: base, tag: "1")
        try system.remove("other")
    }

    private func tool(_ system: SampleSystem, _ arguments: String...) async throws -> Program.Result {
        try await system.toolBesideEngine(arguments)
    }

    @Test("stale names the base that moved, old and new, and all that is built on it, nearest first")
    func moved() async throws {
        let (system, base) = try await system()
        #expect(try await tool(system, "-r", ".", "-a", "ib_actions.yml").status == 0)
        let fresh = try await tool(system, "stale", "-r", ".", "--detailed-exitcode")
        #expect(fresh.status == 0, "\(fresh.error)")
        #expect(fresh.out == "0 moved, 1 fresh\n")
        try await move(base, system)
        let stale = try await tool(system, "stale", "-r", ".", "--detailed-exitcode")
        #expect(stale.status == 2, "\(stale.error)")
        #expect(stale.out.contains("moved  \(base):1  sha256:"), "\(stale.out)")
        #expect(stale.out.contains("5 images: \(system.prefix)/base \(system.prefix)/"), "\(stale.out)")
        let text = try await tool(system, "stale", "-r", ".", "--format", "json").out
        let told = try JSONDecoder().decode([BaseFreshness].self, from: Data(text.utf8))
        #expect(told.map(\.state) == [.moved])
        #expect(told.first?.createdNow != nil)
        let last = try #require(told.first?.affected.last)
        #expect(["\(system.prefix)/web", "\(system.prefix)/pair"].contains(last.name), "the farthest")
    }

    @Test("a locked base stays when its tag moves; lock --update takes the new one, and what stands on it is built")
    func locked() async throws {
        let (system, base) = try await system()
        let lock = try await tool(system, "lock", "-r", ".")
        #expect(lock.status == 0, "\(lock.error)")
        #expect(lock.out.contains("locked  \(base):1  sha256:"))
        #expect(try await tool(system, "lock", "-r", ".", "--check").status == 0)
        let before = try BaseLock.load(file: system.root.appending(path: BaseLock.fileName).path)
        #expect(try await tool(system, "-r", ".").status == 0)
        try await move(base, system)
        // The engine loses the base: it comes back by its digest, whatever the tag is now.
        for tag in try #require(try await system.client.inspectImage("\(base):1")).repoTags where tag.hasPrefix(base) {
            _ = try await system.client.untag(tag)
        }
        let again = try await tool(system, "-r", ".")
        #expect(again.status == 0, "\(again.error)")
        let back = try #require(try await system.client.inspectImage("\(base):1"))
        #expect(back.repoDigests.contains("\(base)@\(before.bases[0].digest)"))
        #expect(!again.out.contains("built"), "\(again.out)")

        let update = try await tool(system, "lock", "-r", ".", "--update", "\(base):1")
        #expect(update.out.contains("moved  \(base):1  \(before.bases[0].digest) → sha256:"), "\(update.error)")
        let plan = try await tool(system, "plan", "-r", ".")
        #expect(plan.out.contains("5 to build, 1 to pull, 0 kept"), "\(plan.out)")
        #expect(try await tool(system, "-r", ".").out.hasPrefix("1 pulled, 5 built"))
        let label = try #require(try await system.details("base")).labels[LabelName.ociBaseDigest]
        #expect(label != before.bases[0].digest)
    }

    @Test("a base whose tag is followed is pulled when its registry has another, and all that stands on it is built")
    func followed() async throws {
        let (system, base) = try await system()
        try system.writeList(more: "base_images:\n  - {name: '\(base):1', freshness: rebuild}\n")
        #expect(try await tool(system, "-r", ".").status == 0)
        let still = try await tool(system, "plan", "-r", ".", "--detailed-exitcode")
        #expect(still.status == 0, "\(still.out)\(still.error)")
        try await move(base, system)
        let plan = try await tool(system, "plan", "-r", ".")
        #expect(plan.out.contains("5 to build, 1 to pull, 0 kept"), "\(plan.out)")
        #expect(try await tool(system, "-r", ".").out.hasPrefix("1 pulled, 5 built"))
        let after = try await tool(system, "plan", "-r", ".", "--detailed-exitcode")
        #expect(after.status == 0, "\(after.out)\(after.error)")
    }

    @Test(
        "a lock that lacks a base, or has one that nobody needs, is told and mended; what cannot be asked leaves it alone"
    )
    func mended() async throws {
        let (system, base) = try await system()
        let file = system.root.appending(path: BaseLock.fileName).path
        let digest = "sha256:" + String(repeating: "a", count: 64)
        try system.write(BaseLock.fileName, BaseLock(bases: [.init(name: "nginx:1.27", digest: digest)]).text)
        let check = try await tool(system, "lock", "-r", ".", "--check")
        #expect(check.status == 1)
        #expect(check.out == "missing  \(base):1\nunneeded  nginx:1.27\n")
        #expect(try await tool(system, "lock", "-r", ".").status == 0)
        #expect(try BaseLock.load(file: file).bases.map(\.name) == ["\(base):1"])

        try system.write("platform/base/Dockerfile", "FROM \(base):none\nCOPY files /files\n")
        let text = try system.read(BaseLock.fileName)
        let refused = try await tool(system, "lock", "-r", ".")
        #expect(refused.status == 1)
        #expect(refused.error.contains("\(base):none: "), "\(refused.error)")
        #expect(try system.read(BaseLock.fileName) == text)
        let unknown = try await tool(system, "lock", "-r", ".", "--update", "\(base):2")
        #expect(unknown.status == 64, "\(unknown.error)")
    }
}
