import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// Which bases have moved, by what is known of what was built on them, and whom that concerns.
struct FreshnessTests {
    private static let old = "sha256:" + String(repeating: "a", count: 64)
    private static let new = "sha256:" + String(repeating: "b", count: 64)

    /// nginx ← web ← shop; nginx ← copy (by COPY --from); redis ← cache
    private func tree() throws -> Scenario {
        var scenario = Scenario()
        try scenario.external("nginx:1.27")
        try scenario.external("redis:7")
        for (name, parent) in [("web", "nginx:1.27"), ("shop", "web"), ("copy", "nginx:1.27"), ("cache", "redis:7")] {
            try scenario.image(name, needs: parent)
        }
        try scenario.edit("web") { $0.base = try? ImageReference(parsing: "nginx:1.27") }
        try scenario.edit("cache") { $0.base = try? ImageReference(parsing: "redis:7") }
        return scenario
    }

    /// Puts an image on the engine that says what it was built on.
    private func build(_ name: String, on digest: String?, in scenario: inout Scenario) throws {
        var labels = try scenario.labels(of: name)
        labels[LabelName.ociBaseDigest] = digest
        try scenario.present(name, labels: labels)
    }

    private func look(_ scenario: Scenario, nginx: RegistryInventory.Answer) throws -> BaseFreshness {
        var published = RegistryInventory()
        published[try ImageReference(parsing: "nginx:1.27")] = nginx
        published[try ImageReference(parsing: "redis:7")] = .found(.init(digest: Self.new))
        let all = BaseFreshness.all(
            of: scenario.plan(),
            inventory: Inventory(scenario.engine),
            published: published
        )
        #expect(all.map(\.reference.familiar) == ["nginx:1.27", "redis:7"])
        return all[0]
    }

    @Test("by the labels of the images: fresh where they name what the registry has", arguments: [true, false])
    func byLabels(_ isMoved: Bool) throws {
        var scenario = try tree()
        try build("web", on: Self.old, in: &scenario)
        let base = try look(scenario, nginx: .found(.init(digest: isMoved ? Self.new : Self.old)))
        #expect(base.state == (isMoved ? .moved : .fresh))
        #expect(base.records == [.init(digest: Self.old, source: .label, images: [ImageKey("web")])])
        #expect(base.outdated == (isMoved ? [Self.old] : []))
        // What only copies from the base has no label that tells.
        #expect(base.affected.map(\.name) == ["web", "copy", "shop"])
    }

    @Test("an image that was built on the base of now is not concerned")
    func someOnly() throws {
        var scenario = try tree()
        try scenario.image("late", needs: "nginx:1.27")
        try scenario.edit("late") { $0.base = try? ImageReference(parsing: "nginx:1.27") }
        try build("web", on: Self.old, in: &scenario)
        try build("late", on: Self.new, in: &scenario)
        let base = try look(scenario, nginx: .found(.init(digest: Self.new)))
        #expect(base.state == .moved)
        #expect(base.affected.map(\.name) == ["web", "copy", "shop"])
    }

    @Test("without labels the engine's own base counts, and then all that need it are concerned")
    func byEngine() throws {
        var scenario = try tree()
        let reference = try ImageReference(parsing: "nginx:1.27")
        let digests = [try reference.withDigest(Self.old)]
        scenario.engine.append(Inventory.Image(id: "sha256:1", tags: [reference], digests: digests))
        let base = try look(scenario, nginx: .found(.init(digest: Self.new)))
        #expect(base.state == .moved)
        #expect(base.records.map(\.source) == [.engine])
        #expect(base.affected.map(\.name) == ["web", "copy", "shop"])
    }

    @Test("the lock file counts more than anything")
    func byLock() throws {
        var scenario = try tree()
        try build("web", on: Self.new, in: &scenario)
        try scenario.edit("nginx:1.27") { $0.lockedDigest = Self.old }
        let base = try look(scenario, nginx: .found(.init(digest: Self.new)))
        #expect(base.state == .moved)
        #expect(base.records == [.init(digest: Self.old, source: .lock, images: [])])
    }

    @Test(
        "what cannot be told is no freshness",
        arguments: [
            (RegistryInventory.Answer.found(.init(digest: new)), BaseFreshness.State.unrecorded),
            (.notFound(message: "m"), .notFound), (.unreachable(message: "m"), .unanswered),
            (.refused(message: "m"), .unanswered),
        ]
    )
    func unknown(_ answer: RegistryInventory.Answer, _ state: BaseFreshness.State) throws {
        #expect(try look(try tree(), nginx: answer).state == state)
    }

    @Test("an index that moved for other platforms only is told apart, and no other")
    func platforms() throws {
        var scenario = try tree()
        try build("web", on: Self.old, in: &scenario)
        let moved = try look(scenario, nginx: .found(.init(digest: Self.new)))
        #expect(moved.comparedByPlatform(isSame: true).state == .movedElsewhere)
        #expect(moved.comparedByPlatform(isSame: false).state == .moved)
        let fresh = try look(scenario, nginx: .found(.init(digest: Self.old)))
        #expect(fresh.comparedByPlatform(isSame: true).state == .fresh)
    }

    @Test("a base that names its digest itself cannot move")
    func pinned() throws {
        var scenario = Scenario()
        try scenario.external("nginx@\(Self.old)")
        #expect(BaseFreshness.bases(of: scenario.plan()).isEmpty)
    }

    // MARK: Locked bases in plans

    @Test("a locked base is kept only under its digest, else pulled by it")
    func lockedBase() throws {
        var scenario = try tree()
        try scenario.edit("nginx:1.27") { $0.lockedDigest = Self.old }
        let reference = try ImageReference(parsing: "nginx:1.27")
        let absent = try #require(scenario.plan().images.first)
        #expect(absent.decision == .pull)
        #expect(absent.pullDigest == Self.old)
        let other = Inventory.Image(id: "sha256:1", tags: [reference], digests: [try reference.withDigest(Self.new)])
        scenario.engine = [other]
        let wrong = try #require(scenario.plan().images.first)
        #expect(wrong.decision == .pull)
        #expect(wrong.reasons == [.notAsLocked(reference: "nginx:1.27", locked: Self.old, found: Self.new)])
        scenario.engine[0].digests.append(try reference.withDigest(Self.old))
        #expect(scenario.plan().images.first?.decision == .keep)
        // Whatever was imported has no digest, so nothing says that it is the locked one.
        scenario.engine[0].digests = []
        scenario.options.pullPolicy = .never
        #expect(scenario.plan().images.first?.refusal == .pullForbidden)
    }

    @Test("the registry is asked for the locked digest, not for the tag")
    func lockedQuestion() throws {
        var scenario = try tree()
        try scenario.edit("nginx:1.27") { $0.lockedDigest = Self.old }
        let exact = try ImageReference(parsing: "nginx@\(Self.old)")
        let choice = PublishedChoice(of: scenario.subjects[0], RegistryInventory(), identity: .content)
        #expect(choice.outcome == .open(exact, needsLabels: false))
    }
}
