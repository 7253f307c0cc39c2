import Foundation
import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// Plans on disk, and whether they still fit.
struct StoredPlanTests {
    private func chain() throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.image("web", needs: "lib")
        try scenario.apply(scenario.plan())
        return scenario
    }

    private func drift(_ change: (inout Scenario) throws -> Void) throws -> [String] {
        var scenario = try chain()
        let before = scenario.plan()
        try change(&scenario)
        return StalePlan(from: before, to: scenario.plan()).lines
    }

    @Test("a plan comes back from disk as it was, its paths made absolute")
    func roundTrip() throws {
        var scenario = try chain()
        try scenario.modify("lib", to: "x")
        var inputs = WorkspaceOptions()
        inputs.repoRoot = "cord"
        inputs.whitelist = "/lists/white.yml"
        inputs.buildArguments = ["A": "1"]
        let stored = StoredPlan(inputs: inputs, plan: scenario.plan())
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.path("plan.json")
        try stored.write(to: file)
        let read = try StoredPlan.read(file)
        #expect(read == stored)
        #expect(read.plan == scenario.plan())
        #expect(read.inputs.repoRoot == FileManager.default.currentDirectoryPath + "/cord")
        #expect(read.inputs.whitelist == "/lists/white.yml")
        #expect(StalePlan(from: read.plan, to: scenario.plan()).isEmpty)
    }

    @Test(
        "what is no plan of ours is refused with the file's name",
        arguments: [
            ("", "is no plan"), ("[]", "is no plan"),
            ("{\"plan\": {\"format\": \(RebuildPlan.currentFormat)}}", "is no plan"),
            ("{\"plan\": {\"format\": 4}}", "format 4"),
        ]
    )
    func refusals(_ text: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.path("plan.json")
        try Data(text.utf8).write(to: URL(filePath: file))
        let error = try #require(throws: InputError.self) { try StoredPlan.read(file) }
        #expect("\(error)".contains(file) && "\(error)".contains(message), "\(error)")
    }

    @Test("a plan that is not there is refused")
    func missing() throws {
        let error = try #require(throws: InputError.self) { try StoredPlan.read("/nowhere/plan.json") }
        #expect("\(error)".hasPrefix("/nowhere/plan.json: error: does not exist"))
    }

    @Test("nothing has moved where nothing was changed")
    func still() throws {
        #expect(try drift { _ in }.isEmpty)
    }

    @Test("what moved is told: an edit, a tag, an image, the list, the sources' commit")
    func moved() throws {
        #expect(
            try drift { try $0.modify("lib", to: "x") } == [
                "lib: was to be kept, is now to be built: modified: lib/file",
                "web: was to be kept, is now to be built: parent lib is built",
            ]
        )
        #expect(
            try drift { try $0.take("web:candidate") }
                == ["web: the image to be kept has other tags than before"]
        )
        #expect(
            try drift { $0.engine.removeLast() } == [
                "web: was to be kept, is now to be pulled: no image web on the engine"
            ]
        )
        #expect(
            try drift { try $0.external("nginx:1.13") } == ["nginx:1.13: was no part of the plan, is now to be pulled"]
        )
        #expect(try drift { $0.subjects.removeLast() } == ["web: was to be kept, is no longer wanted"])
        #expect(
            try drift { try $0.edit("web") { $0.labels[LabelName.vcsRef] = "d" } }
                == ["web: its label org.label-schema.vcs-ref would be 'd', not '\(Scenario.commit)'"]
        )
        #expect(
            try drift { scenario in
                scenario.engine[1].labels[LabelName.version] = "dirty"
            } == [
                "lib: was to be kept, is now to be relabelled: sha256:1 says org.label-schema.version 'dirty', and "
                    + "'origin/master' is true: its content is right, its words are not"
            ]
        )
    }

    @Test("inputs that changed once more since the plan are told, though the decision is the same")
    func changedAgain() throws {
        var scenario = try chain()
        try scenario.modify("web", to: "x")
        let before = scenario.plan()
        try scenario.modify("web", to: "y")
        #expect(
            StalePlan(from: before, to: scenario.plan()).lines
                == ["web: its inputs have changed: \(try #require(scenario.plan().images.last?.reasons.last))"]
        )
    }

    @Test("a plan that was made without an engine does not fit one that was made with")
    func withoutEngine() throws {
        let scenario = try chain()
        let blind = Planner().plan(scenario.subjects, inventory: nil, buildTag: "candidate")
        let lines = StalePlan(from: blind, to: scenario.plan()).lines
        #expect(lines.first == "the plan was made without an engine, so it does not say what is there")
    }
}
