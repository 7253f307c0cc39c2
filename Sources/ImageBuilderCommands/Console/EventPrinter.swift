import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization

/// Tells what happens while a plan is carried out, one line a change.
struct EventPrinter: Sendable {
    /// How many of the last lines of a failed build are shown.
    static let shownLines = 20

    private let console: Console
    private let reasons: [ImageKey: String]
    private let style: ProgressStyle
    private let memory: RunMemory
    private let total: Int

    /// - Parameter elapsed: seconds since the run began.
    init(
        console: Console,
        plan: RebuildPlan,
        progress: ProgressStyle,
        elapsed: @escaping @Sendable () -> Double = EventPrinter.clock()
    ) {
        self.console = console
        reasons = plan.images.reduce(into: [:]) { $0[$1.key] = $1.reasons.first.map(FlagAdvice.text) }
        style = progress
        total = plan.images.count
        memory = RunMemory(elapsed: elapsed)
    }

    /// A clock that begins now.
    static func clock() -> @Sendable () -> Double {
        let began = ContinuousClock.now
        return {
            let passed = began.duration(to: .now).components
            return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        }
    }

    @Sendable func handle(_ event: PipelineEvent) {
        switch event {
        case .started(_, let decision) where style == .tty && !decision.keepsImage: break
        case .started(let key, let decision):
            let verb = decision.rawValue + String(repeating: " ", count: max(0, 6 - decision.rawValue.count))
            say(decision.keepsImage ? .debug : .normal, "\(verb) \(key)  \(reasons[key] ?? "")")
        case .pulling(let key, let progress) where progress.current == nil:
            say(.debug, "\(key)| " + (progress.id.map { $0 + ": " } ?? "") + progress.status)
        case .pulling, .uploading: break
        case .output(let key, let line):
            memory.add(line, of: key)
            say(.debug, "\(key)| \(line)")
        case .retrying(let key, let message, let delay):
            say(.normal, "\(key): \(message); trying again in \(DurationText.seconds(delay))")
        case .notPulled(let key, let message): say(.info, "\(key): not pulled: \(message)")
        case .notRelabelled(let key, let message): say(.info, "\(key): \(message)")
        case .untagged(let reference, let id):
            say(.normal, "untag  \(reference)  it no longer stands for \(id.prefix(19))")
        case .warning(let message): say(.normal, "warning: \(message)")
        case .limitMet(let key, let limit): say(.normal, "\(key): \(FlagAdvice.text(limit))")
        case .stepFailed(let key, let failure): memory.note(failure, of: key)
        case .finished(let key, let outcome):
            memory.finish()
            tell(key, outcome)
        }
    }

    private func tell(_ key: ImageKey, _ outcome: ImageOutcome) {
        switch outcome {
        case .kept(let id, let tags) where tags.isEmpty: say(.info, "\(place)kept   \(key)  \(id.prefix(19))")
        case .kept(let id, let tags):
            say(.normal, "\(place)tagged \(key)  \(id.prefix(19)) as \(tags.joined(separator: ", "))")
        case .pulled(let id, let from): say(.normal, "\(place)pulled \(key)  \(id.prefix(19)) from \(from)")
        case .built(let id, _, let log, let seconds): tell("built ", key, id, log, seconds)
        case .relabelled(let id, _, let log, let seconds): tell("relabelled", key, id, log, seconds)
        case .failed(let step, let message, let log):
            let told = memory.take(key)
            if told.failure == nil { for line in told.output { console.error("\(key)| \(line)") } }
            console.error("\(place)failed \(key)  \(step.rawValue): \(message)")
            if let failure = told.failure { for line in FailureText(failure: failure).lines { console.error(line) } }
            if let log { console.error("  log: \(log)") }
        case .skipped(let ancestor): console.error("\(place)skipped \(key): \(ancestor) failed")
        case .interrupted: say(.normal, "\(place)stopped \(key)")
        }
    }

    private func tell(_ verb: String, _ key: ImageKey, _ id: String, _ log: String?, _ seconds: Double) {
        let file = log.map { ", log: \($0)" } ?? ""
        say(.normal, "\(place)\(verb) \(key)  \(id.prefix(19)) in \(DurationText.seconds(seconds))\(file)")
    }

    /// `[12/47 1m05s] `: how many images are done, and since when the run goes on. A live display has that below.
    private var place: String {
        style == .plain ? "[\(memory.finished)/\(total) \(ProgressFrame.time(memory.elapsed()))] " : ""
    }

    private func say(_ level: Verbosity, _ text: String) {
        if style != .none { console.note(text, from: level) }
    }
}

/// What has to be known of a run when an image of it fails.
private final class RunMemory: Sendable {
    private struct State {
        var lines: [ImageKey: [String]] = [:]
        var failures: [ImageKey: BuildFailure] = [:]
        var finished = 0
    }

    private let state = Mutex(State())
    let elapsed: @Sendable () -> Double

    init(elapsed: @escaping @Sendable () -> Double) { self.elapsed = elapsed }

    var finished: Int { state.withLock(\.finished) }

    func finish() { state.withLock { $0.finished += 1 } }

    func add(_ line: String, of key: ImageKey) {
        state.withLock { state in
            var tail = state.lines[key] ?? []
            tail.append(line)
            if tail.count > EventPrinter.shownLines { tail.removeFirst() }
            state.lines[key] = tail
        }
    }

    func note(_ failure: BuildFailure, of key: ImageKey) { state.withLock { $0.failures[key] = failure } }

    func take(_ key: ImageKey) -> (output: [String], failure: BuildFailure?) {
        state.withLock { state in
            (state.lines.removeValue(forKey: key) ?? [], state.failures.removeValue(forKey: key))
        }
    }
}
