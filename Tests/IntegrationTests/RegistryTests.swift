import DockerEngine
import Foundation
import ImageGraph
import ImageRegistry
import Logging
import RebuildPipeline
import RebuildPlanning
import Testing

@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct RegistryTests {
    /// Builds all, pushes every image under `tag` of it, and takes all from the engine.
    private func publish(_ system: SampleSystem, inputTag: Bool = false) async throws {
        let run = try await system.run()
        for entry in run.report.built {
            let base = try #require(entry.base)
            let tags = try #require(entry.tags)
            let tag = try #require(inputTag ? tags.first { $0.hasPrefix("input-") } : tags.first)
            _ = try await system.client.push(base, tag: tag)
        }
        for name in ["pair", "web", "worker", "lib", "base"] { try await system.forget(name) }
    }

    @Test("a clean image that the registry has is pulled by its hash, not built")
    func pulledByHash() async throws {
        let system = try await SampleSystem()
        try await publish(system)
        let run = try await system.run()
        #expect(run.built.isEmpty)
        #expect(run.pulled == SampleSystem.names)
        let head = try await system.head("platform")
        let lib = try #require(try await system.details("lib"))
        #expect(Set(lib.repoTags) == ["\(system.prefix)/lib:candidate", "\(system.prefix)/lib:\(head)"])
    }

    @Test("after HEAD has moved on the input tag finds the same image")
    func pulledByInputTag() async throws {
        let system = try await SampleSystem()
        try await publish(system, inputTag: true)
        try system.write("platform/README", "outside every context\n")
        try await system.commit("platform", "Add a README")
        try await system.moveRevision("platform")
        let run = try await system.run()
        #expect(run.built.isEmpty)
        #expect(run.pulled == SampleSystem.names)
        #expect(run.failedPulls == SampleSystem.names, "the hash was asked for first")
    }

    @Test("a registry image with other labels is an obsolete pull, and then built")
    func wrongLabels() async throws {
        let system = try await SampleSystem()
        let head = try await system.head("platform")
        // Somebody pushed another image under the very tag.
        try await system.client.tag(TestEngine.base, repository: "\(system.prefix)/base", tag: head)
        _ = try await system.client.push("\(system.prefix)/base", tag: head)
        _ = try await system.client.untag("\(system.prefix)/base:\(head)")
        let run = try await system.run()
        #expect(run.built == SampleSystem.names)
        let entry = try #require(run.report.obsoletePull.first)
        #expect(entry.base == "\(system.prefix)/base")
        #expect(entry.reason?.contains(LabelName.name) == true)
        #expect(run.report.succeeded)
    }

    @Test("a pull-only image is pulled and given the build tag, also as a base under it")
    func pullOnly() async throws {
        let system = try await SampleSystem()
        let name = "\(system.prefix)/redis"
        try await system.client.tag(TestEngine.base, repository: name, tag: "3.2")
        _ = try await system.client.push(name, tag: "3.2")
        _ = try await system.client.untag("\(name):3.2")
        try system.write("platform/cache/Dockerfile", "FROM \(name):candidate\n")
        try await system.commit("platform", "Build on the pulled image")
        try await system.moveRevision("platform")
        try system.writeList(
            pullOnly: ["\(name):3.2"],
            more: "  - {name: \(system.prefix)/cache, repo: platform, path: cache}\n"
        )
        let run = try await system.run()
        #expect(run.report.pulled.contains { $0.tags == ["\(name):3.2", "\(name):candidate"] })
        #expect(run.built.contains("cache"))
        #expect(try await system.client.inspectImage("\(name):candidate") != nil)
        #expect(try await system.run().touched.isEmpty)
    }

    @Test("another tag of a pull-only image does not stand for it")
    func otherTag() async throws {
        let system = try await SampleSystem()
        let name = "\(system.prefix)/nginx"
        try await system.client.tag(TestEngine.base, repository: name, tag: "1.13")
        _ = try await system.client.push(name, tag: "1.13")
        _ = try await system.client.untag("\(name):1.13")
        try await system.client.tag(TestEngine.base, repository: name, tag: "1.10")
        try system.writeList(pullOnly: ["\(name):1.13"])
        let run = try await system.run()
        #expect(run.planned("nginx:1.13")?.decision == .pull)
        #expect(run.pulled.contains("nginx"))
    }

    @Test("an external base that is not to be had fails, and skips what needs it")
    func missingBase() async throws {
        let system = try await SampleSystem()
        try system.write("services/worker/Dockerfile", "FROM \(system.prefix)/nowhere:9\nCOPY run.sh /\n")
        let run = try await system.run()
        #expect(run.failedPulls.contains("nowhere"))
        #expect(run.skipped == ["worker", "pair"])
        #expect(run.built == ["base", "lib", "web"])
        #expect(!run.report.succeeded)
    }

    @Test("no answer of a registry but 'not found' leads to a build")
    func unauthorized() async throws {
        let registry = try #require(TestEngine.environment["IMAGEBUILDER_TEST_AUTH_REGISTRY"])
        let system = try await SampleSystem()
        try system.write(
            "docker_images.yml",
            """
            docker_build_tag: candidate
            buildable_images:
              - {name: \(registry)/\(UInt32.random(in: 0 ... .max))/base, repo: platform, path: base}

            """
        )
        let run = try await system.run()
        #expect(run.report.built.isEmpty)
        #expect(run.report.failures == 1)
        #expect(run.report.failedPull.count == 1)
        #expect(run.report.failedBuild.isEmpty)
    }

    /// Nothing listens on port 9 of the machine itself.
    private let nowhere = "127.0.0.1:9"

    @Test("a registry that cannot be reached fails no image that can be built, and is waited for once")
    func unreachable() async throws {
        let system = try await SampleSystem()
        let lab = "\(nowhere)/lab-\(UInt32.random(in: 0 ... .max))"
        let entries = ["base", "lib"].map { "  - {name: \(lab)/\($0), repo: platform, path: \($0)}" }
        try system.write("platform/lib/Dockerfile", "FROM \(TestEngine.base)\nCOPY lib.sh /lib.sh\n")
        try await system.commit("platform", "Take the base as it is")
        try await system.moveRevision("platform")
        let list = "docker_build_tag: candidate\nbuildable_images:\n\(entries.joined(separator: "\n"))\n"
        try system.write("docker_images.yml", list)
        let run = try await system.run()
        #expect(run.report.succeeded)
        #expect(run.built == ["base", "lib"])
        let said = run.events.compactMap { if case .warning(let text) = $0 { text } else { nil } }
        #expect(said.count { $0.hasPrefix("\(nowhere) cannot be reached, so what can be built is built: ") } == 1)
        let retries = run.events.count { if case .retrying = $0 { true } else { false } }
        #expect(retries == 3)

        for name in ["base", "lib"] {
            let details = try #require(try await system.client.inspectImage("\(lab)/\(name):candidate"))
            for tag in details.repoTags { _ = try await system.client.untag(tag) }
        }
        var required = PlanOptions()
        required.pullPolicy = .required
        let strict = try await system.run(planning: required)
        #expect(strict.report.failures == 2)
        #expect(strict.report.built.isEmpty)
    }

    @Test("an external image of a registry that cannot be reached fails by that name")
    func unreachableBase() async throws {
        let system = try await SampleSystem()
        try system.write("services/worker/Dockerfile", "FROM \(nowhere)/lab/base:1\nCOPY run.sh /\n")
        let run = try await system.run()
        #expect(run.failedPulls.contains("base"))
        #expect(run.skipped == ["worker", "pair"])
        let entry = try #require(run.report.failedPull.first { $0.base == "\(nowhere)/lab/base" })
        #expect(entry.reason?.contains("connection refused") == true)
    }

    @Test("credentials of docker's configuration reach the registry that asks for them")
    func credentials() async throws {
        let environment = TestEngine.environment
        let registry = try #require(environment["IMAGEBUILDER_TEST_AUTH_REGISTRY"])
        let user = try #require(environment["IMAGEBUILDER_TEST_AUTH_USER"])
        let password = try #require(environment["IMAGEBUILDER_TEST_AUTH_PASSWORD"])
        let system = try await SampleSystem()
        let name = "\(registry)/private-\(UInt32.random(in: 0 ... .max))"
        let own = RegistryAuthorization(username: user, password: password, serverAddress: registry)
        try await system.client.tag(TestEngine.base, repository: name, tag: "1")
        _ = try await system.client.push(name, tag: "1", authorization: own)
        _ = try await system.client.untag("\(name):1")
        try system.writeList(pullOnly: ["\(name):1"])
        let auth = Data("\(user):\(password)".utf8).base64EncodedString()
        try system.write("docker/config.json", "{\"auths\": {\"\(registry)\": {\"auth\": \"\(auth)\"}}}")
        let folder = system.root.appending(path: "docker").path
        let found = RegistryCredentials(environment: ["DOCKER_CONFIG": folder], homeFolder: "/nonexistent")
        let run = try await system.run(execution: { $0.credentials = found })
        #expect(run.report.pulled.contains { $0.tags == ["\(name):1", "\(name):candidate"] })
        #expect(!(try system.read("ib_actions.yml")).contains(auth))
    }

    @Test("--pull fails where anything must be built, and builds nothing")
    func pullForbidsBuilding() async throws {
        let system = try await SampleSystem()
        var planning = PlanOptions()
        planning.pullPolicy = .required
        let run = try await system.run(planning: planning)
        #expect(run.built.isEmpty)
        #expect(run.failedBuilds == ["base"])
        #expect(run.skipped == ["lib", "web", "worker", "pair"])
    }

    @Test("--build builds all again without the cache")
    func forced() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        var planning = PlanOptions()
        planning.buildAll = true
        let run = try await system.run(planning: planning)
        #expect(run.built == SampleSystem.names)
        #expect(run.planned("base")?.reasons == [.forced])
    }
}
