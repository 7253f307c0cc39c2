import ImageRegistry
import NIOConcurrencyHelpers

/// A clock on which a wait takes no time: it goes on by what is waited, and keeps account.
final class TestTime: Sendable {
    private struct State {
        var now = Duration.zero
        var waits: [Duration] = []
    }

    private let state = NIOLockedValueBox(State())

    var waits: [Duration] { state.withLockedValue { $0.waits } }

    func advance(by duration: Duration) { state.withLockedValue { $0.now += duration } }

    var clock: RegistryClock {
        RegistryClock(
            now: { self.state.withLockedValue { $0.now } },
            sleep: { duration in
                self.state.withLockedValue { state in
                    state.now += duration
                    state.waits.append(duration)
                }
            }
        )
    }
}
