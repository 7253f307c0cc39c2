import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Testing

/// Equal content under untrue labels: contract, 2.5. No step runs, no layer is added, and the words are right afterwards.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct RelabelTests {
    private static let isPodman = TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_KIND"] == "podman"

    /// Those that the engine has.
    static let builders: [BuilderChoice] = isPodman ? [.classic] : [.buildkit, .classic]

    /// A first run, an edit of lib that is built, and its commit to the manifest's revision.
    private func committedEdit(_ system: SampleSystem, _ builder: BuilderChoice) async throws {
        _ = try await system.run(execution: { $0.builder = builder })
        try system.write("platform/lib/lib.sh", "false\n")
        #expect(try await system.run(execution: { $0.builder = builder }).built == ["lib", "web", "pair"])
        try await system.commit("platform", "Change lib")
        try await system.moveRevision("platform")
    }

    @Test(
        "built dirty, then committed: relabelled with all that is made from it, and kept from then on",
        arguments: builders
    )
    func committed(_ builder: BuilderChoice) async throws {
        let system = try await SampleSystem("committed\(builder)")
        try await committedEdit(system, builder)
        let names = ["lib", "web", "pair"]
        var dirty: [String: ImageDetails] = [:]
        for name in names { dirty[name] = try await system.details(name) }
        let run = try await system.run(execution: { $0.builder = builder })
        #expect(run.relabelled == Set(names))
        #expect(run.built == Set(names))
        #expect(run.report.succeeded && run.report.obsolete.isEmpty)
        #expect(run.planned("web")?.reasons.contains(.parentIsRelabelled(parent: "\(system.prefix)/lib")) == true)
        let heads = try await ["platform": system.head("platform"), "services": system.head("services")]
        for name in names {
            let before = try #require(dirty[name])
            let now = try #require(try await system.details(name))
            let head = try #require(heads[name == "lib" ? "platform" : "services"])
            #expect(now.id != before.id)
            #expect(now.layers == before.layers && !now.layers.isEmpty)
            #expect(now.labels[LabelName.version] == "origin/master")
            #expect(now.labels[LabelName.vcsRef] == head)
            #expect(now.labels[LabelName.inputDigest] == before.labels[LabelName.inputDigest])
            #expect(now.labels[LabelName.ociBaseName] == before.labels[LabelName.ociBaseName])
            #expect(try await system.details(name, tag: head)?.id == now.id)
            let input = try #require(run.planned(name)?.inputDigest.flatMap(DeservedTags.inputTag(of:)))
            #expect(try await system.details(name, tag: input)?.id == now.id)
            let entry = try #require(run.report.built.first { $0.base == "\(system.prefix)/\(name)" })
            #expect(entry.tags == [head, input])
            #expect(entry.id == now.id)
        }
        let web = try #require(try await system.details("web"))
        #expect(web.labels[LabelName.component("platform", .version)] == "origin/master")
        #expect(web.labels[LabelName.component("platform", .vcsRef)] == heads["platform"])
        #expect(!run.events.contains { if case .output(_, let line) = $0 { line.contains("COPY") } else { false } })
        let again = try await system.run(execution: { $0.builder = builder })
        #expect(again.touched.isEmpty && !again.plan.hasWork)
    }

    @Test("new labels may be given where nothing may be built, and are pushed like what was built")
    func required() async throws {
        let system = try await SampleSystem()
        try await committedEdit(system, Self.builders[0])
        var planning = PlanOptions()
        planning.pullPolicy = .required
        let run = try await system.run(planning: planning)
        #expect(run.relabelled == ["lib", "web", "pair"])
        #expect(run.report.succeeded)
    }

    @Test("an image with ONBUILD instructions is built with the cache: they would run", arguments: builders)
    func onBuild(_ builder: BuilderChoice) async throws {
        let system = try await SampleSystem("onbuild\(builder)")
        try system.write(
            "platform/lib/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nCOPY lib.sh /lib.sh\nONBUILD RUN echo fired > /fired\n"
        )
        try await committedEdit(system, builder)
        let before = try #require(try await system.details("lib"))
        let run = try await system.run(execution: { $0.builder = builder })
        #expect(run.built == ["lib", "web", "pair"])
        #expect(run.relabelled == ["web", "pair"])
        #expect(
            run.events.contains { event in
                if case .notRelabelled(_, let message) = event { message.contains("ONBUILD") } else { false }
            }
        )
        let now = try #require(try await system.details("lib"))
        #expect(now.labels[LabelName.vcsRef] == (try await system.head("platform")))
        #expect(now.layers == before.layers, "every step was in the cache")
        #expect(try await system.run(execution: { $0.builder = builder }).touched.isEmpty)
    }

    @Test(
        "an image with a label that no build would give it is built with the cache: nothing takes one away",
        arguments: builders
    )
    func labelTooMany(_ builder: BuilderChoice) async throws {
        let system = try await SampleSystem("toomany\(builder)")
        try await committedEdit(system, builder)
        // As an image that somebody labelled further by hand.
        let present = try #require(try await system.details("lib"))
        let dockerfile = TarEntry.file("Dockerfile", contents: Array("FROM \(system.prefix)/lib:candidate\n".utf8))
        _ = try await system.client.build(
            BuildRequest(
                tags: ["\(system.prefix)/lib:candidate"],
                labels: [
                    "org.example.checked": "by hand",
                    LabelName.inputDigest: present.labels[LabelName.inputDigest] ?? "",
                ],
                builder: builder == .buildkit ? .buildKit : .classic
            ),
            context: ContextArchive(entries: [dockerfile])
        )
        let run = try await system.run(execution: { $0.builder = builder })
        #expect(run.built == ["lib", "web", "pair"])
        #expect(run.relabelled == ["web", "pair"])
        let reason = run.report.built.first { $0.base == "\(system.prefix)/lib" }?.reason
        #expect(reason?.contains("its label org.example.checked cannot be taken away") == true)
        #expect(try await system.details("lib")?.labels["org.example.checked"] == nil)
        #expect(try await system.run(execution: { $0.builder = builder }).touched.isEmpty)
    }

    @Test("identity commit relabels equal content to this commit", arguments: builders)
    func identityCommit(_ builder: BuilderChoice) async throws {
        let system = try await SampleSystem("identity\(builder)")
        _ = try await system.run(execution: { $0.builder = builder })
        try system.write("services/README", "changed\n")
        try await system.commit("services", "Change what no context holds")
        try await system.moveRevision("services")
        var planning = PlanOptions()
        planning.identity = .commit
        let run = try await system.run(planning: planning, execution: { $0.builder = builder })
        #expect(run.relabelled == ["web", "worker", "pair"])
        #expect(run.kept.isSuperset(of: ["base", "lib"]))
        let head = try await system.head("services")
        #expect(try await system.details("worker", tag: head)?.labels[LabelName.vcsRef] == head)
        #expect(try await system.run(planning: planning, execution: { $0.builder = builder }).touched.isEmpty)
    }
}
