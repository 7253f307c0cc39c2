import ImageGraph
import RebuildPlanning
import TestSupport
import Testing

/// Given this tree and this engine, after this edit: what set the plan in motion, and what follows.
struct PlanCauseTests {
    /// A cause in short: its kind, and each root with what follows from it.
    private func told(_ plan: RebuildPlan) -> [String] {
        plan.causes.map { cause in
            let roots = cause.roots.map { root in
                root.key.name
                    + (root.dependents.isEmpty ? "" : "(\(root.dependents.map(\.name).joined(separator: " ")))")
            }
            return "\(cause.kind.rawValue): \(roots.joined(separator: " "))"
        }
    }

    /// base ← lib ← web; base ← worker; lib, worker ← pair; all on the engine.
    private func built() throws -> Scenario {
        var scenario = Scenario()
        try scenario.image("base")
        try scenario.image("lib", needs: "base")
        try scenario.image("worker", needs: "base")
        try scenario.image("web", needs: "lib")
        try scenario.image("pair", needs: "lib", "worker")
        try scenario.apply(scenario.plan())
        return scenario
    }

    @Test("nothing to do has no cause")
    func nothing() throws {
        #expect(try built().plan().causes.isEmpty)
    }

    @Test("an edit is one cause, and all that needs the image follows, each once")
    func edit() throws {
        var scenario = try built()
        try scenario.modify("base", to: "x")
        #expect(told(scenario.plan()) == ["modified: base(lib worker web pair)"])
        #expect(scenario.plan().causes.first?.facts == [.changedFile(path: "base/file", status: "modified")])
        #expect(scenario.plan().causes.first?.images.count == 5)
    }

    @Test("two edits are two causes; an image that needs both follows from each")
    func twoEdits() throws {
        var scenario = try built()
        try scenario.modify("lib", to: "x")
        try scenario.modify("worker", to: "x")
        #expect(told(scenario.plan()) == ["modified: lib(web pair)", "modified: worker(pair)"])
    }

    @Test("an own edit below another one is a cause of its own")
    func editBelowEdit() throws {
        var scenario = try built()
        try scenario.modify("base", to: "x")
        try scenario.modify("lib", to: "x")
        #expect(told(scenario.plan()) == ["modified: base(worker pair)", "modified: lib(web pair)"])
    }

    @Test("one edit in the contexts of several images is one cause, and what is below follows")
    func sharedFile() throws {
        var scenario = try built()
        let file = [Reason.changedFile(path: "shared/file", status: "modified")]
        for name in ["base", "lib"] {
            try scenario.modify(name, to: "x")
            try scenario.edit(name) { $0.evidence = file }
        }
        #expect(told(scenario.plan()) == ["modified: base(lib worker web pair)"])
        var apart = try built()
        for name in ["lib", "worker"] {
            try apart.modify(name, to: "x")
            try apart.edit(name) { $0.evidence = file }
        }
        #expect(told(apart.plan()) == ["modified: lib(web pair) worker(pair)"])
    }

    @Test("commits of one project are one cause, whichever of their files an image has")
    func commits() throws {
        var scenario = try built()
        for name in ["lib", "worker"] {
            try scenario.modify(name, to: "x")
            try scenario.edit(name) { image in
                image.state = .diverged
                image.evidence = [
                    .commitNotOnRevision(path: "p/\(name)", status: "modified", head: "aaaa", revision: "bbbb")
                ]
            }
        }
        #expect(told(scenario.plan()) == ["diverged: lib(web pair) worker(pair)"])
        #expect(scenario.plan().causes.first?.facts.count == 2)
    }

    @Test("an empty engine is one cause: what has no parent starts it")
    func absent() throws {
        var scenario = try built()
        scenario.engine = []
        scenario.options.pullPolicy = .never
        #expect(told(scenario.plan()) == ["absent: base(lib worker web pair)"])
    }

    @Test("what may be pulled starts by itself; a refusal is told first")
    func pulls() throws {
        var scenario = try built()
        scenario.engine = []
        #expect(told(scenario.plan()) == ["perhapsPublished: base lib worker web pair"])
        scenario.options.pullPolicy = .required
        try scenario.modify("lib", to: "x")
        #expect(told(scenario.plan()) == ["refused: lib web pair", "perhapsPublished: base worker"])
    }

    @Test("a forced build is one cause")
    func forced() throws {
        var scenario = try built()
        scenario.options.buildAll = true
        #expect(told(scenario.plan()) == ["forced: base(lib worker web pair)"])
    }

    @Test("a missing tag is a cause of its own image")
    func untagged() throws {
        var scenario = try built()
        try scenario.take("web:candidate")
        #expect(told(scenario.plan()) == ["untagged: web"])
    }

    @Test("every image with work is in some cause, and none without", arguments: 0..<40)
    func complete(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var scenario = try built()
        for name in ["base", "lib", "worker", "web", "pair"] where Bool.random(using: &random) {
            try scenario.modify(name, to: "x")
        }
        if Bool.random(using: &random) { scenario.engine.removeAll { _ in Bool.random(using: &random) } }
        scenario.options.buildAll = Int.random(in: 0..<5, using: &random) == 0
        let plan = scenario.plan()
        let told = plan.causes.reduce(into: Set<ImageKey>()) { $0.formUnion($1.images) }
        #expect(told == Set(plan.images.filter(\.hasWork).map(\.key)), "seed \(seed)")
        let roots = plan.causes.flatMap(\.roots).map(\.key)
        #expect(Set(roots).count == roots.count, "seed \(seed)")
        let followers = Set(plan.causes.flatMap(\.roots).flatMap(\.dependents))
        #expect(followers.isDisjoint(with: roots), "seed \(seed)")
    }
}
