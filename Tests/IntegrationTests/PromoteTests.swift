import DockerEngine
import Foundation
import TestSupport
import Testing

/// Tags that are written in a real registry without an engine: by push, and by promote.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct PromoteTests {
    private let names = ["base", "lib", "web", "worker", "pair"]

    private func built() async throws -> SampleSystem {
        let system = try await SampleSystem()
        let run = try await system.toolBesideEngine(["-r", ".", "-a", "ib_actions.yml"])
        #expect(run.status == 0, "\(run.error)")
        return system
    }

    private func tool(_ system: SampleSystem, _ arguments: String...) async throws -> Program.Result {
        try await system.toolBesideEngine(arguments)
    }

    /// Of an image's tags, by whether they move; the commit's first.
    private func tags(_ system: SampleSystem, _ name: String) async throws -> [String] {
        let tags = try #require(try await system.details(name)).repoTags.compactMap { $0.split(separator: ":").last }
        return tags.map(String.init).filter { $0 != "candidate" }.sorted { $0.count > $1.count }
    }

    @Test("a push sends an image once, and writes its other tags of the very same manifest; again, all is there")
    func push() async throws {
        let system = try await built()
        let pushed = try await tool(system, "push", "ib_actions.yml")
        #expect(pushed.status == 0, "\(pushed.error)")
        #expect(pushed.out == "5 pushed (10 tags)\n")
        for name in names {
            let tags = try await tags(system, name)
            #expect(tags.count == 2)
            let first = try await system.registryDigest("\(system.prefix)/\(name)", tags[0])
            #expect(first != nil)
            #expect(try await system.registryDigest("\(system.prefix)/\(name)", tags[1]) == first)
        }
        let again = try await tool(system, "push", "ib_actions.yml", "--all")
        #expect(again.out == "5 pushed (10 tags)\n")
        let lines = again.error.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("there  ") } == 5, "\(again.error)")
    }

    @Test(
        "all or none: where one image cannot be pushed, no other gets more than its first tag",
        arguments: [true, false]
    )
    func atomic(_ isAtomic: Bool) async throws {
        let system = try await built()
        let tags = try await tags(system, "web")
        let broken = try await self.tags(system, "lib")
        _ = try await system.client.untag("\(system.prefix)/lib:\(broken[1])")
        let pushed = try await system.toolBesideEngine(["push", "ib_actions.yml"] + (isAtomic ? ["--atomic"] : []))
        #expect(pushed.status == 1)
        #expect(pushed.error.contains("the engine has no \(system.prefix)/lib:\(broken[1]) any more"))
        #expect(try await system.registryDigest("\(system.prefix)/web", tags[0]) != nil)
        let second = try await system.registryDigest("\(system.prefix)/web", tags[1])
        #expect((second == nil) == isAtomic)
        #expect(pushed.error.contains("not tagged, because another image could not be pushed") == isAtomic)
    }

    @Test("promote gives a release another tag and another place, of the very same manifests, without an engine")
    func promote() async throws {
        let system = try await built()
        #expect(try await tool(system, "push", "ib_actions.yml").status == 0)
        let release = "\(TestEngine.registry)/release-\(UInt32.random(in: 0 ... .max))"
        let path = system.prefix.dropFirst(TestEngine.registry.count + 1)
        let dry = try await tool(system, "promote", "ib_actions.yml", "--to", release, "--tag", "r4", "--dry-run")
        #expect(dry.out.split(separator: "\n").count == 15)
        let promoted = try await tool(system, "promote", "ib_actions.yml", "--to", release, "--tag", "r4")
        #expect(promoted.status == 0, "\(promoted.error)")
        #expect(promoted.out == "5 promoted (15 tags)\n")
        #expect(try await tool(system, "promote", "ib_actions.yml", "--tag", "r4").out == "5 promoted (5 tags)\n")
        for name in names {
            let source = try await system.registryDigest("\(system.prefix)/\(name)", try await tags(system, name)[0])
            #expect(source != nil)
            #expect(try await system.registryDigest("\(system.prefix)/\(name)", "r4") == source)
            #expect(try await system.registryDigest("\(release)/\(path)/\(name)", "r4") == source)
        }
    }

    @Test("where one image was never pushed, nothing is tagged; another registry is refused before anything is asked")
    func refused() async throws {
        let system = try await built()
        let tags = try await tags(system, "web")
        _ = try await system.client.push("\(system.prefix)/web", tag: tags[0])
        let promoted = try await tool(system, "promote", "ib_actions.yml", "--tag", "r4")
        #expect(promoted.status == 1)
        #expect(promoted.out == "0 promoted (0 tags), 4 failed, so nothing was tagged\n")
        #expect(try await system.registryDigest("\(system.prefix)/web", "r4") == nil)
        let elsewhere = try await tool(system, "promote", "ib_actions.yml", "--to", "other.example/x")
        #expect(elsewhere.status == 64)
        #expect(elsewhere.error.contains("promote works within one registry"))
    }
}
