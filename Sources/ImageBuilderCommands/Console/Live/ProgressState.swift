import DockerEngine
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// What is going on in a run, gathered from its events: what a live display shows.
struct ProgressState: Sendable {
    /// One image that is worked on.
    struct Running: Sendable {
        let key: ImageKey
        let decision: Decision
        let since: Double
        /// `3/7`, where the builder said so.
        var step = ""
        /// What it is at.
        var doing = ""
        /// The last line that the step said.
        var said = ""
        /// Of a pull, by layer: bytes so far and in all.
        var layers: [String: (current: Int64, total: Int64)] = [:]
        /// Of a build's context.
        var uploaded: Int64 = 0
    }

    /// In the order in which they were started.
    private(set) var running: [Running] = []
    private(set) var total: Int
    private(set) var done = 0
    private(set) var failed = 0
    /// Seconds that builds of this run took, and that earlier ones took.
    private var finishedSeconds: [Double] = []
    private let durations: [ImageKey: Double]
    private var toBuild: Set<ImageKey>
    private let jobs: Int

    /// - Parameters:
    ///   - durations: seconds that builds of an earlier run took.
    ///   - jobs: how many builds run at once.
    init(_ plan: RebuildPlan, durations: [ImageKey: Double], jobs: Int) {
        total = plan.images.count
        self.durations = durations
        self.jobs = max(1, jobs)
        // Until it is pulled, what may be built after all counts as a build: an end that is told is not to move away.
        toBuild = Set(plan.images.filter { $0.decision == .build || $0.isOpen }.map(\.key))
    }

    /// - Parameter now: seconds on a clock that only goes forward.
    mutating func take(_ event: PipelineEvent, at now: Double) {
        switch event {
        case .started(let key, let decision):
            running.removeAll { $0.key == key }
            running.append(Running(key: key, decision: decision, since: now))
            if decision == .build { toBuild.insert(key) }
        case .pulling(let key, let progress):
            update(key) { image in
                if let id = progress.id, let current = progress.current, let total = progress.total, total > 0,
                    progress.status == "Downloading"
                {
                    image.layers[id] = (current, total)
                } else if progress.current == nil, progress.id == nil {
                    image.doing = progress.status
                } else if let id = progress.id, let layer = image.layers[id], progress.status.hasSuffix("complete") {
                    image.layers[id] = (layer.total, layer.total)
                }
            }
        case .uploading(let key, let bytes): update(key) { $0.uploaded = bytes }
        case .output(let key, let line): update(key) { $0.take(line: line) }
        case .retrying(let key, let message, _): update(key) { $0.doing = "waiting: \(message)" }
        case .notPulled(let key, _), .notRelabelled(let key, _): running.removeAll { $0.key == key }
        case .finished(let key, let outcome): finish(key, outcome, at: now)
        case .untagged, .warning, .limitMet, .stepFailed: break
        }
    }

    private mutating func update(_ key: ImageKey, _ change: (inout Running) -> Void) {
        guard let position = running.firstIndex(where: { $0.key == key }) else { return }
        change(&running[position])
    }

    private mutating func finish(_ key: ImageKey, _ outcome: ImageOutcome, at now: Double) {
        running.removeAll { $0.key == key }
        toBuild.remove(key)
        switch outcome {
        case .kept, .pulled, .relabelled: done += 1
        case .built(_, _, _, let seconds):
            done += 1
            finishedSeconds.append(seconds)
        case .failed: failed += 1
        case .skipped, .interrupted: total -= 1
        }
    }

    /// Seconds to the end, from what builds took so far and in the earlier run; nil while nothing is known.
    func remaining(at now: Double) -> Double? {
        let known = finishedSeconds + durations.values
        guard !known.isEmpty, !toBuild.isEmpty else { return nil }
        let average = known.reduce(0, +) / Double(known.count)
        let builds = running.filter { $0.decision == .build }
        let started = Dictionary(builds.map { ($0.key, $0.since) }) { first, _ in first }
        let work = toBuild.reduce(0.0) { sum, key in
            let whole = durations[key] ?? average
            return sum + max(0, whole - (started[key].map { now - $0 } ?? 0))
        }
        return work / Double(min(jobs, toBuild.count))
    }
}

extension ProgressState.Running {
    /// Takes the step from a line of a builder: `Step 3/7 : RUN make`, or `[build 3/7] RUN make`.
    fileprivate mutating func take(line: String) {
        if let match = line.wholeMatch(of: /Step (\d+\/\d+) : (.*)/) {
            (step, doing, said) = (String(match.1), String(match.2), "")
        } else if let match = line.wholeMatch(of: /(?:CACHED )?\[(?:[^\]]* )?(\d+\/\d+)\] (.*)/) {
            (step, doing, said) = (String(match.1), String(match.2), "")
        } else if !step.isEmpty, !line.hasPrefix("DONE "), !line.hasPrefix(" ---> "), !line.allSatisfy(\.isWhitespace) {
            said = line
        }
    }
}
