import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// A run that is killed right after any one change that it makes on the engine: its report is true, and what it left out is done by the
/// next run, so that engine and report are as if it had not been killed.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct KilledRunTests {
    /// What the run has to do.
    enum Work: String, CaseIterable, Sendable {
        case clean, dirty, relabel

        /// Of two images: the build, the tags that it gets, and the one that is taken.
        var changes: Int { self == .dirty ? 6 : 10 }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let work: Work
        let change: Int
        var testDescription: String { "\(work), killed at change \(change)" }
    }

    static let cases = Work.allCases.flatMap { work in (1...work.changes).map { Case(work: work, change: $0) } }

    private func system(_ testCase: Case) async throws -> SampleSystem {
        let system = try await SampleSystem("killed\(testCase.work)")
        try system.write(
            "docker_images.yml",
            """
            docker_build_tag: candidate
            buildable_images:
              - {name: \(system.prefix)/lib, repo: platform, path: lib}
              - {name: \(system.prefix)/base, repo: platform, path: base}

            """
        )
        if testCase.work == .clean { return system }
        try system.write("platform/base/files/motd", "changed\n")
        if testCase.work == .dirty { return system }
        #expect(try await system.run().built == ["base", "lib"])
        try await system.commit("platform", "Change base")
        try await system.moveRevision("platform")
        return system
    }

    /// A run of the program in one job, killed at a change.
    private func killed(
        _ system: SampleSystem,
        at change: Int,
        by signal: String = "KILL",
        builder: BuilderChoice = .auto,
        editing edit: [String] = []
    ) async throws -> Program.Result {
        let moment = ["--after", "\(change)", "--signal", signal] + (edit.isEmpty ? [] : ["--edit"] + edit)
        let arguments = [
            "-r", ".", "-c", "docker_images.yml", "-a", "ib_actions.yml", "--offline", "--jobs", "1", "--builder",
            builder.rawValue,
        ]
        return try await system.killed(arguments, at: moment)
    }

    private func resume(_ system: SampleSystem) async throws -> Program.Result {
        try await system.tool("-r", ".", "-c", "docker_images.yml", "--resume", "ib_actions.yml", "--offline")
    }

    @Test("the run that resumes it counts all as built, and leaves no tag out and none over", arguments: cases)
    func resumed(_ testCase: Case) async throws {
        let system = try await system(testCase)
        let result = try await killed(system, at: testCase.change)
        #expect(result.status == 128 + 9, "\(result.error)")
        try await expectTrueReport(system, testCase.work)
        let resumed = try await resume(system)
        #expect(resumed.status == 0, "\(resumed.error)")
        try await expectWhole(system, testCase.work)
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(Set(report.built.compactMap(\.base)) == ["\(system.prefix)/base", "\(system.prefix)/lib"])
        let kept = report.preexisting.compactMap(\.base).filter { $0.hasPrefix(system.prefix) }
        #expect(kept.isEmpty)
        for entry in report.built {
            #expect(Set(entry.tags ?? []) == (try await tags(system, testCase.work, of: entry.base ?? "")))
        }
        #expect(try await system.run().touched.isEmpty)
    }

    @Test("a run that knows nothing of it leaves the same tags", arguments: cases)
    func next(_ testCase: Case) async throws {
        let system = try await system(testCase)
        _ = try await killed(system, at: testCase.change)
        #expect(try await system.run().report.succeeded)
        try await expectWhole(system, testCase.work)
        #expect(try await system.run().touched.isEmpty)
    }

    @Test("an interrupt is the same, but that the report says so", arguments: 1...Work.clean.changes)
    func interrupted(_ change: Int) async throws {
        let testCase = Case(work: .clean, change: change)
        let system = try await system(testCase)
        let result = try await killed(system, at: change, by: "INT")
        #expect(result.status == 130, "\(result.error)")
        try await expectTrueReport(system, .clean)
        let resumed = try await resume(system)
        #expect(resumed.status == 0, "\(resumed.error)")
        try await expectWhole(system, .clean)
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(report.built.count == 2 && report.succeeded)
    }

    /// BuildKit is sent no other content than the one that was planned.
    @Test(
        "a build whose sources were edited after the plan fails by the file's name",
        .enabled(if: RelabelTests.builders.contains(.buildkit), "Podman has no BuildKit")
    )
    func editedBefore() async throws {
        let system = try await SampleSystem("editedbefore")
        let base = "\(system.prefix)/base"
        try system.write(
            "docker_images.yml",
            "docker_build_tag: candidate\nbuildable_images:\n  - {name: \(base), repo: platform, path: base}\n"
        )
        #expect(try await system.run().built == ["base"])
        try system.write("platform/base/files/motd", "planned\n")
        let edit = ["/base:candidate/json", "platform/base/files/motd", "edited!\n"]
        let result = try await killed(system, at: 9, builder: .buildkit, editing: edit)
        #expect(result.status == 1, "\(result.error)")
        #expect((result.error + result.out).contains("files/motd changed while the build context was being sent"))
        #expect(try await system.client.images(references: ["\(base):unfinished-*"]).isEmpty)
    }

    @Test("an image that was built while its sources were edited is not kept, though nobody looked at them again")
    func editedMeanwhile() async throws {
        let builder = BuilderChoice.classic
        let system = try await SampleSystem("edited\(builder)")
        let base = "\(system.prefix)/base"
        try system.write(
            "docker_images.yml",
            "docker_build_tag: candidate\nbuildable_images:\n  - {name: \(base), repo: platform, path: base}\n"
        )
        #expect(try await system.run(execution: { $0.builder = builder }).built == ["base"])
        try system.write("platform/base/files/motd", "planned\n")
        // The plan is made when the image is looked at that is to lose its tag. That loss and the build are the two changes.
        let edit = ["/base:candidate/json", "platform/base/files/motd", "edited!\n"]
        let result = try await killed(system, at: 2, builder: builder, editing: edit)
        #expect(result.status == 128 + 9, "\(result.error)")
        #expect(try system.read("platform/base/files/motd") == "edited!\n")
        let all = try await system.client.images(references: ["\(base):unfinished-*"])
        let left = try #require(try await system.client.inspectImage(all.first?.id ?? ""))
        try system.write("platform/base/files/motd", "planned\n")
        let next = try await system.run(execution: { $0.builder = builder })
        #expect(next.built == ["base"])
        #expect(
            left.labels[LabelName.inputDigest] == next.planned("base")?.inputDigest,
            "it says that it is what is wanted"
        )
        #expect(try #require(try await system.details("base")).layers != left.layers, "and is not")
        #expect(try await system.client.inspectImage(left.id) == nil)
        #expect(try await system.client.images(references: ["\(base):unfinished-*"]).isEmpty)
        #expect(try await system.run(execution: { $0.builder = builder }).touched.isEmpty)
    }

    @Test("an image that still has the tag of its build is not held by that alone when it loses the build tag")
    func obsoleteAndLeftOver() async throws {
        let system = try await SampleSystem()
        try system.write("services/worker/run.sh", "once\n")
        _ = try await system.run()
        let old = try #require(try await system.details("worker"))
        let base = "\(system.prefix)/worker"
        // As a run leaves it that is cut off right before the tag of the build goes.
        try await system.client.tag(old.id, repository: base, tag: UnfinishedTag.tag(of: .random(in: 0 ... .max)))
        try system.write("services/worker/run.sh", "twice\n")
        let run = try await system.run()
        #expect(run.built.isSuperset(of: ["worker"]))
        let left = try await system.client.inspectImage(old.id)?.repoTags ?? []
        #expect(left.count == 1)
        #expect(left.first?.hasPrefix("\(base):obsolete-") == true, "\(left)")
        #expect(run.report.obsolete.first { $0.id == old.id }?.tags == left)
    }

    /// Bare, without the build tag.
    private func tags(_ system: SampleSystem, _ work: Work, of base: String) async throws -> Set<String> {
        guard work != .dirty else { return [] }
        let image = try #require(try await system.client.inspectImage("\(base):candidate"))
        let deserved = try #require(DeservedTags(image.labels))
        #expect(deserved.hash == (try await system.head("platform")))
        return [deserved.hash, deserved.input]
    }

    /// Every image that carries the build tag and was not there before is in the report, with all tags that it says.
    private func expectTrueReport(_ system: SampleSystem, _ work: Work) async throws {
        let report = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        for name in ["base", "lib"] {
            let base = "\(system.prefix)/\(name)"
            let entry = report.built.first { $0.base == base }
            // The image that is to be relabelled carried it before.
            let isOld: (ImageDetails) -> Bool = { work == .relabel && $0.labels[LabelName.version] == "dirty" }
            if let image = try await system.details(name), !isOld(image) {
                #expect(entry?.id == image.id, "\(name) is finished, and the report does not know it")
            }
            for tag in entry?.tags ?? [] {
                #expect(
                    try await system.details(name, tag: tag)?.id == entry?.id,
                    "\(name) is reported to carry \(tag)"
                )
            }
        }
    }

    private func expectWhole(_ system: SampleSystem, _ work: Work) async throws {
        for name in ["base", "lib"] {
            let base = "\(system.prefix)/\(name)"
            let all = try await system.client.images(references: ["\(base):*"]).flatMap(\.repoTags)
            let wanted = try await tags(system, work, of: base).union(["candidate"]).map { "\(base):\($0)" }
            #expect(Set(all.filter { $0.hasPrefix(base + ":") }) == Set(wanted), "\(name)")
        }
    }
}
