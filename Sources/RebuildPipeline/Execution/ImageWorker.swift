import DockerEngine
import ImageGraph
import RebuildPlanning

/// Does what the plan says with one image, in two parts: first all but its last tags, which say that it is finished; then, when the report
/// knows of it, those. So no image is finished that no report knows, wherever a run is cut off.
struct ImageWorker: Sendable {
    let workspace: Workspace
    let sources: WorkspaceSources
    let engine: DockerClient
    let options: ExecutionOptions
    let reach = RegistryReach()
    let handler: @Sendable (PipelineEvent) -> Void

    /// Never throws: how it ended is in the result.
    ///
    /// What fails because the engine went away is tried a second time; what fails because another client took something from
    /// under a build, a few times.
    func work(on image: PlannedImage) async -> ImageResult {
        let recovery = EngineRecovery(options, engine: engine, handler: handler)
        var earlier = 0
        while true {
            var attempts = PullAttempts(before: image)
            do throws(StepFailure) {
                switch image.decision {
                case .keep, .retag: return try await keep(image)
                case .relabel: return try await relabel(image)
                case .pull: return try await pull(image, &attempts)
                case .build: return try await build(image, attempts)
                }
            } catch {
                if await recovery.allowsAnotherAttempt(after: error, on: image.key, earlier: earlier) {
                    earlier += 1
                    continue
                }
                let outcome = Task.isCancelled ? ImageOutcome.interrupted(log: error.log) : error.outcome
                return .ended(outcome, attempts)
            }
        }
    }

    /// Gives an image its last tags. Never throws either.
    func finish(_ rest: Unfinished, of image: PlannedImage) async -> ImageResult {
        let recovery = EngineRecovery(options, engine: engine, handler: handler)
        var isFirst = true
        while true {
            do throws(StepFailure) {
                try await tag(rest.id, image, rest.tags, log: rest.log)
                for leftover in rest.leftovers { await drop(leftover) }
                return .finished(rest.outcome)
            } catch {
                if isFirst, await recovery.returns(after: error, on: image.key) {
                    isFirst = false
                    continue
                }
                return .finished(Task.isCancelled ? .interrupted(log: rest.log) : error.outcome)
            }
        }
    }

    // MARK: Tags

    func tag(
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

    /// Takes a tag away that is not to stay. That it stays is no failure: the next run that finishes the image takes it.
    ///
    /// The engine deletes an image with its last tag. So it stays where another run has moved the tag to its own image meanwhile.
    func drop(_ leftover: PlannedImage.Leftover) async {
        do throws(EngineError) {
            guard try await engine.inspectImage(leftover.reference)?.id == leftover.imageID else { return }
            _ = try await engine.untag(leftover.reference)
        } catch {
            handler(.warning("\(leftover.reference) stays on \(leftover.imageID): \(error)"))
        }
    }

    /// Looks at the image's sources once more, right before it gets its tags.
    ///
    /// They may have been edited since the plan was made, and another run may have built and tagged the newer image
    /// meanwhile: the build tag must not go back to an image of old inputs.
    func requireCurrent(_ image: PlannedImage, _ id: String, log: String? = nil) async throws(StepFailure) {
        guard image.role == .buildable, image.inputDigest != nil, await !sources.isCurrent(image.key) else { return }
        let tags = image.requiredTags.joined(separator: ", ")
        throw StepFailure(
            .tag,
            "its sources changed while the run went on, so \(id) did not get the tag \(tags); run again",
            log: log
        )
    }

    func inspect(_ id: String, _ step: ImageOutcome.Step) async throws(StepFailure) -> ImageDetails? {
        do throws(EngineError) {
            return try await engine.inspectImage(id)
        } catch {
            throw StepFailure(step, error)
        }
    }
}
