import DockerEngine
import Foundation
import GitProbe
import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning
import Testing

/// What goes into an image, and what is said of it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct SourceTests {
    @Test("a file that git ignores is told, is an input, and is left out of a hermetic build")
    func gitIgnored() async throws {
        let system = try await SampleSystem()
        try system.write("services/.gitignore", "*.tmp\n")
        try system.write(
            "services/worker/Dockerfile",
            "FROM \(system.prefix)/base:candidate\nCOPY . /w\nARG present\nRUN test -e /w/cache.tmp || test -z \"$present\"\n"
        )
        try await system.commit("services", "Ignore caches")
        try await system.moveRevision("services")
        _ = try await system.run()
        try system.write("services/worker/cache.tmp", "1\n")
        let run = try await system.run { $0.buildArguments = ["present": "yes"] }
        let worker = try #require(run.planned("worker"))
        #expect(worker.state == .modified)
        #expect(worker.evidence == [.gitIgnoredFiles(count: 1, examples: ["cache.tmp"])])
        #expect(worker.tagsIfBuilt.isEmpty, "no commit has that file")
        #expect(run.built.contains("worker"))
        let hermetic = try await system.run { $0.hermetic = true }
        #expect(hermetic.planned("worker")?.state == .clean)
        #expect(hermetic.retagged.contains("worker"), "without the file it is the first image again")
        #expect(hermetic.built.isEmpty)
    }

    @Test("of two tags of one pull-only image one gets the build tag, on every run the same one")
    func twoClaims() async throws {
        let system = try await SampleSystem()
        let name = "\(system.prefix)/nginx"
        try await system.client.tag(TestEngine.base, repository: name, tag: "1.12")
        try await system.client.tag(TestEngine.base, repository: name, tag: "1.13")
        try system.writeList(pullOnly: ["\(name):1.13", "\(name):1.12"])
        let first = try await system.run()
        #expect(first.preparation.workspace.warnings.contains { $0.code == "build-tag-claimed-twice" })
        #expect(first.planned("nginx:1.13")?.requiredTags == ["candidate"])
        #expect(first.planned("nginx:1.12")?.requiredTags == [])
        let second = try await system.run()
        #expect(second.touched.isEmpty)
        #expect(second.report.obsolete.isEmpty)
    }

    @Test("a checkout that git refuses makes its images unknown, never clean, and says why")
    func unknownSources() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.remove("services/.git")
        let run = try await system.run()
        let worker = try #require(run.planned("worker"))
        #expect(worker.state == .unknown)
        #expect(worker.tagsIfBuilt.isEmpty)
        #expect(worker.pullReferences.isEmpty)
        #expect(run.preparation.sources.failures["services"]?.code == .notARepository)
    }

    @Test("the digest of what git vouches for is that of what lies on disk")
    func digestWithoutGit() async throws {
        let system = try await SampleSystem()
        let vouched = try await system.prepare().plan
        for project in ["platform", "services", "config"] { try system.remove("\(project)/.git") }
        let read = try await system.prepare().plan
        for name in SampleSystem.names {
            let key = ImageKey("\(system.prefix)/\(name)")
            #expect(vouched[key]?.inputDigest != nil)
            #expect(vouched[key]?.inputDigest == read[key]?.inputDigest)
        }
    }
}
