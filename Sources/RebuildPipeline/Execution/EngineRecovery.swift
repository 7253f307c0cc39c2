import DockerEngine
import ImageGraph

/// Whether a step that failed is worth a second attempt, which it is where the failure was none of the image's.
struct EngineRecovery: Sendable {
    let engine: DockerClient
    /// How long to wait for an engine that went away.
    let limit: Duration
    let handler: @Sendable (PipelineEvent) -> Void

    /// Between two looks at an engine that is away.
    private static let pause = Duration.milliseconds(500)

    /// Waits for the engine where it is away. False where the failure is the image's own, or the engine stays away.
    func allowsAnotherAttempt(after failure: StepFailure, on key: ImageKey) async -> Bool {
        guard let cause = failure.cause, !Task.isCancelled else { return false }
        if Self.isTakenFromUnder(cause) {
            handler(.warning("\(key): an image of the build's cache was removed meanwhile; trying again"))
            return true
        }
        switch cause.code {
        case .disconnected, .unreachable: break
        // What an engine that is being shut down says of a build: cancelled, or that its step was killed.
        case .cancelled, .buildFailed, .serverError:
            if await answers() { return false }
        default: return false
        }
        return await returns(key)
    }

    /// The classic builder of Docker 20.10 looks for cached layers among all images, and fails when one of them goes away
    /// while it looks.
    private static func isTakenFromUnder(_ cause: EngineError) -> Bool {
        cause.message.contains("unable to find image \"sha256:")
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
        let clock = ContinuousClock()
        let end = clock.now + limit
        while clock.now < end, !Task.isCancelled {
            if await answers() {
                handler(.warning("\(key): the engine answers again; trying once more"))
                return true
            }
            // A cancelled sleep ends at once, and so does the loop.
            try? await Task.sleep(for: Self.pause)
        }
        return false
    }
}
