import DockerEngine
import ImageGraph
import RebuildPlanning

/// Does what the plan says with one image.
struct ImageWorker: Sendable {
    let workspace: Workspace
    let sources: WorkspaceSources
    let engine: DockerClient
    let options: ExecutionOptions
    let reach = RegistryReach()
    let handler: @Sendable (PipelineEvent) -> Void

    /// Never throws: how it ended is in the result.
    ///
    /// What fails because the engine went away, or because another client took something from under a build, is tried a
    /// second time.
    func work(on image: PlannedImage) async -> ImageResult {
        let recovery = EngineRecovery(engine: engine, limit: options.engineWait, handler: handler)
        var isFirst = true
        while true {
            var attempts = PullAttempts()
            do throws(StepFailure) {
                switch image.decision {
                case .keep: return .ended(image.key, try await keep(image), attempts)
                case .pull: return try await pull(image, &attempts)
                case .build: return .ended(image.key, try await build(image), attempts)
                }
            } catch {
                if isFirst, await recovery.allowsAnotherAttempt(after: error, on: image.key) {
                    isFirst = false
                    continue
                }
                let outcome = Task.isCancelled ? ImageOutcome.interrupted(log: error.log) : error.outcome
                return .ended(image.key, outcome, attempts)
            }
        }
    }

    // MARK: Keeping

    private func keep(_ image: PlannedImage) async throws(StepFailure) -> ImageOutcome {
        guard let id = image.imageID else {
            throw StepFailure(.tag, "the plan keeps \(image.key) but names no image")
        }
        if !image.missingTags.isEmpty { try await requireCurrent(image, id) }
        try await tag(id, image, image.missingTags)
        return .kept(id: id, addedTags: image.missingTags)
    }

    private func tag(
        _ id: String,
        _ image: PlannedImage,
        _ tags: [String],
        log: String? = nil
    ) async throws(StepFailure) {
        for tag in tags {
            do throws(EngineError) {
                try await engine.tag(id, repository: image.reference.familiarName, tag: tag)
            } catch {
                throw StepFailure(.tag, error, log: log)
            }
        }
    }

    /// Looks at the image's sources once more, right before it gets its tags.
    ///
    /// They may have been edited since the plan was made, and another run may have built and tagged the newer image
    /// meanwhile: the build tag must not go back to an image of old inputs.
    private func requireCurrent(_ image: PlannedImage, _ id: String, log: String? = nil) async throws(StepFailure) {
        guard image.role == .buildable, image.inputDigest != nil, await !sources.isCurrent(image.key) else { return }
        let tags = image.requiredTags.joined(separator: ", ")
        throw StepFailure(
            .tag,
            "its sources changed while the run went on, so \(id) did not get the tag \(tags); run again",
            log: log
        )
    }

    // MARK: Pulling

    private func pull(_ image: PlannedImage, _ attempts: inout PullAttempts) async throws(StepFailure) -> ImageResult {
        if let refusal = image.refusal { throw StepFailure(.pull, "\(refusal)") }
        let puller = ImagePuller(engine: engine, options: options, reach: reach, handler: handler)
        var lastMessage = "nothing to ask the registry for"
        asking: for reference in image.pullReferences {
            switch try await puller.pull(reference, for: image) {
            case .usable(let found):
                attempts.usable = found
                try await requireCurrent(image, found.id)
                try await tag(found.id, image, image.requiredTags)
                return .ended(image.key, .pulled(id: found.id, from: reference), attempts)
            case .missing(let message):
                lastMessage = message
                // An image that can only be pulled fails with this very message; it is listed once.
                if image.ifNotPulled != nil { attempts.missed.append(.init(reference: reference, message: message)) }
            case .unreachable(let error):
                guard image.ifNotPulled != nil else { throw StepFailure(.pull, error) }
                await tellUnreachable(reference, error)
                lastMessage = error.message
                attempts.missed.append(.init(reference: reference, message: error.message))
                break asking  // the others are the same registry's
            case .obsolete(let found):
                lastMessage = "\(reference.familiar) is not as its sources ask for: \(found.reason)"
                attempts.obsolete.append(found)
            }
        }
        guard let alternative = image.ifNotPulled else { throw StepFailure(.pull, lastMessage) }
        handler(.notPulled(image.key, message: lastMessage))
        return .notPulled(image.taking(alternative, because: attempts.reasons), attempts)
    }

    private func tellUnreachable(_ reference: ImageReference, _ error: EngineError) async {
        guard await reach.isFirstTold(reference.domain) else { return }
        handler(.warning("\(reference.domain) cannot be reached, so what can be built is built: \(error.message)"))
    }

    // MARK: Building

    private func build(_ image: PlannedImage) async throws(StepFailure) -> ImageOutcome {
        if let refusal = image.refusal { throw StepFailure(.build, "\(refusal)") }
        let builder = ImageBuild(
            workspace: workspace,
            sources: sources,
            engine: engine,
            options: options,
            handler: handler
        )
        let built = try await builder.build(image)
        try await requireCurrent(image, built.id, log: built.log)
        try await tag(built.id, image, image.requiredTags + image.tagsIfBuilt, log: built.log)
        if let records = options.records, let record = await sources.record(of: image.key) { records.keep(record) }
        return .built(id: built.id, tags: image.tagsIfBuilt, log: built.log, seconds: built.seconds)
    }
}

/// A step on one image that did not succeed.
struct StepFailure: Error {
    let step: ImageOutcome.Step
    let message: String
    var log: String?
    /// The engine's own error, where it is one.
    let cause: EngineError?

    init(_ step: ImageOutcome.Step, _ message: String, log: String? = nil, cause: EngineError? = nil) {
        self.step = step
        self.message = message
        self.log = log
        self.cause = cause
    }

    init(_ step: ImageOutcome.Step, _ error: EngineError, log: String? = nil) {
        self.step = step
        self.message = "\(error)"
        self.log = log
        cause = error
    }

    var outcome: ImageOutcome { .failed(step, message: message, log: log) }
}
