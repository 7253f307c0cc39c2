import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization
import TestSupport
import Testing

/// What is asked of registries for a plan, and what is not.
struct RegistrySurveyTests {
    private static let digest = "sha256:" + String(repeating: "a", count: 64)
    private static let newer = "sha256:" + String(repeating: "b", count: 64)

    /// Asks with canned answers, and tells what was asked.
    private func asked(
        _ scenario: Scenario,
        pinned: [ImageReference: String] = [:],
        _ answer: @escaping @Sendable (String) -> RegistryInventory.Answer
    ) async -> (RegistryInventory, [String]) {
        let log = Mutex<[String]>([])
        let survey = RegistrySurvey { reference, needsLabels in
            log.withLock { $0.append(reference.familiar + (needsLabels ? " with labels" : "")) }
            return answer(reference.familiar)
        }
        let answers = await survey.ask(about: scenario.plan(), pinned: pinned)
        return (answers, log.withLock(\.self))
    }

    @Test("one question for what is published under its input tag; none for what is kept or built anyway")
    func least() async throws {
        var scenario = Scenario()
        try scenario.image("kept")
        try scenario.apply(scenario.plan())
        try scenario.image("dirty")
        try scenario.modify("dirty", to: "x")
        try scenario.image("clean")
        let (_, asked) = await asked(scenario) { _ in .found(.init(digest: Self.digest)) }
        let digest = try #require(scenario.subjects[2].inputDigest)
        #expect(asked == ["clean:\(try #require(DeservedTags.inputTag(of: digest)))"])
    }

    @Test("the next tag is asked for where the first is not there; then labels count")
    func next() async throws {
        var scenario = Scenario()
        try scenario.image("clean")
        let (_, asked) = await asked(scenario) { _ in .notFound(message: "") }
        #expect(asked.count == 2)
        #expect(asked.last == "clean:\(Scenario.commit) with labels")
    }

    @Test("after a refusal nothing more is asked for", arguments: [true, false])
    func refused(_ isReachable: Bool) async throws {
        var scenario = Scenario()
        try scenario.image("clean")
        let (_, asked) = await asked(scenario) { _ in
            isReachable ? .refused(message: "") : .unreachable(message: "")
        }
        #expect(asked.count == 1)
    }

    @Test("no registry is asked where nothing may be pulled")
    func never() async throws {
        var scenario = Scenario()
        scenario.options.pullPolicy = .never
        try scenario.image("clean")
        try scenario.external("nginx:1.27")
        let (_, asked) = await asked(scenario) { _ in .notFound(message: "") }
        #expect(asked.isEmpty)
    }

    @Test("a digest that an earlier plan found holds as long as the registry has it", arguments: [true, false])
    func pinned(_ isThere: Bool) async throws {
        var scenario = Scenario()
        try scenario.external("nginx:1.27")
        let reference = scenario.subjects[0].reference
        let (answers, asked) = await asked(scenario, pinned: [reference: Self.digest]) { name in
            if !name.contains("@") { return .found(.init(digest: Self.newer)) }
            return isThere ? .found(.init(digest: Self.digest)) : .notFound(message: "")
        }
        #expect(asked == ["nginx:1.27", "nginx@\(Self.digest)"])
        var old = RegistryInventory.Manifest(digest: Self.digest)
        old.movedTo = Self.newer
        #expect(answers[reference] == .found(isThere ? old : .init(digest: Self.newer)))
    }
}
