/// The time that waits and the lives of tokens are measured on.
public struct RegistryClock: Sendable {
    /// The time since some moment that stays the same. It never goes back.
    public var now: @Sendable () -> Duration
    /// Waits, or ends early where the task is cancelled.
    public var sleep: @Sendable (Duration) async -> Void

    /// A clock by its two functions.
    public init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's, which goes on while the machine sleeps.
    public static let system: RegistryClock = {
        let start = ContinuousClock.now
        return RegistryClock(now: { start.duration(to: .now) }, sleep: { try? await Task.sleep(for: $0) })
    }()
}
