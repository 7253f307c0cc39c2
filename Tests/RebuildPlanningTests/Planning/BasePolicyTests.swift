import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// Bases that move, where the image list says what follows: `base_images`.
struct BasePolicyTests {
    private static let old = "sha256:" + String(repeating: "a", count: 64)
    private static let new = "sha256:" + String(repeating: "b", count: 64)
    private static let web = ImageKey("web")

    /// os:1 ← web, which was built on the `old` one; the engine has `digest` of os:1, or none.
    private func tree(_ freshness: ImageList.BaseImage.Freshness?, engine digest: String?) throws -> Scenario {
        var scenario = Scenario()
        let base = try ImageReference(parsing: "os:1")
        try scenario.external("os:1")
        try scenario.image("web", needs: "os:1")
        try scenario.edit("web") {
            $0.base = base
            $0.baseFreshness = freshness
        }
        try scenario.edit("os:1") { $0.baseFreshness = freshness }
        var labels = try scenario.labels(of: "web")
        labels[LabelName.ociBaseDigest] = Self.old
        try scenario.present("web", labels: labels)
        if let digest {
            scenario.engine.append(.init(id: "sha256:os", tags: [base], digests: [try base.withDigest(digest)]))
        }
        return scenario
    }

    private func plan(_ scenario: Scenario, _ answer: RegistryInventory.Answer? = nil) throws -> RebuildPlan {
        var published = RegistryInventory()
        published[try ImageReference(parsing: "os:1")] = answer
        return Planner(options: scenario.options).plan(
            scenario.subjects,
            inventory: Inventory(scenario.engine),
            published: published,
            buildTag: "candidate"
        )
    }

    @Test(
        "the list counts more than the choice for all",
        arguments: [
            (ImageList.BaseImage.Freshness.warn, Decision.keep, 1), (.ignore, .keep, 0), (.rebuild, .build, 0),
        ],
        PlanOptions.StaleBase.allCases
    )
    func ofEngine(
        _ example: (freshness: ImageList.BaseImage.Freshness, decision: Decision, warnings: Int),
        _ all: PlanOptions.StaleBase
    ) throws {
        var scenario = try tree(example.freshness, engine: Self.new)
        scenario.options.staleBase = all
        let image = try #require(try plan(scenario)[Self.web])
        #expect(image.decision.keepsImage == example.decision.keepsImage)
        #expect(image.warnings.count == example.warnings)
    }

    @Test("a base to be followed is asked for although it is there, and what has moved is pulled and built on")
    func followed() throws {
        let scenario = try tree(.rebuild, engine: Self.old)
        let before = try plan(scenario)
        #expect(before.images.map(\.decision.keepsImage) == [true, true], "nobody has asked yet")
        let fresh = try plan(scenario, .found(.init(digest: Self.old)))
        #expect(fresh.images.map(\.decision.keepsImage) == [true, true])
        let moved = try plan(scenario, .found(.init(digest: Self.new)))
        #expect(moved.images.map(\.decision) == [.pull, .build])
        #expect(moved.images[0].pullDigest == Self.new)
        #expect(
            moved.images[0].reasons.first
                == .movedInRegistry(reference: "os:1", published: Self.new, found: Self.old)
        )
        #expect(moved.images[1].reasons.contains(.baseMoved(reference: "os:1", expected: Self.old, found: Self.new)))
    }

    /// web ← shop, which has the label of its root base, or is of before there was one.
    @Test("what stands on an image of the list is built with it", arguments: [true, false], [true, false])
    func descendants(_ isLabelled: Bool, _ isParentBuilt: Bool) throws {
        var scenario = try tree(.rebuild, engine: Self.new)
        try scenario.image("shop", needs: "web")
        try scenario.edit("shop") {
            $0.inheritedBase = try? ImageReference(parsing: "os:1")
            $0.baseFreshness = .rebuild
        }
        // A run that was ended between the two has left a child on the old base.
        if !isParentBuilt { scenario.engine[0].labels[LabelName.ociBaseDigest] = Self.new }
        var labels = try scenario.labels(of: "shop")
        if isLabelled { labels[LabelName.rootBase] = "docker.io/library/os@\(Self.old)" }
        try scenario.present("shop", labels: labels)
        let plan = try plan(scenario)
        #expect(plan[Self.web]?.decision == (isParentBuilt ? .build : .retag))
        let shop = try #require(plan[ImageKey("shop")])
        #expect((shop.decision == .build) == (isLabelled || isParentBuilt))
        if isLabelled {
            #expect(shop.reasons.contains(.baseMoved(reference: "os:1", expected: Self.old, found: Self.new)))
        }
        scenario.options.staleBase = .warn
        for position in scenario.subjects.indices { scenario.subjects[position].baseFreshness = nil }
        let warned = try self.plan(scenario)
        // Told once, of the image that names it.
        #expect(warned.images.flatMap(\.warnings).count == (isParentBuilt ? 1 : 0))
    }

    @Test("one that was built or loaded here has no digest that could be the registry's: it is pulled")
    func withoutDigest() throws {
        var scenario = try tree(.rebuild, engine: Self.old)
        scenario.engine[1].digests = []
        #expect(try plan(scenario, .found(.init(digest: Self.old))).images[0].decision == .pull)
    }

    @Test(
        "without an answer it is kept, and that is said",
        arguments: [
            RegistryInventory.Answer.notFound(message: "m"), .unreachable(message: "m"), .refused(message: "m"),
        ]
    )
    func unanswered(_ answer: RegistryInventory.Answer) throws {
        let base = try plan(try tree(.rebuild, engine: Self.old), answer).images[0]
        #expect(base.decision == .keep)
        #expect(base.warnings.count == 1)
        #expect(base.refusal == nil)
    }

    @Test("where nothing may be pulled, nothing is asked for")
    func never() throws {
        var scenario = try tree(.rebuild, engine: Self.old)
        scenario.options.pullPolicy = .never
        #expect(try plan(scenario, .found(.init(digest: Self.new))).images[0].decision == .keep)
    }

    @Test("a base that the engine lacks counts as what is pulled in its place", arguments: [old, new])
    func pulled(_ published: String) throws {
        let warned = try plan(try tree(nil, engine: nil), .found(.init(digest: published)))
        #expect(warned.images[0].decision == .pull)
        #expect(warned.images[1].decision.keepsImage)
        #expect(warned.images[1].warnings.isEmpty == (published == Self.old))
    }

    @Test("what is to be locked is taken by the lock file's digest, and by nothing else")
    func locked() throws {
        var scenario = try tree(.locked, engine: Self.old)
        let refused = try plan(scenario).images[0]
        #expect(refused.refusal == .notLocked(reference: "os:1"))
        #expect(refused.decision == .pull)
        try scenario.edit("os:1") { $0.lockedDigest = Self.old }
        #expect(try plan(scenario).images[0].decision == .keep)
    }

    @Test(
        "a lock counts for no base whose tag the list wants followed",
        arguments: ImageList.BaseImage.Freshness.allCases
    )
    func lockFile(_ freshness: ImageList.BaseImage.Freshness) throws {
        let position = SourcePosition(file: "l.yml", line: 1, column: 1)
        let policies = try BasePolicies([.init(name: "os:1", freshness: freshness, position: position)], file: "l.yml")
        let lock = BaseLock(bases: [.init(name: "docker.io/library/os:1", digest: Self.old)])
        let digest = try LockedBases(lock, policies).digest(of: try ImageReference(parsing: "os:1"))
        #expect(digest == (freshness == .locked ? Self.old : nil))
    }

    @Test(
        "a name that is no reference, or names a digest, or is there in another spelling, is refused",
        arguments: [["OS:1"], ["os@\(old)"], ["os:1", "library/os:1"]]
    )
    func names(_ names: [String]) {
        let position = SourcePosition(file: "l.yml", line: 1, column: 1)
        let bases = names.map { ImageList.BaseImage(name: $0, freshness: .warn, position: position) }
        #expect(throws: InputError.self) { try BasePolicies(bases, file: "l.yml") }
    }
}
