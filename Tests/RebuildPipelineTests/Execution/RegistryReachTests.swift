import DockerEngine
import Synchronization
import Testing

@testable import RebuildPipeline

/// The waits for a registry that cannot be reached are made once for all images.
struct RegistryReachTests {
    /// A registry that fails until something has happened.
    private final class Registry: Sendable {
        private let asked = Mutex(0)
        private let answers: @Sendable () -> Bool
        private let error: EngineError

        init(
            _ error: EngineError = EngineError(.registryUnreachable, "no route"),
            answers: @escaping @Sendable () -> Bool = { false }
        ) {
            self.answers = answers
            self.error = error
        }

        var count: Int { asked.withLock(\.self) }

        func ask() async throws(EngineError) {
            asked.withLock { $0 += 1 }
            await Task.yield()
            if !answers() { throw error }
        }
    }

    private let clock = RecordingClock()
    private let reach = RegistryReach()

    private func outcomes(_ count: Int, _ registry: Registry, host: String = "h:5000") async -> [EngineError.Code?] {
        let policy = RetryPolicy(retries: 3, delay: .seconds(1), clock: clock, jitter: { 0 })
        return await withTaskGroup { group in
            for _ in 0..<count {
                group.addTask { () -> EngineError.Code? in
                    do throws(EngineError) {
                        try await reach.run(host, policy, registry.ask) { _, _ in }
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("one task waits, all get its word")
    func once() async {
        let registry = Registry()
        #expect(await outcomes(20, registry) == Array(repeating: .registryUnreachable, count: 20))
        #expect(clock.sleeps == [1, 2, 4].map(Duration.seconds))
        #expect(registry.count <= 20 + 3)
    }

    @Test("what is known to be out of reach is not asked again; another registry is")
    func remembered() async {
        let registry = Registry()
        _ = await outcomes(1, registry)
        let before = registry.count
        #expect(await outcomes(5, registry) == Array(repeating: .registryUnreachable, count: 5))
        #expect(registry.count == before)
        let other = Registry { true }
        #expect(await outcomes(1, other, host: "other") == [nil])
    }

    @Test("a registry that comes back serves all who waited")
    func back() async {
        let registry = Registry { [clock] in clock.sleeps.count >= 2 }
        #expect(await outcomes(10, registry) == Array(repeating: nil, count: 10))
        #expect(clock.sleeps == [1, 2].map(Duration.seconds))
    }

    @Test("other failures are each one's own, and are tried again by each")
    func others() async {
        let registry = Registry(EngineError(.network, "502"))
        #expect(await outcomes(4, registry) == Array(repeating: .network, count: 4))
        #expect(registry.count == 16)
    }

    @Test("a host is told once")
    func told() async {
        #expect(await reach.isFirstTold("a"))
        #expect(await !reach.isFirstTold("a"))
        #expect(await reach.isFirstTold("b"))
    }
}
