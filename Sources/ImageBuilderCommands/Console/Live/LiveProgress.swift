import ImageGraph
import RebuildPipeline
import Synchronization

/// Draws a run on a terminal while it goes on: ten times a second at the most, and only what changed.
final class LiveProgress: Sendable {
    private let console: Console
    private let state: Mutex<ProgressState>
    private let began = ContinuousClock.now

    /// Between two frames.
    private static let pause = Duration.milliseconds(100)
    /// Between two signs of life where nothing is redrawn.
    private static let beat = Duration.seconds(30)

    init(console: Console, state: ProgressState) {
        self.console = console
        self.state = Mutex(state)
    }

    @Sendable func handle(_ event: PipelineEvent) {
        let now = now
        state.withLock { $0.take(event, at: now) }
    }

    /// Draws until the task is cancelled, and then takes the drawing away.
    func draw() async {
        while !Task.isCancelled {
            let size = Terminal.size
            let now = now
            let lines = state.withLock { ProgressFrame.lines($0, now: now, width: size.width, rows: size.rows) }
            console.show(lines)
            // A cancelled sleep ends at once, and so does the loop.
            try? await Task.sleep(for: Self.pause)
        }
        console.endLive()
    }

    /// Says every half minute what goes on, until the task is cancelled: logs of CI that say nothing look dead.
    func beat() async {
        while true {
            do { try await Task.sleep(for: Self.beat) } catch { return }
            let now = now
            console.note(state.withLock { ProgressFrame.heartbeat($0, now: now) })
        }
    }

    private var now: Double {
        let passed = began.duration(to: .now)
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    }
}
