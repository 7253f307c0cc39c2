import Testing

/// Lets only a few tests use the engine at the same time: on two processors more of them only wait for one another.
struct EngineTrait: SuiteTrait, TestTrait, TestScoping {
    private static let slots = Slots(count: 3)

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.slots.take()
        do {
            try await function()
        } catch {
            await Self.slots.giveBack()
            throw error
        }
        await Self.slots.giveBack()
    }

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
