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
    private let isSilent: Bool
    /// A display shows what is worked on, so only what ended is said.
    private let isLive: Bool
    private let tails = TailKeeper()

    init(console: Console, plan: RebuildPlan, progress: ProgressStyle) {
        self.console = console
        reasons = plan.images.reduce(into: [:]) { $0[$1.key] = $1.reasons.first.map(FlagAdvice.text) }
        isSilent = progress == .none
        isLive = progress == .tty
    }

    @Sendable func handle(_ event: PipelineEvent) {
        switch event {
        case .started(_, let decision) where isLive && !decision.keepsImage: break
        case .started(let key, let decision):
            let verb = decision.rawValue + String(repeating: " ", count: max(0, 6 - decision.rawValue.count))
            say(decision.keepsImage ? .debug : .normal, "\(verb) \(key)  \(reasons[key] ?? "")")
        case .pulling(let key, let progress) where progress.current == nil:
            say(.debug, "\(key)| " + (progress.id.map { $0 + ": " } ?? "") + progress.status)
        case .pulling, .uploading: break
        case .output(let key, let line):
            tails.add(line, of: key)
            say(.debug, "\(key)| \(line)")
        case .retrying(let key, let message, let delay):
            say(.normal, "\(key): \(message); trying again in \(DurationText.seconds(delay))")
        case .notPulled(let key, let message): say(.info, "\(key): not pulled: \(message)")
        case .notRelabelled(let key, let message): say(.info, "\(key): \(message)")
        case .untagged(let reference, let id):
            say(.normal, "untag  \(reference)  it no longer stands for \(id.prefix(19))")
        case .warning(let message): say(.normal, "warning: \(message)")
        case .limitMet(let key, let limit): say(.normal, "\(key): \(FlagAdvice.text(limit))")
        case .finished(let key, let outcome): tell(key, outcome)
        }
    }

    private func tell(_ key: ImageKey, _ outcome: ImageOutcome) {
        switch outcome {
        case .kept(let id, let tags) where tags.isEmpty: say(.info, "kept   \(key)  \(id.prefix(19))")
        case .kept(let id, let tags): say(.normal, "tagged \(key)  \(id.prefix(19)) as \(tags.joined(separator: ", "))")
        case .pulled(let id, let from): say(.normal, "pulled \(key)  \(id.prefix(19)) from \(from)")
        case .built(let id, _, let log, let seconds): tell("built ", key, id, log, seconds)
        case .relabelled(let id, _, let log, let seconds): tell("relabelled", key, id, log, seconds)
        case .failed(let step, let message, let log):
            for line in tails.take(key) { console.error("\(key)| \(line)") }
            console.error("failed \(key)  \(step.rawValue): \(message)")
            if let log { console.error("       log: \(log)") }
        case .skipped(let ancestor): console.error("skipped \(key): \(ancestor) failed")
        case .interrupted: say(.normal, "stopped \(key)")
        }
    }

    private func tell(_ verb: String, _ key: ImageKey, _ id: String, _ log: String?, _ seconds: Double) {
        let place = log.map { ", log: \($0)" } ?? ""
        say(.normal, "\(verb) \(key)  \(id.prefix(19)) in \(DurationText.seconds(seconds))\(place)")
    }

    private func say(_ level: Verbosity, _ text: String) {
        if !isSilent { console.note(text, from: level) }
    }
}

/// The last lines of each running build, for the case that it fails.
private final class TailKeeper: Sendable {
    private let lines = Mutex<[ImageKey: [String]]>([:])

    func add(_ line: String, of key: ImageKey) {
        lines.withLock { lines in
            var tail = lines[key] ?? []
            tail.append(line)
            if tail.count > EventPrinter.shownLines { tail.removeFirst() }
            lines[key] = tail
        }
    }

    func take(_ key: ImageKey) -> [String] {
        lines.withLock { $0.removeValue(forKey: key) ?? [] }
    }
}
