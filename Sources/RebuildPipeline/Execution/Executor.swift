import Basics
public import DockerEngine
import Foundation
import ImageGraph
public import RebuildPlanning

/// Carries a plan out: parents before children, independent images at the same time.
///
/// A failure ends nothing but the images that need the failed one; everything else goes on. Cancelling the task stops
/// starting images, cancels what runs on the engine, and still returns a report that is true.
public struct Executor: Sendable {
    private let workspace: Workspace
    private let sources: WorkspaceSources
    let engine: DockerClient
    let inventory: Inventory?
    let options: ExecutionOptions
    let handler: @Sendable (PipelineEvent) -> Void

    /// - Parameter inventory: what the engine had when the plan was made: so the report can tell all tags and digests of
    ///   what is kept. Nil: it tells what the plan says.
    public init(
        workspace: Workspace,
        sources: WorkspaceSources,
        engine: DockerClient,
        inventory: Inventory? = nil,
        options: ExecutionOptions,
        handler: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
    ) {
        self.workspace = workspace
        self.sources = sources
        self.engine = engine
        self.inventory = inventory
        self.options = options
        self.handler = handler
    }

    /// Carries `plan` out.
    ///
    /// - Returns: what was done. Images that failed are told there; they are no error of this function.
    /// - Throws: `PipelineError.file` when the actions file or the log folder cannot be written before anything is done;
    ///   `.unsavedReport` with the report when the file cannot be written in the end.
    public func run(_ plan: RebuildPlan) async throws(PipelineError) -> ActionsReport {
        let file = options.actionsFile.map(ActionsFile.init(path:))
        let began = Timestamp.rfc3339(Int64(options.now().timeIntervalSince1970))
        var builder = ReportBuilder(
            plan: plan,
            file: file,
            inventory: inventory,
            earlier: options.resumed,
            at: began
        )
        await takeOverObsolete(plan, of: file, &builder)
        do throws(FileError) {
            // Before anything is done, so that a place that cannot be written to stops the run while it is harmless.
            if let folder = options.logFolder { try BuildLog.prepare(folder) }
            try builder.save()
        } catch {
            throw .file(error)
        }
        await tellBuilder(plan)
        await takeObsoleteTags(plan, &builder)
        await work(through: Schedule(plan, durations: options.durations), &builder)
        builder.settle(await tags(of: builder.idsLeftBehind))
        options.records?.makeRoom()
        builder.finish()
        do throws(FileError) {
            try builder.save()
        } catch {
            throw .unsavedReport(builder.report, error)
        }
        return builder.report
    }

    /// Says so where images are built by the older builder though nobody asked for it.
    private func tellBuilder(_ plan: RebuildPlan) async {
        // An image that is to be pulled may have to be built after all.
        guard options.builder == .auto,
            plan.images.contains(where: { $0.role == .buildable && !$0.decision.keepsImage && $0.refusal == nil }),
            let version = try? await engine.version(), !version.hasBuildKit
        else { return }
        handler(.warning("the engine (\(version.version)) has no BuildKit; its classic builder is used"))
    }

    /// Writes the report down on the way. A full disk may be given room before the run ends, so it only warns.
    func save(_ builder: inout ReportBuilder) {
        do throws(FileError) {
            try builder.save()
        } catch {
            if builder.noteUnsaved() {
                handler(.warning("the actions file is not up to date: \(error); it is tried again with every step"))
            }
        }
    }

    // MARK: The loop

    /// Starts what is ready, up to the bound, and takes in what is done, until nothing is left to start or to wait for.
    private func work(through initial: Schedule, _ builder: inout ReportBuilder) async {
        let worker = ImageWorker(
            workspace: workspace,
            sources: sources,
            engine: engine,
            options: options,
            handler: handler
        )
        let jobs = max(1, options.jobs)
        let bounds: [Decision: Int] = [
            .keep: jobs, .retag: jobs, .relabel: jobs, .pull: max(1, options.pullJobs), .build: jobs,
        ]
        let start = builder
        builder = await withTaskGroup(of: (PlannedImage, ImageResult).self) { group in
            var schedule = initial
            var builder = start
            var running: [Decision: Int] = [:]
            while true {
                let stopped = Task.isCancelled || (options.failFast && schedule.hasFailure)
                for (kind, bound) in bounds where !stopped {
                    while running[kind, default: 0] < bound, let next = schedule.takeReady(kind) {
                        running[kind, default: 0] += 1
                        handler(.started(next.key, kind))
                        group.addTask {
                            let result = await worker.work(on: next)
                            await takePassingTag(after: result, of: next)
                            return (next, result)
                        }
                    }
                }
                guard let (image, result) = await group.next() else { break }
                let ended: ImageOutcome
                switch result {
                case .unfinished(let rest, let attempts):
                    // In the report first; its place among those that are worked on stays taken.
                    builder.record(attempts, of: image)
                    builder.record(rest.outcome, of: image, pulled: attempts.usable)
                    save(&builder)
                    group.addTask {
                        let result = await worker.finish(rest, of: image)
                        await takePassingTag(after: result, of: image)
                        return (image, result)
                    }
                    continue
                case .instead(let other, let attempts):
                    running[image.decision, default: 0] -= 1
                    builder.record(attempts, of: image)
                    // A run that resumes this one may find the image built, and then asks for it no more.
                    save(&builder)
                    schedule.putBack(other)
                    continue
                case .ended(let outcome, let attempts):
                    builder.record(attempts, of: image)
                    builder.record(outcome, of: image)
                    ended = outcome
                case .finished(let outcome):
                    if !outcome.isReady { builder.revise(outcome, of: image) }
                    ended = outcome
                }
                running[image.decision, default: 0] -= 1
                let skipped = schedule.settle(image.key, ended)
                handler(.finished(image.key, ended))
                for (key, ancestor) in skipped {
                    builder.record(.skipped(failedAncestor: ancestor), of: key)
                    handler(.finished(key, .skipped(failedAncestor: ancestor)))
                }
                // An image that ended well changes nothing anymore that a crash could lose.
                if !ended.isReady { save(&builder) }
            }
            if Task.isCancelled || schedule.hasRest { builder.interrupt(rest: schedule.rest, byUser: Task.isCancelled) }
            return builder
        }
    }
}
