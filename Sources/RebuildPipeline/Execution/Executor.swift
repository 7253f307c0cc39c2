public import DockerEngine
import ImageGraph

/// Carries a plan out: parents before children, independent images at the same time.
///
/// A failure ends nothing but the images that need the failed one; everything else goes on. Cancelling the task stops
/// starting images, cancels what runs on the engine, and still returns a report that is true.
public struct Executor: Sendable {
    private let workspace: Workspace
    private let sources: WorkspaceSources
    private let engine: DockerClient
    private let options: ExecutionOptions
    private let handler: @Sendable (PipelineEvent) -> Void

    public init(
        workspace: Workspace,
        sources: WorkspaceSources,
        engine: DockerClient,
        options: ExecutionOptions,
        handler: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
    ) {
        self.workspace = workspace
        self.sources = sources
        self.engine = engine
        self.options = options
        self.handler = handler
    }

    /// Carries `plan` out.
    ///
    /// - Returns: what was done. Images that failed are told there; they are no error of this function.
    /// - Throws: `PipelineError.output` when the actions file or the log folder cannot be written.
    public func run(_ plan: RebuildPlan) async throws(PipelineError) -> ActionsReport {
        var keeper = ReportKeeper(plan: plan, file: options.actionsFile.map(ActionsFile.init(path:)))
        if let folder = options.logFolder { try AtomicFile.makeFolder(folder) }
        try keeper.save()
        await takeObsoleteTags(plan, &keeper)
        try keeper.save()
        let schedule = Schedule(plan)
        try await work(through: schedule, &keeper)
        return keeper.report
    }

    // MARK: The loop

    /// Starts what is ready, up to the bound, and takes in what is done, until nothing is left to start or to wait for.
    private func work(through initial: Schedule, _ keeper: inout ReportKeeper) async throws(PipelineError) {
        let worker = ImageWorker(
            workspace: workspace,
            sources: sources,
            engine: engine,
            options: options,
            handler: handler
        )
        let jobs = max(1, options.jobs)
        let start = keeper
        let outcome = await withTaskGroup(of: ImageResult.self) { group -> (ReportKeeper, PipelineError?) in
            var schedule = initial
            var keeper = start
            var failure: PipelineError?
            var running = 0
            while true {
                let stopped = Task.isCancelled || failure != nil || (options.failFast && schedule.hasFailure)
                while !stopped, running < jobs, let next = schedule.takeReady() {
                    running += 1
                    handler(.started(next.key, next.decision))
                    group.addTask { await worker.work(on: next) }
                }
                guard running > 0, let result = await group.next() else { break }
                running -= 1
                let skipped = schedule.settle(result)
                keeper.record(result)
                handler(.finished(result.key, result.outcome))
                for (key, ancestor) in skipped {
                    keeper.record(ImageResult(key: key, outcome: .skipped(failedAncestor: ancestor)))
                    handler(.finished(key, .skipped(failedAncestor: ancestor)))
                }
                do throws(PipelineError) {
                    // A kept image changes nothing that a crash could lose: its entry is written with the next step.
                    if !result.isPlainKeep { try keeper.save() }
                } catch {
                    failure = error
                    group.cancelAll()
                }
            }
            if Task.isCancelled || schedule.hasRest { keeper.interrupt(rest: schedule.rest, byUser: Task.isCancelled) }
            return (keeper, failure)
        }
        keeper = outcome.0
        if let failure = outcome.1 { throw failure }
        try keeper.save()
    }

    // MARK: Obsolete tags

    /// Takes the build tag from every image that carries it without deserving it, before anything is built.
    ///
    /// The user's document says that imagebuilder deletes no image. The engine deletes one with its last tag, so an
    /// image about to lose its last one is first given the tag `obsolete-<first 12 of its id>`, unless the user forces
    /// the removal.
    private func takeObsoleteTags(_ plan: RebuildPlan, _ keeper: inout ReportKeeper) async {
        for image in plan.images {
            for obsolete in image.obsoleteTags where !Task.isCancelled {
                do throws(EngineError) {
                    try await take(obsolete, from: image, &keeper)
                } catch {
                    handler(.warning("\(obsolete.reference) stays on \(obsolete.imageID): \(error)"))
                }
            }
        }
    }

    private func take(
        _ obsolete: PlannedImage.ObsoleteTag,
        from image: PlannedImage,
        _ keeper: inout ReportKeeper
    ) async throws(EngineError) {
        // Another run may have moved the tag since the plan was made; then it is no longer ours to take.
        guard let now = try await engine.inspectImage(obsolete.reference), now.id == obsolete.imageID else { return }
        var left = now.repoTags.filter { $0 != obsolete.reference }
        if left.isEmpty, !options.forceUntag {
            let tag = "obsolete-\(Reason.short(obsolete.imageID))"
            try await engine.tag(now.id, repository: image.reference.familiarName, tag: tag)
            left = ["\(image.reference.familiarName):\(tag)"]
        }
        _ = try await engine.untag(obsolete.reference)
        keeper.recordObsolete(id: now.id, tags: left, image: image)
        handler(.untagged(reference: obsolete.reference, id: now.id))
    }
}
