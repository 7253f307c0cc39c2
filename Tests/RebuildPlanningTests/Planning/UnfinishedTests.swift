import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// Images that a run which was cut off built and did not finish.
struct UnfinishedTests {
    private let tag = "unfinished-0123456789abcdef"
    private let key = ImageKey("lib")

    /// An image that was built, with these tags.
    private func scenario(tags: String..., inputs: String? = nil) throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("lib")
        if let inputs { try scenario.modify("lib", to: inputs) }
        try scenario.expect(built: ["lib"])
        let name = try ImageReference(parsing: "lib")
        scenario.engine[0].tags = try tags.map(name.withTag)
        return scenario
    }

    @Test("what carries no other tag is not there, whatever its labels say", arguments: [nil, "x"])
    func isNotThere(_ inputs: String?) throws {
        let scenario = try scenario(tags: tag, inputs: inputs)
        let plan = scenario.plan()
        #expect(plan[key]?.decision == (inputs == nil ? .pull : .build))
        #expect(plan[key]?.reasons.contains(.notPresent(reference: "lib")) == true)
        #expect(plan[key]?.leftovers == [.init(imageID: scenario.engine[0].id, reference: "lib:\(tag)")])
    }

    @Test("nor does its name with a digest, which some engines give every image, make it one that is")
    func digestDoesNotFinish() throws {
        var scenario = try scenario(tags: tag)
        scenario.engine[0].digests = [try ImageReference(parsing: "lib@sha256:" + String(repeating: "1", count: 64))]
        #expect(scenario.plan()[key]?.decision == .pull)
    }

    @Test("a tag of another repository does not finish it")
    func otherRepository() throws {
        var scenario = try scenario(tags: tag)
        scenario.engine[0].tags.append(try ImageReference(parsing: "other:candidate"))
        #expect(scenario.plan()[key]?.decision == .pull)
    }

    @Test(
        "one more tag of its name, and it is kept, loses the tag and gets those that it lacks",
        arguments: ["candidate", "old"]
    )
    func isKept(_ other: String) throws {
        let scenario = try scenario(tags: tag, other, inputs: "x")
        let plan = scenario.plan()
        #expect(plan[key]?.decision.keepsImage == true)
        #expect(plan[key]?.missingTags == (other == "candidate" ? [] : ["candidate"]))
        #expect(plan[key]?.leftovers == [.init(imageID: scenario.engine[0].id, reference: "lib:\(tag)")])
        #expect(plan.hasWork)
    }

    @Test("what was left beside the image that is kept goes, too")
    func besideTheKept() throws {
        var scenario = try scenario(tags: "candidate", inputs: "x")
        let name = try ImageReference(parsing: "lib")
        scenario.engine.append(Inventory.Image(id: "sha256:left", tags: [try name.withTag(tag)]))
        let plan = scenario.plan()
        #expect(plan[key]?.decision.keepsImage == true)
        #expect(plan[key]?.leftovers == [.init(imageID: "sha256:left", reference: "lib:\(tag)")])
        #expect(plan.hasWork)
    }

    @Test(
        "a tag that only begins alike is the user's own",
        arguments: [
            "unfinished-symphony", "unfinished-", "unfinished-0123456789abcdef0", "unfinished-0123456789ABCDEF",
            "unfinished",
        ]
    )
    func ofTheUser(_ own: String) throws {
        #expect(!UnfinishedTag.isOne(own))
        let scenario = try scenario(tags: own, inputs: "x")
        #expect(scenario.plan()[key]?.decision.keepsImage == true)
        #expect(scenario.plan()[key]?.leftovers == [])
    }

    @Test("those that are given are such ones", arguments: [0, 1, 0xabc, .max])
    func given(_ number: UInt64) {
        #expect(UnfinishedTag.isOne(UnfinishedTag.tag(of: number)))
    }

    @Test("no two are the same")
    func apart() {
        #expect(Set((0..<100).map(UnfinishedTag.tag)).count == 100)
    }
}
