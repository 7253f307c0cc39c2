import NIOConcurrencyHelpers

/// Which hosts could not be reached a moment ago, so that a dead one costs its waits once and not once an image.
final class HostHealth: Sendable {
    private let clock: RegistryClock
    private let memory: Duration
    private let failures = NIOLockedValueBox<[String: (error: RegistryError, end: Duration)]>([:])

    init(clock: RegistryClock, memory: Duration) {
        self.clock = clock
        self.memory = memory
    }

    /// - Throws: how the host failed, where that is not long ago.
    func check(_ host: String) throws(RegistryError) {
        let now = clock.now()
        if let last = failures.withLockedValue({ $0[host] }), now < last.end { throw last.error }
    }

    func remember(_ error: RegistryError) {
        guard error.code == .unreachable, let host = error.host else { return }
        let end = clock.now() + memory
        failures.withLockedValue { $0[host] = (error, end) }
    }
}
