import DockerEngine
import ImageGraph

/// Whether a step that failed is worth another attempt, which it is where the failure was none of the image's.
struct EngineRecovery: Sendable {
    let engine: DockerClient
    /// How long to wait for an engine that went away.
    let limit: Duration
    let clock: any Clock<Duration>
    let handler: @Sendable (PipelineEvent) -> Void

    init(
        _ options: ExecutionOptions,
        engine: DockerClient,
        handler: @escaping @Sendable (PipelineEvent) -> Void
    ) {
        self.engine = engine
        self.handler = handler
        limit = options.engineWait
        clock = options.retry.clock
    }

    /// Between two looks at an engine that is away.
    private static let pause = Duration.milliseconds(500)

    /// How often an image is worked on anew because something was removed from under it: whoever prunes in a loop meets a slow
    /// build more than once.
    private static let mostAfterRemovals = 3

    /// Whether the image may be worked on anew. Waits for the engine where it is away.
    ///
    /// - Parameter earlier: how often it was worked on anew before.
    /// - Returns: false where the failure is the image's own, the engine stays away, or it was tried often enough.
    func allowsAnotherAttempt(after failure: StepFailure, on key: ImageKey, earlier: Int) async -> Bool {
        if failure.kind == .takenFromUnder, !Task.isCancelled, earlier < Self.mostAfterRemovals {
            handler(.warning("\(key): a part of it was removed from the engine meanwhile; trying again"))
            return true
        }
        guard earlier == 0 else { return false }
        return await returns(after: failure, on: key)
    }

    /// Whether the engine was away, and is back. Waits for it.
    func returns(after failure: StepFailure, on key: ImageKey) async -> Bool {
        guard !Task.isCancelled else { return false }
        switch failure.kind {
        case .away: break
        case .perhapsAway:
            if await answers() { return false }
        case .own, .takenFromUnder: return false
        }
        return await returns(key)
    }

    private func answers() async -> Bool {
        do throws(EngineError) {
            try await engine.ping()
            return true
        } catch {
            return false
        }
    }

    private func returns(_ key: ImageKey) async -> Bool {
        if await !answers() {
            handler(.warning("\(key): the engine does not answer; waiting up to \(limit.components.seconds) s for it"))
        }
        var waited = Duration.zero
        while waited < limit, !Task.isCancelled {
            var isBack = false
            waited += await clock.measure {
                isBack = await answers()
                // A cancelled sleep ends at once, and so does the loop.
                if !isBack { try? await clock.sleep(for: Self.pause) }
            }
            guard isBack else { continue }
            handler(.warning("\(key): the engine answers again; trying once more"))
            return true
        }
        return false
    }
}

extension StepFailure {
    /// Whose failure it is.
    enum Kind: Sendable, Hashable {
        /// The image's.
        case own
        /// Something that the step rested on was removed while it ran: by a prune beside it, or by hand.
        case takenFromUnder
        /// The engine went away.
        case away
        /// What an engine that is being shut down says of a build: cancelled, or that its step was killed.
        case perhapsAway
    }

    var kind: Kind {
        guard let cause else { return .own }
        switch cause.code {
        case .disconnected, .unreachable: return .away
        // An image that was just made, and is to get a tag.
        case .notFound: return step == .tag ? .takenFromUnder : .own
        // A command that ended by itself speaks for itself, whatever it printed.
        case .buildFailed(exitCode: .some): return .perhapsAway
        case .buildFailed(exitCode: nil), .serverError, .badRequest:
            if RemovedPart.isNamed(in: cause.message) { return .takenFromUnder }
            return cause.code == .badRequest ? .own : .perhapsAway
        case .cancelled: return .perhapsAway
        default: return .own
        }
    }
}

/// What engines say when a part of a build is removed while it runs. They give it no code of its own.
private enum RemovedPart {
    /// Phrases that must all be in the message, and where they were seen.
    private static let phrases: [[String]] = [
        // The classic builder, whose cache and last step are images
        // (https://github.com/buildkite/elastic-ci-stack-for-aws/issues/662, https://github.com/apache/tvm/issues/11195).
        ["unable to find image \"sha256:"],
        ["No such image: sha256:"],
        ["unknown parent image ID"],
        ["failed to get destination image \"sha256:"],
        ["failed to get digest sha256:"],
        ["layer does not exist"],
        // BuildKit of Docker 20.10: `builder prune` took the context between its upload and its use.
        ["context not found"],
        // BuildKit: a record of its cache is there, and what it stands for is not (https://github.com/moby/buildkit/issues/2288,
        // 3599 and 6521, https://github.com/moby/moby/issues/40480).
        ["snapshot ", "does not exist"],
        ["snapshot ", "not found"],
        ["lease ", "not found"],
        ["content digest sha256:", "not found"],
    ]

    static func isNamed(in message: String) -> Bool {
        phrases.contains { $0.allSatisfy(message.contains) }
    }
}
