import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Testing

@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct FirstRunTests {
    @Test("a first run builds all, every parent before its children")
    func buildsAllInOrder() async throws {
        let system = try await SampleSystem()
        let run = try await system.run()
        #expect(run.built == SampleSystem.names)
        #expect(run.report.succeeded)
        let order = run.finished
        for (parent, child) in [
            ("base", "lib"), ("lib", "web"), ("base", "worker"), ("lib", "pair"), ("worker", "pair"),
        ] {
            let first = try #require(order.firstIndex(of: parent))
            let second = try #require(order.firstIndex(of: child))
            #expect(first < second, "\(parent) is a parent of \(child)")
        }
    }

    @Test("a clean image carries build tag, commit and input tag, and a hash tag equals its vcs-ref label")
    func tagsAndLabels() async throws {
        let system = try await SampleSystem()
        let run = try await system.run()
        let head = try await system.head("platform")
        let lib = try #require(try await system.details("lib"))
        let digest = try #require(run.planned("lib")?.inputDigest)
        let input = "input-" + digest.dropFirst("sha256:".count).prefix(16)
        let names = Set(lib.repoTags)
        #expect(
            names == [
                "\(system.prefix)/lib:candidate", "\(system.prefix)/lib:\(head)", "\(system.prefix)/lib:\(input)",
            ]
        )
        #expect(lib.labels[LabelName.vcsRef] == head)
        #expect(lib.labels[LabelName.version] == "origin/master")
        #expect(lib.labels[LabelName.vcsURL] == "https://review.example.org/platform")
        #expect(lib.labels[LabelName.name] == "\(system.prefix)/lib")
        #expect(lib.labels[LabelName.inputDigest] == digest)
        #expect(lib.labels[LabelName.ociRevision] == head)
        #expect(lib.labels[LabelName.buildDate]?.hasSuffix("Z") == true)
        let built = try #require(run.report.built.first { $0.base == "\(system.prefix)/lib" })
        #expect(built.tags == [head, input], "bare tags, without the build tag")
        #expect(built.pushName == "\(system.prefix)/lib:\(head)")
        #expect(built.id == lib.id)
    }

    @Test("a component is copied to its dest and labelled with its own repository's facts")
    func component() async throws {
        let system = try await SampleSystem()
        try await system.git("config", "update-ref", "refs/remotes/origin/release", "HEAD")
        try system.write(
            ".repo/manifests/default.xml",
            try system.read(".repo/manifests/default.xml").replacing(
                "path=\"config\"",
                with: "path=\"config\" revision=\"release\""
            )
        )
        // Where it stands is proved by a build step that needs it there.
        try system.write(
            "services/web/Dockerfile",
            "FROM \(system.prefix)/lib:candidate\nCOPY etc/config/port /port\nRUN test \"$(cat /port)\" = 8080\n"
        )
        try await system.commit("services", "Use the component")
        try await system.moveRevision("services")
        _ = try await system.run()
        let web = try #require(try await system.details("web"))
        let prefix = "org.opencord.component.config."
        #expect(web.labels[prefix + "vcs-ref"] == (try await system.head("config")))
        #expect(web.labels[prefix + "version"] == "origin/release", "its own branch, not the image's")
        #expect(web.labels[prefix + "vcs-url"] == "https://review.example.org/config")
        #expect(web.labels["org.opencord.component.platform.vcs-ref"] == (try await system.head("platform")))
        #expect(web.labels[LabelName.version] == "origin/master")
    }

    @Test("labels reach build arguments that the Dockerfile declares")
    func buildArguments() async throws {
        let system = try await SampleSystem()
        try system.write(
            "platform/lib/Dockerfile",
            """
            FROM \(system.prefix)/base:candidate
            ARG org_label_schema_vcs_ref=unknown
            ARG org_opencord_component_none_version=unknown
            RUN test "$org_label_schema_vcs_ref" != unknown && test "$org_opencord_component_none_version" = unknown

            """
        )
        try await system.commit("platform", "Declare arguments")
        try await system.moveRevision("platform")
        let run = try await system.run()
        #expect(run.built == SampleSystem.names)
    }

    @Test("FROM scratch is the root of an image, and no image")
    func scratch() async throws {
        let system = try await SampleSystem()
        try system.write("platform/empty/Dockerfile", "FROM scratch\nCOPY file /file\n")
        try system.write("platform/empty/file", "content\n")
        try await system.commit("platform", "Add an image from scratch")
        try await system.moveRevision("platform")
        try system.writeList(more: "  - {name: \(system.prefix)/empty, repo: platform, path: empty}\n")
        let run = try await system.run()
        #expect(run.built == SampleSystem.names.union(["empty"]))
        #expect(run.planned("empty")?.parents == [])
        #expect(run.planned("scratch") == nil)
        let labels = try #require(try await system.details("empty")).labels
        #expect(labels[LabelName.ociBaseName] == "")
    }

    @Test("a Dockerfile beside its context and in a sub-folder of it are both found")
    func dockerfilePlaces() async throws {
        let system = try await SampleSystem()
        try system.write("platform/docker/Dockerfile.tool", "FROM \(TestEngine.base)\nCOPY platform.txt /\n")
        try system.write("platform/tool/platform.txt", "x\n")
        try system.write("platform/tool/sub/Dockerfile", "FROM \(TestEngine.base)\nCOPY platform.txt /\n")
        try await system.commit("platform", "Add images")
        try await system.moveRevision("platform")
        try system.writeList(
            more: """
                  - {name: \(system.prefix)/beside, repo: platform, path: docker, dockerfile: Dockerfile.tool, context: ../tool}
                  - {name: \(system.prefix)/within, repo: platform, path: tool/sub, context: ..}

                """
        )
        let run = try await system.run()
        #expect(run.built.isSuperset(of: ["beside", "within"]))
    }

    @Test("a whitelist of one leaf brings its ancestors and nothing else")
    func whitelist() async throws {
        let system = try await SampleSystem()
        try system.write("config.yml", "other: 1\ndocker_image_whitelist:\n  - \(system.prefix)/web\n")
        let run = try await system.run { $0.whitelist = system.root.appending(path: "config.yml").path }
        #expect(run.built == ["base", "lib", "web"])
        #expect(run.planned("lib")?.origin == .parent(of: "\(system.prefix)/web"))
    }

    @Test("the actions file, the logs and the graph are left behind")
    func outputs() async throws {
        let system = try await SampleSystem()
        let run = try await system.run()
        let file = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(file.built.count == 5)
        #expect(file == run.report)
        let text = try system.read("ib_actions.yml")
        for key in [
            "ib_pulled", "ib_built", "ib_preexisting_images", "ib_obsolete_images", "ib_failed_pull",
            "ib_obsolete_pull", "ib_failed_build", "ib_skipped",
        ] {
            #expect(text.contains("\(key):"))
        }
        let logs = try FileManager.default.contentsOfDirectory(atPath: system.root.appending(path: "logs").path)
        #expect(logs.count == 5)
        let log = try #require(file.built.first?.buildLog)
        let content = String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self)
        #expect(content.contains("COPY"))
        let dot = GraphDocument(run.plan, workspace: run.preparation.workspace).dot()
        #expect(dot.contains("\"component - config\" -> \"\(system.prefix)/web\" [style=dashed"))
        #expect(dot.contains("\"\(system.prefix)/base\" -> \"\(system.prefix)/lib\""))
    }
}
