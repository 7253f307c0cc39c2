import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// When labels tell the truth about equal content, and what follows where they do not: contract, 2.5.
struct RelabelTests {
    private static let old = String(repeating: "a", count: 40)
    private static let head = String(repeating: "b", count: 40)

    /// What an image of equal content says, how the sources stand, and the first label that is not true.
    struct Case: Sendable, CustomTestStringConvertible {
        let version: String?
        let vcsRef: String?
        let state: SourceState
        /// Name, found and expected value; nil: it is kept.
        let untrue: (label: String, found: String, expected: String)?

        var testDescription: String { "\(version ?? "none") at \(vcsRef?.prefix(1) ?? "none"), \(state)" }

        init(_ version: String?, _ vcsRef: String?, _ state: SourceState, _ untrue: (String, String, String)? = nil) {
            self.version = version
            self.vcsRef = vcsRef
            self.state = state
            self.untrue = untrue
        }
    }

    static let cases: [Case] = [
        // Clean now.
        Case("origin/master", head, .clean),
        Case("origin/master", old, .clean),  // HEAD went on
        Case("dirty", "", .clean, (LabelName.version, "dirty", "origin/master")),
        Case("dirty", old, .clean, (LabelName.version, "dirty", "origin/master")),
        Case("origin/master", "", .clean, (LabelName.vcsRef, "", head)),
        Case("origin/master", nil, .clean, (LabelName.vcsRef, "", head)),
        Case(nil, nil, .clean, (LabelName.version, "", "origin/master")),
        // Committed, and not as at the revision.
        Case("dirty", head, .diverged),
        Case("dirty", old, .diverged),
        Case("dirty", "", .diverged, (LabelName.vcsRef, "", head)),
        Case("origin/master", head, .diverged),  // the revision went on
        Case("origin/master", old, .diverged),
        Case("origin/master", "", .diverged, (LabelName.version, "origin/master", "dirty")),
        // Changed.
        Case("dirty", "", .modified),
        Case("dirty", head, .modified, (LabelName.vcsRef, head, "")),
        Case("origin/master", head, .modified, (LabelName.version, "origin/master", "dirty")),
        Case("origin/master", old, .modified),  // HEAD went on, and the files went back
        Case(nil, nil, .modified),
        // What git cannot tell proves nothing.
        Case("dirty", "", .unknown),
        Case("origin/master", head, .unknown),
    ]

    @Test("equal content is relabelled where its labels are not true, and only there", arguments: cases)
    func truth(_ testCase: Case) throws {
        var scenario = Scenario()
        try scenario.image("lib")
        try scenario.stand("lib", as: testCase.state, at: Self.head)
        var labels = try scenario.labels(of: "lib")
        labels[LabelName.version] = testCase.version
        labels[LabelName.vcsRef] = testCase.vcsRef
        try scenario.present("lib", labels: labels)
        let planned = try #require(scenario.plan()[ImageKey("lib")])
        guard let untrue = testCase.untrue else {
            #expect(planned.decision.keepsImage)
            return
        }
        let reason = Reason.labelUntrue(
            label: untrue.label,
            found: untrue.found,
            expected: untrue.expected,
            image: "sha256:lib"
        )
        let digest = try #require(planned.inputDigest)
        #expect(planned.decision == .relabel)
        #expect(planned.imageID == "sha256:lib")
        #expect(planned.reasons == [reason, .inputDigestEqual(digest: digest, image: "sha256:lib")])
        #expect(planned.ifNotRelabelled?.decision == .build)
        #expect(planned.ifNotRelabelled?.reasons == [reason])
        #expect(planned.missingTags.isEmpty && planned.obsoleteTags.isEmpty)
    }

    @Test("edited, built, committed: relabelled once, with all that is made from it, and kept from then on")
    func committed() throws {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.image("web", needs: "lib")
        try scenario.image("worker", needs: "base")
        try scenario.expect(built: ["base", "lib", "web", "worker"])
        try scenario.modify("lib", to: "x")
        try scenario.expect(built: ["lib", "web"])
        try scenario.stand("lib", as: .clean, at: Self.head)
        let plan = try scenario.expect(relabelled: ["lib", "web"])
        #expect(plan.summary == "0 to build, 2 to relabel, 0 to pull, 2 kept")
        #expect(plan[ImageKey("lib")]?.tagsIfBuilt.first == Self.head)
        let component = LabelName.component("r-lib", .version)
        let found = try #require(plan[ImageKey("web")]?.imageID)
        #expect(
            plan[ImageKey("web")]?.reasons.prefix(2) == [
                .labelUntrue(label: component, found: "dirty", expected: "origin/master", image: found),
                .parentIsRelabelled(parent: "lib"),
            ]
        )
        #expect(plan[ImageKey("web")]?.tagsIfBuilt.isEmpty == false, "it is clean now, and so is all above it")
        #expect(!scenario.plan().hasWork)
    }

    @Test("an image whose labels are true is taken before one of equal content whose labels are not")
    func trueOneFirst() throws {
        var scenario = Scenario()
        try scenario.image("lib")
        var labels = try scenario.labels(of: "lib")
        try scenario.present("lib", id: "sha256:right", tag: Scenario.commit, labels: labels)
        labels[LabelName.version] = "dirty"
        labels[LabelName.vcsRef] = ""
        try scenario.present("lib", id: "sha256:wrong", labels: labels)
        let planned = try #require(scenario.plan()[ImageKey("lib")])
        #expect(planned.decision.keepsImage)
        #expect(planned.imageID == "sha256:right")
        #expect(planned.missingTags.last == "candidate")
        #expect(planned.obsoleteTags.isEmpty, "its content deserves the tag, which just moves")
    }

    @Test("where nothing may be built, new labels may be given, and a build in their place is refused")
    func required() throws {
        var scenario = try mislabelled()
        scenario.options.pullPolicy = .required
        let planned = try #require(scenario.plan()[ImageKey("lib")])
        #expect(planned.decision == .relabel)
        #expect(planned.refusal == nil)
        #expect(planned.ifNotRelabelled?.refusal == .buildForbidden)
    }

    @Test("a build of everything relabels nothing, and neither does a base that moved where that is built on")
    func built() throws {
        var scenario = try mislabelled()
        scenario.options.buildAll = true
        #expect(scenario.plan()[ImageKey("lib")]?.decision == .build)
        scenario = try mislabelled(basedOn: "sha256:" + String(repeating: "1", count: 64))
        #expect(scenario.plan()[ImageKey("lib")]?.warnings.count == 1)
        #expect(scenario.plan()[ImageKey("lib")]?.decision == .relabel)
        scenario.options.staleBase = .rebuild
        #expect(scenario.plan()[ImageKey("lib")]?.decision == .build)
    }

    /// lib, clean, of which the engine has the content as dirty.
    private func mislabelled(basedOn digest: String? = nil) throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("lib")
        var labels = try scenario.labels(of: "lib")
        labels[LabelName.version] = "dirty"
        labels[LabelName.vcsRef] = ""
        if let digest {
            let base = try ImageReference(parsing: "busybox:1")
            let now = "sha256:" + String(repeating: "2", count: 64)
            try scenario.edit("lib") { $0.base = base }
            labels[LabelName.ociBaseDigest] = digest
            scenario.engine = [
                Inventory.Image(id: "sha256:b", tags: [base], digests: [try ImageReference(parsing: "busybox@\(now)")])
            ]
        }
        try scenario.present("lib", labels: labels)
        return scenario
    }

    @Test("identity commit relabels equal content to this commit, and keeps it from then on")
    func identityCommit() throws {
        var scenario = Scenario()
        scenario.options.identity = .commit
        try scenario.image("lib")
        try scenario.image("web", needs: "lib")
        try scenario.expect(built: ["lib", "web"])
        try scenario.stand("lib", as: .clean, at: Self.head)
        let plan = try scenario.expect(relabelled: ["lib"])
        #expect(
            plan[ImageKey("lib")]?.reasons.first
                == .labelDiffers(
                    label: LabelName.vcsRef,
                    expected: Self.head,
                    found: Scenario.commit,
                    image: "sha256:0"
                )
        )
        try scenario.expect()
        try scenario.modify("lib", to: "x")
        try scenario.expect(built: ["lib", "web"])
        try scenario.expect()
    }
}

/// A kept image gets the hash and input tag that its labels deserve: contract, 2.3.
struct DeservedTagTests {
    private static let head = String(repeating: "b", count: 40)

    @Test(
        "what a run that was cut off left out is added, whichever tag that is",
        arguments: [0b001, 0b010, 0b100, 0b011, 0b110]
    )
    func healed(_ left: Int) throws {
        var scenario = Scenario()
        try scenario.image("lib")
        try scenario.expect(built: ["lib"])
        let all = try #require(scenario.engine.first).tags
        scenario.engine[0].tags = all.enumerated().filter { left >> $0.offset & 1 == 1 }.map(\.element)
        let missing = all.enumerated().filter { left >> $0.offset & 1 == 0 }.compactMap(\.element.tag)
        let planned = try #require(scenario.plan()[ImageKey("lib")])
        #expect(planned.decision.keepsImage)
        #expect(Set(planned.missingTags) == Set(missing))
        #expect(planned.reasons.dropFirst() == planned.missingTags.map { .tagMissing(tag: $0) }[...])
        let lacksBuildTag = missing.contains("candidate")
        #expect((planned.missingTags.last == "candidate") == lacksBuildTag, "the build tag comes last")
        try scenario.expect(tagged: ["lib"])
        try scenario.expect()
    }

    /// What is not healed: the reason, and what makes it so.
    enum Exception: CaseIterable {
        case dirty, dirtyComponent, noInputDigest, headWentOn, elsewhere, pulled
    }

    @Test("no tag is given that the labels do not deserve, or that is not this image's", arguments: Exception.allCases)
    func notHealed(_ exception: Exception) throws {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.expect(built: ["base", "lib"])
        let name = try ImageReference(parsing: "lib")
        let (hash, input) = try (
            name.withTag(Scenario.commit), name.withTag(#require(scenario.subjects[1].cleanTags.last))
        )
        scenario.engine[1].tags.removeAll { $0 == hash }
        switch exception {
        case .dirty:
            try scenario.stand("lib", as: .modified, at: Scenario.commit)
            scenario.engine[1].labels = try scenario.labels(of: "lib")
        case .dirtyComponent:
            try scenario.stand("base", as: .modified, at: Scenario.commit)
            scenario.engine[0].labels = try scenario.labels(of: "base")
            scenario.engine[1].labels = try scenario.labels(of: "lib")
        case .noInputDigest: scenario.engine[1].labels[LabelName.inputDigest] = nil
        case .headWentOn:
            // It has the tag of its own commit; that of HEAD is not its.
            scenario.engine[1].tags.append(hash)
            try scenario.stand("lib", as: .clean, at: Self.head)
        case .elsewhere:
            scenario.engine.append(Inventory.Image(id: "sha256:other", tags: [hash]))
        case .pulled:
            // By its input tag, after HEAD had moved on.
            scenario.engine[1].digests = [
                try ImageReference(parsing: "lib@sha256:" + String(repeating: "1", count: 64))
            ]
            try scenario.stand("lib", as: .clean, at: Self.head)
        }
        #expect(scenario.engine[1].tags.contains(input))
        let planned = try #require(scenario.plan()[ImageKey("lib")])
        #expect(planned.decision.keepsImage)
        #expect(planned.missingTags.isEmpty)
    }

    @Test("an image that was pulled by its hash has no claim to the input tag")
    func pulledByHash() throws {
        var scenario = Scenario()
        try scenario.image("lib")
        try scenario.expect(built: ["lib"])
        scenario.engine[0].tags.removeAll { $0.tag?.hasPrefix("input-") == true }
        scenario.engine[0].digests = [try ImageReference(parsing: "lib@sha256:" + String(repeating: "1", count: 64))]
        try scenario.expect()
    }
}
