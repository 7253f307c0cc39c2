import Testing

/// Lets only a few tests use the engine at the same time: on two processors more of them only wait for one another.
struct EngineTrait: SuiteTrait, TestTrait, TestScoping {
    /// Podman fails whatever lists images while another is removed.
    private static let slots = Slots(count: TestEngine.environment["IMAGEBUILDER_TEST_ENGINE_KIND"] == "podman" ? 1 : 3)

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.slots.take()
        let start = ContinuousClock.now
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await function())
        } catch {
            outcome = .failure(error)
        }
        await Self.slots.giveBack()
        if Self.tellsTimes { print("\(ContinuousClock.now - start) of the engine: \(test.name)") }
        try outcome.get()
    }

    /// The times that Swift Testing prints hold the wait for a slot.
    private static let tellsTimes = TestEngine.environment["IMAGEBUILDER_TEST_TIMES"] != nil

    func scopeProvider(for test: Test, testCase: Test.Case?) -> EngineTrait? {
        testCase == nil ? nil : self
    }
}

extension Trait where Self == EngineTrait {
    /// The test needs the engine.
    static var usesEngine: Self { Self() }
}

private actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { free = count }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
