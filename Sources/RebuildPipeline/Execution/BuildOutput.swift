import DockerEngine
import ImageGraph
import Synchronization

/// Where the output of one build goes: its log, and whoever watches.
final class BuildOutput: Sendable {
    let key: ImageKey
    private let log: BuildLog?
    private let mask: SecretMask
    private let handler: @Sendable (PipelineEvent) -> Void
    private let state = Mutex(State())

    private struct State {
        var text = BuildText()
        var step = FailedStep()
        var lastLine = ""
        var isClipped = false
        var warnings: Set<String> = []
    }

    /// What BuildKit says where a step says more than it takes: `[output clipped, log limit 1MiB reached]`, or a speed.
    private static let clipped = "[output clipped, log "

    init(_ key: ImageKey, log: BuildLog?, mask: SecretMask, handler: @escaping @Sendable (PipelineEvent) -> Void) {
        self.key = key
        self.log = log
        self.mask = mask
        self.handler = handler
    }

    /// The last line that was said.
    var lastLine: String { state.withLock { $0.lastLine } }

    func add(_ record: BuildRecord) {
        tell(
            state.withLock { state in
                state.step.add(record)
                return state.text.add(record)
            }
        )
        if case .trace(let trace) = record { tell(of: trace.warnings) }
    }

    /// Gives out what BuildKit found in the Dockerfile, each once: an account may repeat itself.
    private func tell(of warnings: [BuildTrace.VertexWarning]) {
        for warning in warnings {
            guard state.withLock({ $0.warnings.insert(warning.short).inserted }) else { continue }
            handler(.warning("\(key): BuildKit: \(mask.masked(warning.short))"))
        }
    }

    /// Tells which step failed, where one did.
    ///
    /// - Parameter dockerfile: on disk; nil: there is none that anybody wrote.
    func fail(in dockerfile: String?) {
        let step = state.withLock(\.step)
        if let failure = BuildFailure(step, in: dockerfile, mask: mask.masked) { handler(.stepFailed(key, failure)) }
    }

    /// Gives out what no line end followed.
    func end() { tell(state.withLock { $0.text.end() }) }

    /// Says once what can be done about it: no build can.
    private func tellOfClipping() {
        let isFirst = state.withLock { state in
            defer { state.isClipped = true }
            return !state.isClipped
        }
        guard isFirst else { return }
        let advice =
            "the engine clipped the output of \(key); its limits are BUILDKIT_STEP_LOG_MAX_SIZE and BUILDKIT_STEP_LOG_MAX_SPEED in the "
            + "engine's environment, -1 for none"
        log?.append(advice + "\n")
        handler(.warning(advice))
    }

    private func tell(_ text: String) {
        guard !text.isEmpty else { return }
        let text = mask.masked(text)
        log?.append(text)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        if let last = lines.last { state.withLock { $0.lastLine = last } }
        for line in lines { handler(.output(key, line)) }
        if lines.contains(where: { $0.contains(Self.clipped) }) { tellOfClipping() }
    }
}
