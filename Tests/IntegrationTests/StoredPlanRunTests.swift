import DockerEngine
import Foundation
import RebuildPipeline
import TestSupport
import Testing

/// Plans that are stored and carried out later, and reasons that name the part of the inputs that differs.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct StoredPlanRunTests {
    private func run(_ system: SampleSystem, _ arguments: String...) async throws -> Program.Result {
        try await system.tool(arguments, with: ["IMAGEBUILDER_CACHE": system.root.appending(path: "cache").path])
    }

    @Test("a stored plan is carried out from any folder, and refused when it no longer fits")
    func storedPlan() async throws {
        let system = try await SampleSystem()
        let planned = try await run(system, "plan", "-r", ".", "--out", "plan.json")
        #expect(planned.status == 0, "\(planned.error)")
        #expect(planned.out.hasSuffix("5 to build, 0 to pull, 1 kept\n"))
        let built = try await run(system, "build", "--plan", "plan.json")
        #expect(built.status == 0, "\(built.error)")
        #expect(built.out == "5 built, 1 kept\n")
        // The engine has moved on: what was to be built is there.
        let again = try await run(system, "build", "--plan", "plan.json")
        #expect(again.status == 65)
        #expect(again.out.isEmpty)
        #expect(again.error.contains("plan.json no longer fits, so nothing was done:"))
        #expect(again.error.contains("\(system.prefix)/base: was to be built, is now to be kept"))
    }

    @Test("an edit after the plan was made is told, and nothing is built")
    func editAfterPlan() async throws {
        let system = try await SampleSystem()
        _ = try await run(system, "build", "-r", ".")
        try system.write("platform/lib/lib.sh", "false\n")
        _ = try await run(system, "plan", "-r", ".", "--out", "plan.json")
        let before = try #require(try await system.details("web")).id
        try system.write("services/web/main.sh", "echo other\n")
        let refused = try await run(system, "build", "--plan", "plan.json")
        #expect(refused.status == 65)
        #expect(refused.error.contains("\(system.prefix)/web: its inputs have changed: modified: services/web/main.sh"))
        #expect(!refused.error.contains("\(system.prefix)/lib:"), "\(refused.error)")
        #expect(try await system.details("web")?.id == before)
        let conflicting = try await run(system, "build", "--plan", "plan.json", "-r", ".")
        #expect(conflicting.status == 64)
    }

    @Test("a build leaves behind what it was made of, so that the next plan names the part that differs")
    func namedParts() async throws {
        let system = try await SampleSystem()
        try system.write("services/web/Dockerfile", "FROM \(system.prefix)/lib:candidate\nARG MODE\nCOPY . /web\n")
        let first = try await run(system, "build", "-r", ".")
        #expect(first.status == 0, "\(first.error)")
        try system.write("services/web/main.sh", "echo other\n")
        try system.write("services/web/new.sh", "echo new\n")
        try await system.commit("services", "another web")
        try await system.moveRevision("services")
        // Clean and on its revision: only the record can tell what differs from the image that is there.
        let explained = try await run(system, "explain", "-r", ".", "\(system.prefix)/web")
        #expect(explained.out.contains("file main.sh: changed"), "\(explained.out)")
        #expect(explained.out.contains("file new.sh: added"), "\(explained.out)")
        #expect(!explained.out.contains("file port"), "\(explained.out)")
        let argued = try await run(system, "explain", "-r", ".", "--build-arg", "MODE=fast", "\(system.prefix)/web")
        #expect(argued.out.contains("build argument MODE: added\n"), "\(argued.out)")
        // Without the record only the detail is missing.
        try FileManager.default.removeItem(at: system.root.appending(path: "cache"))
        let plain = try await run(system, "plan", "-r", ".")
        #expect(plain.status == 0)
        #expect(plain.out.contains("was built of other inputs"), "\(plain.out)")
    }
}
