import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// Given this tree and this engine, after this edit, expect this plan with these reasons.
struct PlannerScenarioTests {
    /// base ← lib ← web; base ← worker; lib, worker ← pair
    private func chain() throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.image("worker", needs: "base")
        try scenario.image("web", needs: "lib")
        try scenario.image("pair", needs: "lib", "worker")
        return scenario
    }

    private let all: Set<String> = ["base", "lib", "worker", "web", "pair"]

    @Test("a plan after a build keeps all")
    func idempotent() throws {
        var scenario = try chain()
        try scenario.expect(built: all)
        let second = try scenario.expect()
        #expect(!second.hasWork)
        #expect(second.summary == "0 to build, 0 to pull, 5 kept")
    }

    @Test("an edit builds the image and its descendants; the same again nothing; undone and redone are retags")
    func editAndBack() throws {
        var scenario = try chain()
        let clean = scenario.subjects
        try scenario.expect(built: all)
        try scenario.modify("lib", to: "x")
        let dirty = scenario.subjects
        let plan = try scenario.expect(built: ["lib", "web", "pair"])
        #expect(plan[ImageKey("lib")]?.decision == .build)
        #expect(plan[ImageKey("lib")]?.reasons.first == .changedFile(path: "lib/file", status: "modified"))
        #expect(plan[ImageKey("web")]?.reasons.first == .parentIsBuilt(parent: "lib"))
        #expect(plan[ImageKey("pair")]?.tagsIfBuilt == [], "an ancestor is not clean")
        try scenario.expect()
        scenario.subjects = clean
        try scenario.expect(tagged: ["lib", "web", "pair"])
        scenario.subjects = dirty
        try scenario.expect(tagged: ["lib", "web", "pair"])
    }

    @Test("a tag that is spelt otherwise than its branch is said where it is given")
    func respelledTags() throws {
        var scenario = Scenario()
        try scenario.image("a")
        try scenario.edit("a") { image in
            image.cleanTags += ["feature-x", "v1"]
            image.respelledTags = ["feature/x": "feature-x"]
        }
        let said = Reason.tagMadeLegal(written: "feature/x", tag: "feature-x")
        #expect(scenario.plan()[ImageKey("a")]?.warnings == [said])
        #expect("\(said)" == "'feature/x' is no legal tag; 'feature-x' stands for it")
        try scenario.stand("a", as: .modified, at: Scenario.commit)
        #expect(scenario.plan()[ImageKey("a")]?.warnings == [], "what is not clean gets no such tag")
        try scenario.stand("a", as: .clean, at: Scenario.commit)
        try scenario.apply(scenario.plan())
        #expect(scenario.plan()[ImageKey("a")]?.warnings == [], "nothing is tagged")
    }

    @Test("what is not clean, or has such an ancestor, is never asked of a registry")
    func noPullOfDirty() throws {
        var scenario = try chain()
        try scenario.modify("base", to: "x")
        #expect(scenario.plan().images.allSatisfy { $0.decision == .build && $0.pullReferences.isEmpty })
    }

    @Test("unknown sources are never clean", arguments: [SourceState.unknown, .diverged, .modified])
    func neverClean(_ state: SourceState) throws {
        var scenario = try chain()
        try scenario.edit("lib") {
            $0.state = state
            $0.inputDigest = nil
        }
        scenario.engine = [
            Inventory.Image(
                id: "sha256:1",
                tags: [try ImageReference(parsing: "lib:candidate")],
                labels: scenario.subjects[1].labels
            )
        ]
        #expect(scenario.plan()[ImageKey("lib")]?.decision == .build)
    }

    @Test(
        "an image of the first program, without an input digest, is kept by its labels; `<branch>-<hash>` serves as version"
    )
    func firstProgramsImages() throws {
        var scenario = Scenario()
        try scenario.image("base")
        var labels = scenario.subjects[0].labels
        labels[LabelName.version] = "master-\(Scenario.commit)"
        scenario.engine = [
            Inventory.Image(id: "sha256:1", tags: [try ImageReference(parsing: "base:candidate")], labels: labels)
        ]
        let plan = try scenario.expect()
        #expect(plan[ImageKey("base")]?.reasons == [.labelsEqual(image: "sha256:1")])
        #expect(plan[ImageKey("base")]?.ifAncestorIsBuilt?.decision == .pull)
    }

    @Test("a label that differs is named with both values")
    func labelDiffers() throws {
        var scenario = Scenario()
        try scenario.image("base")
        var labels = scenario.subjects[0].labels
        labels[LabelName.vcsRef] = "old"
        scenario.engine = [
            Inventory.Image(id: "sha256:1", tags: [try ImageReference(parsing: "base:candidate")], labels: labels)
        ]
        let planned = try #require(scenario.plan()[ImageKey("base")])
        #expect(planned.decision == .pull)
        #expect(
            planned.reasons.first
                == .labelDiffers(label: LabelName.vcsRef, expected: Scenario.commit, found: "old", image: "sha256:1")
        )
        #expect(planned.obsoleteTags.map(\.reference) == ["base:candidate"])
    }

    @Test("an image kept by its labels is not kept when its parent is to be built")
    func labelsFallWithParent() throws {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        scenario.engine = [
            Inventory.Image(
                id: "sha256:1",
                tags: [try ImageReference(parsing: "lib:candidate")],
                labels: scenario.subjects[1].labels
            )
        ]
        try scenario.modify("base", to: "x")
        #expect(scenario.plan()[ImageKey("lib")]?.decision == .build)
    }

    @Test(
        "an external image must be there under exactly its name",
        arguments: [("nginx:1.13", true), ("nginx:1.10", false)]
    )
    func exactExternal(_ present: String, _ kept: Bool) throws {
        var scenario = Scenario()
        try scenario.external("nginx:1.13", role: .pullOnly)
        scenario.engine = [Inventory.Image(id: "sha256:1", tags: [try ImageReference(parsing: present)])]
        #expect(scenario.plan().images[0].decision == (kept ? .retag : .pull))
    }

    @Test("a tag that only begins like the build tag is another tag")
    func similarTag() throws {
        var scenario = Scenario()
        try scenario.image("base")
        scenario.engine = [
            Inventory.Image(
                id: "sha256:1",
                tags: [try ImageReference(parsing: "base:candidate-old")],
                labels: try scenario.labels(of: "base")
            )
        ]
        let planned = try #require(scenario.plan()[ImageKey("base")])
        #expect(planned.decision.keepsImage)
        #expect(planned.missingTags == planned.cleanTags + ["candidate"])
        #expect(planned.obsoleteTags.isEmpty)
    }

    @Test("--build builds every buildable image and pulls the others")
    func forced() throws {
        var scenario = try chain()
        try scenario.expect(built: all)
        scenario.options.buildAll = true
        let plan = scenario.plan()
        #expect(plan.images.allSatisfy { $0.decision == .build && $0.reasons == [.forced] })
    }

    @Test("identity commit builds changed sources once: equal content under the labels of now is kept")
    func identityCommit() throws {
        var scenario = try chain()
        try scenario.expect(built: all)
        scenario.options.identity = .commit
        try scenario.expect()
        try scenario.modify("worker", to: "x")
        try scenario.expect(built: ["worker", "pair"])
        try scenario.expect()
    }

    @Test(
        "a base that moved is told, and built on where the user asks for it",
        arguments: PlanOptions.StaleBase.allCases
    )
    func movedBase(_ choice: PlanOptions.StaleBase) throws {
        let old = "sha256:" + String(repeating: "1", count: 64)
        let new = "sha256:" + String(repeating: "2", count: 64)
        var scenario = Scenario()
        scenario.options.staleBase = choice
        try scenario.external("busybox:1")
        try scenario.image("base", needs: "busybox:1")
        let base = try ImageReference(parsing: "busybox:1")
        try scenario.edit("base") { $0.base = base }
        scenario.engine = [
            Inventory.Image(id: "sha256:b", tags: [base], digests: [try ImageReference(parsing: "busybox@\(new)")]),
            Inventory.Image(
                id: "sha256:i",
                tags: [try ImageReference(parsing: "base:candidate")],
                labels: try scenario.labels(of: "base").merging([LabelName.ociBaseDigest: old]) { $1 }
            ),
        ]
        let planned = try #require(scenario.plan()[ImageKey("base")])
        let moved = Reason.baseMoved(reference: "busybox:1", expected: old, found: new)
        switch choice {
        case .ignore: #expect(planned.decision.keepsImage && planned.warnings.isEmpty)
        case .warn: #expect(planned.decision.keepsImage && planned.warnings == [moved])
        case .rebuild: #expect(planned.decision == .build && planned.reasons.contains(moved))
        }
    }

    @Test("without an engine what is clean is to be pulled, the rest to be built")
    func withoutEngine() throws {
        var scenario = try chain()
        try scenario.modify("lib", to: "x")
        let plan = Planner().plan(scenario.subjects, inventory: nil, buildTag: "candidate")
        #expect(!plan.engineAsked)
        let decisions = Dictionary(uniqueKeysWithValues: plan.images.map { ($0.key.name, $0.decision) })
        #expect(decisions == ["base": .pull, "worker": .pull, "lib": .build, "web": .build, "pair": .build])
    }
}
