import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// Plans that know what registries hold: each image is asked for as far as a decision rests on it, and then decided for good.
struct PublishedTests {
    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    private func lib() throws -> (Scenario, input: ImageReference, hash: ImageReference) {
        var scenario = Scenario()
        try scenario.image("lib")
        let subject = scenario.subjects[0]
        let tag = try #require(subject.inputDigest.flatMap(DeservedTags.inputTag(of:)))
        return (scenario, try subject.reference.withTag(tag), try subject.reference.withTag(Scenario.commit))
    }

    private func plan(_ scenario: Scenario, _ answers: [ImageReference: RegistryInventory.Answer]) -> PlannedImage {
        var published = RegistryInventory()
        for (reference, answer) in answers { published[reference] = answer }
        let planner = Planner(options: scenario.options)
        return planner.plan(
            scenario.subjects,
            inventory: Inventory(scenario.engine),
            published: published,
            buildTag: "candidate"
        ).images[0]
    }

    private func found(_ labels: [String: String]? = nil, movedTo: String? = nil) -> RegistryInventory.Answer {
        var manifest = RegistryInventory.Manifest(digest: Self.digest, labels: labels)
        manifest.movedTo = movedTo
        return .found(manifest)
    }

    @Test("what nobody asked for is pulled, else built")
    func open() throws {
        let (scenario, input, hash) = try lib()
        let image = plan(scenario, [:])
        #expect(image.isOpen)
        #expect(image.pullReferences == [hash, input])
        #expect(image.ifNotPulled?.decision == .build)
        #expect(scenario.plan().summary == "0 to build, 0 to pull, 1 to pull, else build, 0 kept")
    }

    @Test("the input tag alone proves what it names: one answer decides")
    func byInputTag() throws {
        let (scenario, input, hash) = try lib()
        let choice = PublishedChoice(of: scenario.subjects[0], RegistryInventory(), identity: .content)
        #expect(choice.outcome == .open(input, needsLabels: false))
        let image = plan(scenario, [input: found(), hash: .notFound(message: "never asked")])
        #expect(image.decision == .pull)
        #expect(!image.isOpen)
        #expect(image.pullReferences == [input])
        #expect(image.pullDigest == Self.digest)
        #expect(image.findings.map(\.outcome) == [.found])
        #expect(image.reasons.last == .published(reference: input.familiar, digest: Self.digest))
        #expect(image.ifNotPulled?.decision == .build, "it may be gone when it is pulled")
    }

    @Test("by another tag the labels count")
    func byHashTag() throws {
        let (scenario, input, hash) = try lib()
        let missing = RegistryInventory.Answer.notFound(message: "manifest unknown")
        #expect(plan(scenario, [input: missing]).isOpen, "the hash tag was not asked for")
        #expect(plan(scenario, [input: missing, hash: found()]).isOpen, "nobody looked at its labels")
        let right = plan(scenario, [input: missing, hash: found(try scenario.labels(of: "lib"))])
        #expect(right.pullReferences == [hash])
        #expect(right.findings.map(\.outcome) == [.notFound, .found])

        var labels = try scenario.labels(of: "lib")
        labels[LabelName.inputDigest] = Scenario.digest("other")
        let wrong = plan(scenario, [input: missing, hash: found(labels)])
        #expect(wrong.decision == .build)
        #expect(wrong.pullReferences.isEmpty)
        #expect(wrong.findings.map(\.outcome) == [.notFound, .differs])
    }

    @Test("an image of the first program has no input digest: its labels decide")
    func withoutDigest() throws {
        let (scenario, input, hash) = try lib()
        var labels = try scenario.labels(of: "lib")
        labels[LabelName.inputDigest] = nil
        let missing = RegistryInventory.Answer.notFound(message: "")
        #expect(plan(scenario, [input: missing, hash: found(labels)]).decision == .pull)
        labels[LabelName.vcsRef] = String(repeating: "d", count: 40)
        #expect(plan(scenario, [input: missing, hash: found(labels)]).decision == .build)
    }

    @Test("by commit the labels count under every tag")
    func byCommit() throws {
        var (scenario, input, hash) = try lib()
        scenario.options.identity = .commit
        let choice = PublishedChoice(of: scenario.subjects[0], RegistryInventory(), identity: .commit)
        #expect(choice.outcome == .open(hash, needsLabels: true))
        var labels = try scenario.labels(of: "lib")
        #expect(plan(scenario, [hash: found(labels)]).pullReferences == [hash])
        labels[LabelName.vcsRef] = String(repeating: "d", count: 40)
        let other = plan(scenario, [hash: .notFound(message: ""), input: found(labels)])
        #expect(other.decision == .build, "equal content of another commit")
    }

    @Test("what no registry has is built, and the reasons name what was asked for")
    func notPublished() throws {
        let (scenario, input, hash) = try lib()
        let missing = RegistryInventory.Answer.notFound(message: "manifest unknown")
        let image = plan(scenario, [input: missing, hash: missing])
        #expect(image.decision == .build)
        #expect(image.refusal == nil)
        #expect(
            image.reasons.suffix(2) == [
                .notPublished(reference: input.familiar, message: "manifest unknown"),
                .notPublished(reference: hash.familiar, message: "manifest unknown"),
            ]
        )
        #expect(image.tagsIfBuilt.count == 2, "it is clean all the same")
    }

    @Test("what the engine alone could ask has no labels: only a pull tells")
    func engineView() throws {
        let (scenario, input, hash) = try lib()
        let seen = RegistryInventory.Answer.found(.init(digest: Self.digest, isEngineView: true))
        #expect(plan(scenario, [input: seen]).pullDigest == Self.digest)
        #expect(plan(scenario, [input: .notFound(message: ""), hash: seen]).isOpen)
    }

    struct Unanswered: Sendable, CustomTestStringConvertible {
        let answer: RegistryInventory.Answer
        var policy = PlanOptions.PullPolicy.missing
        var errors = PlanOptions.RegistryErrors.fail
        let decision: Decision
        var isRefused = false
        var warns = false
        var testDescription: String { "\(answer) \(policy) \(errors)" }
    }

    @Test(
        "no answer that a decision could rest on",
        arguments: [
            Unanswered(answer: .unreachable(message: "no route"), decision: .build),
            Unanswered(answer: .unreachable(message: "no route"), policy: .required, decision: .pull, isRefused: true),
            Unanswered(answer: .unreachable(message: "no route"), policy: .never, decision: .build),
            Unanswered(answer: .refused(message: "log in"), decision: .pull, isRefused: true),
            Unanswered(answer: .refused(message: "log in"), errors: .build, decision: .build, warns: true),
            Unanswered(
                answer: .refused(message: "log in"),
                policy: .required,
                errors: .build,
                decision: .pull,
                isRefused: true,
                warns: true
            ),
        ]
    )
    func unanswered(_ row: Unanswered) throws {
        var (scenario, input, _) = try lib()
        scenario.options.pullPolicy = row.policy
        scenario.options.registryErrors = row.errors
        let image = plan(scenario, [input: row.answer])
        #expect(image.decision == row.decision)
        #expect((image.refusal != nil) == row.isRefused)
        #expect(image.warnings.isEmpty != row.warns)
        if row.policy == .never { #expect(image.findings.isEmpty) }
    }

    @Test("--pull names the real cause of what it cannot pull")
    func required() throws {
        var (scenario, input, hash) = try lib()
        scenario.options.pullPolicy = .required
        let image = plan(scenario, [input: .notFound(message: "a"), hash: .notFound(message: "b")])
        #expect(image.refusal == .notPublished(reference: hash.familiar, message: "b"))
    }

    @Test(
        "an image that is taken as it is fails where its registry will not give it",
        arguments: [
            (RegistryInventory.Answer.found(.init(digest: digest)), false), (.notFound(message: ""), true),
            (.refused(message: ""), true), (.unreachable(message: ""), false),
        ]
    )
    func external(_ answer: RegistryInventory.Answer, _ isRefused: Bool) throws {
        var scenario = Scenario()
        try scenario.external("nginx:1.27")
        let image = plan(scenario, [scenario.subjects[0].reference: answer])
        #expect(image.decision == .pull)
        #expect((image.refusal != nil) == isRefused)
        #expect(image.pullDigest == (answer == .found(.init(digest: Self.digest)) ? Self.digest : nil))
    }

    @Test("a tag that has moved since the plan is said; the plan's digest stays")
    func moved() throws {
        let (scenario, input, _) = try lib()
        let image = plan(scenario, [input: found(movedTo: "sha256:b")])
        #expect(image.pullDigest == Self.digest)
        #expect(image.warnings == [.tagMoved(reference: input.familiar, planned: Self.digest, now: "sha256:b")])
    }

    @Test("an image that falls with its parent is asked for, too")
    func falling() throws {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        var labels = try scenario.labels(of: "lib")
        labels[LabelName.inputDigest] = nil
        try scenario.present("lib", labels: labels)
        try scenario.present("base", labels: try scenario.labels(of: "base"))
        #expect(scenario.plan().images[1].ifAncestorIsBuilt?.decision == .pull)
        var published = RegistryInventory()
        for reference in scenario.subjects[1].pullTags.compactMap({ try? scenario.subjects[1].reference.withTag($0) }) {
            published[reference] = .notFound(message: "")
        }
        let plan = Planner(options: scenario.options).plan(
            scenario.subjects,
            inventory: Inventory(scenario.engine),
            published: published,
            buildTag: "candidate"
        )
        #expect(plan.images[1].decision == .keep)
        #expect(plan.images[1].ifAncestorIsBuilt?.decision == .build)
    }
}
