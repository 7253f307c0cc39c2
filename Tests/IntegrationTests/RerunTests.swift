import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Testing

@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct RerunTests {
    @Test("a second run keeps all and asks the engine for nothing but a look")
    func secondRun() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        let second = try await system.run()
        #expect(second.kept.isSuperset(of: SampleSystem.names))
        #expect(second.touched.isEmpty)
        #expect(!second.plan.hasWork)
    }

    @Test("an edit within a middle image's context builds it and its descendants, and no more")
    func editInTheMiddle() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("platform/lib/lib.sh", "false\n")
        let edited = try await system.run()
        #expect(edited.built == ["lib", "web", "pair"])
        #expect(edited.planned("lib")?.state == .modified)
        #expect(edited.planned("lib")?.reasons.first == .changedFile(path: "platform/lib/lib.sh", status: "modified"))
        #expect(edited.planned("web")?.reasons.first == .parentIsBuilt(parent: "\(system.prefix)/lib"))
        let lib = try #require(try await system.details("lib"))
        #expect(lib.repoTags == ["\(system.prefix)/lib:candidate"], "no hash tag on an image of changed sources")
        #expect(lib.labels[LabelName.version] == "dirty")
        #expect(lib.labels[LabelName.vcsRef] == "")
    }

    @Test("the same changed tree again builds nothing; undoing the edit is a retag")
    func dirtyAgainAndUndone() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        let before = try #require(try await system.details("lib")).id
        try system.write("platform/lib/lib.sh", "false\n")
        _ = try await system.run()
        let again = try await system.run()
        #expect(again.touched.isEmpty)
        try await system.git("platform", "checkout", "--", ".")
        let undone = try await system.run()
        #expect(undone.retagged == ["lib", "web", "pair"])
        #expect(undone.built.isEmpty && undone.pulled.isEmpty)
        #expect(try await system.details("lib")?.id == before)
    }

    @Test("redoing an edit is a retag too: the image of the changed tree was not deleted")
    func redone() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("platform/lib/lib.sh", "false\n")
        _ = try await system.run()
        let dirty = try #require(try await system.details("lib")).id
        try await system.git("platform", "checkout", "--", ".")
        let undone = try await system.run()
        #expect(undone.report.obsolete.contains { $0.id == dirty })
        try system.write("platform/lib/lib.sh", "false\n")
        let redone = try await system.run()
        #expect(redone.built.isEmpty)
        #expect(try await system.details("lib")?.id == dirty)
    }

    @Test("an edit outside every context does nothing")
    func editOutside() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/README", "changed\n")
        try system.write("services/untracked", "new\n")
        let run = try await system.run()
        #expect(run.touched.isEmpty)
        #expect(run.planned("worker")?.state == .clean)
    }

    @Test("a folder whose name begins like a context's is no part of it")
    func prefixOfAName() async throws {
        let system = try await SampleSystem()
        try system.write("platform/lib-extra/file", "one\n")
        try await system.commit("platform", "Add a folder")
        try await system.moveRevision("platform")
        _ = try await system.run()
        try system.write("platform/lib-extra/file", "two\n")
        #expect(try await system.run().touched.isEmpty)
    }

    @Test("a file that .dockerignore excludes may change")
    func ignoredEdit() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/notes/todo", "much\n")
        try system.write("services/web/notes/new", "more\n")
        let run = try await system.run()
        #expect(run.touched.isEmpty)
        #expect(run.planned("web")?.state == .clean)
    }

    @Test("an untracked file within a context builds that image")
    func untracked() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/extra", "new\n")
        let run = try await system.run()
        #expect(run.built == ["web"])
        #expect(run.planned("web")?.reasons.first == .untrackedFile(path: "services/web/extra"))
    }

    @Test("committing what was built untracked builds nothing: its inputs are the same, and only its labels change")
    func committedLater() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/extra", "new\n")
        _ = try await system.run()
        try await system.commit("services", "Add extra")
        try await system.moveRevision("services")
        let run = try await system.run()
        #expect(run.relabelled == ["web"])
        #expect(run.built == run.relabelled)
        #expect(run.kept.isSuperset(of: SampleSystem.names.subtracting(["web"])))
    }

    @Test("a commit that is not on the manifest's revision is diverged and built")
    func diverged() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/web/main.sh", "echo other\n")
        try await system.commit("services", "Change web")
        let run = try await system.run()
        #expect(run.built == ["web"])
        #expect(run.planned("web")?.state == .diverged)
        #expect(run.planned("worker")?.state == .clean, "its sources are as at the revision")
        let web = try #require(try await system.details("web"))
        #expect(web.labels[LabelName.version] == "dirty")
        #expect(web.labels[LabelName.vcsRef] == (try await system.head("services")))
        #expect(web.repoTags == ["\(system.prefix)/web:candidate"])
    }

    @Test("an image kept though HEAD has moved on gets no new hash tag")
    func headMovedOn() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        try system.write("services/README", "changed\n")
        try await system.commit("services", "Change the README")
        try await system.moveRevision("services")
        let run = try await system.run()
        #expect(run.touched.isEmpty)
        let head = try await system.head("services")
        #expect(try await system.details("worker", tag: head) == nil)
    }

    @Test("a build tag removed by hand is given again, and nothing is built")
    func tagRemoved() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        _ = try await system.client.untag("\(system.prefix)/lib:candidate")
        let run = try await system.run()
        #expect(run.retagged == ["lib"])
        #expect(run.built.isEmpty && run.pulled.isEmpty)
        #expect(try await system.details("lib") != nil)
    }

    @Test("an obsolete image loses the build tag; a tag that only begins like it stays")
    func obsolete() async throws {
        let system = try await SampleSystem()
        _ = try await system.run()
        let old = try #require(try await system.details("worker"))
        try await system.client.tag(old.id, repository: "\(system.prefix)/worker", tag: "candidate-old")
        try system.write("services/worker/run.sh", "sleep 2\n")
        let run = try await system.run()
        #expect(run.built == ["worker", "pair"])
        let entry = try #require(run.report.obsolete.first { $0.base == "\(system.prefix)/worker" })
        #expect(entry.id == old.id)
        let now = try #require(try await system.client.inspectImage(old.id))
        #expect(!now.repoTags.contains("\(system.prefix)/worker:candidate"))
        #expect(now.repoTags.contains("\(system.prefix)/worker:candidate-old"))
    }

    @Test("identity commit builds a changed tree once")
    func identityCommit() async throws {
        let system = try await SampleSystem()
        var planning = PlanOptions()
        planning.identity = .commit
        _ = try await system.run(planning: planning)
        #expect(try await system.run(planning: planning).touched.isEmpty)
        try system.write("services/worker/run.sh", "sleep 2\n")
        #expect(try await system.run(planning: planning).built == ["worker", "pair"])
        #expect(try await system.run(planning: planning).touched.isEmpty)
    }
}
