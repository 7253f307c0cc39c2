import ArgumentParser
import Basics
import DockerEngine
import Foundation
import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// The main job: makes the images right.
struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Keep, pull or build every wanted image, tag it, and write down what was done (the default).",
        discussion: """
            Examples:
              imagebuilder                                     all images of docker_images.yml, for the tree around
              imagebuilder -r cord -c cord/docker_images.yml -a ib_actions.yml -l image_logs
              imagebuilder web 'tools/*'                       these images and what they need
              imagebuilder --progress json 2> events.jsonl
            """
    )

    @OptionGroup var names: SelectedNames
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Decisions") var decision: DecisionOptions
    @OptionGroup(title: "Carrying out") var execution: ExecutionFlags
    @OptionGroup(title: "What builds may ask for") var attachables: AttachableFlags
    @OptionGroup(title: "Output") var output: OutputOptions

    @Flag(
        name: [.customShort("d"), .customLong("dry_run"), .customLong("dry-run")],
        help: "Only show what would be done, as 'plan' does."
    )
    var dryRun = false

    @Option(
        name: [.customShort("g", allowingJoined: true), .customLong("graph")],
        help: ArgumentHelp("Write the graph of the images as Graphviz DOT.", valueName: "file"),
        completion: .file(extensions: ["dot"])
    )
    var graph: String?

    @OptionGroup(title: "Output") var summary: SummaryOption

    @Option(
        help: ArgumentHelp(
            "Carry out exactly this plan of 'plan --out', or refuse where something moved meanwhile.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var plan: String?

    func validate() throws {
        if plan != nil {
            guard input.areDefault, names.images.isEmpty, decision.planOptions() == PlanOptions(), !dryRun else {
                throw ValidationError(
                    "--plan says itself what is to be read and decided: leave out names, -r, -c, -f, -t, -b, -d …"
                )
            }
        }
        if execution.resume != nil, decision.build || dryRun {
            throw ValidationError("--resume does the rest of a run, so it goes with neither --build nor --dry-run")
        }
    }

    func run() async throws {
        let actions = OutputFile("-a", execution.actionsTaken, .actions)
        let drawing = OutputFile("-g", graph, .dot)
        let folder = execution.buildLogDir.map { (option: "-l", path: $0) }
        // A dry run writes no actions file, so nothing makes way for it.
        let outputs = OutputGuard(
            dryRun ? [drawing, summary.file] : [actions, drawing, summary.file],
            folder: dryRun ? nil : folder
        )
        let session = Session(output, writing: outputs, saysJSON: execution.progress == .json && !dryRun)
        try await session.run {
            do {
                try await dryRun ? plan(session, actions, drawing) : build(session, actions, drawing)
            } catch let PipelineError.inputs(error) {
                throw PipelineError.inputs(CommandAdvice.advised(error, names: names.images))
            }
        }
    }

    private func plan(_ session: Session, _ actions: OutputFile?, _ drawing: OutputFile?) async throws {
        if let actions {
            session.console.note("warning: a dry run does nothing, so \(actions.path) is not written")
        }
        try await PlanPresenter(session: session, format: .table, graph: drawing, summary: summary.file)
            .present(input, decision, names)
    }

    private func build(_ session: Session, _ actions: OutputFile?, _ drawing: OutputFile?) async throws {
        let stored = try plan.map { file throws(InputError) in try StoredPlan.read(file) }
        let engine = try session.engine()
        var options = execution.options(noCache: stored?.plan.options.buildAll ?? decision.build)
        // What takes text once gets the report in the end.
        if let actions, actions.isStream { options.actionsFile = nil }
        options.records = session.records
        options.contextSecret = UserCache.contextSecret(session.environment)
        options.environment = session.environment
        do throws(SourceDate.Invalid) {
            options.sourceDate = try SourceDate.read(session.environment)
        } catch {
            throw UsageError("\(error)")
        }
        options.resumed = try execution.resume.map { file throws(InputError) in try ActionsFile(path: file).read() }
        options.credentials = session.credentials
        options.proxyArguments = try session.proxyArguments()
        options.attachables = try attachables.attachables(session.environment)
        let carriedOut = options
        let signals = SignalWatcher(console: session.console)
        let report: ActionsReport
        do {
            report = try await signals.cancelling { try await carryOut(session, stored, engine, carriedOut, drawing) }
        } catch {
            // What a cancelled question looks like is no matter: the signal is why there is no answer.
            if let signal = signals.received { throw ExitCode(128 + signal) }
            throw error
        }
        if let actions, actions.isStream { try write(report, to: actions, session) }
        session.console.out(report.summary)
        if let signal = signals.received { throw ExitCode(128 + signal) }
        if !report.succeeded { throw ExitCode(1) }
    }

    /// A pipe or device takes the report once, in the end; where it does not, the report is not lost.
    private func write(_ report: ActionsReport, to actions: OutputFile, _ session: Session) throws(PipelineError) {
        do throws(FileError) {
            try actions.write(ActionsFile.yaml(report), session.console)
        } catch {
            throw .unsavedReport(report, error)
        }
    }

    private func carryOut(
        _ session: Session,
        _ stored: StoredPlan?,
        _ engine: DockerClient,
        _ options: ExecutionOptions,
        _ drawing: OutputFile?
    ) async throws -> ActionsReport {
        let run =
            if let stored, let plan {
                try await session.prepare(stored, from: plan, gitJobs: decision.git.jobs, engine: engine)
            } else {
                try await session.prepare(input, decision, names, engine: engine)
            }
        // A cancelled probe knows nothing, and a plan made of that is no plan.
        try Task.checkCancellation()
        let outcomes = OutcomeDrawing(GraphDocument(run.plan, workspace: run.workspace))
        // There from the start, so that a run that is killed leaves one; a pipe takes only the last.
        if let drawing, !drawing.isStream { try drawing.write(outcomes.document.dot(), session.console) }
        var plan = run.plan
        if let earlier = options.resumed {
            let resumption = plan.resuming(earlier)
            plan = resumption.plan
            for key in resumption.leftAlone {
                session.console.note("warning: \(key) was done, but is no longer right; --resume leaves it alone")
            }
        }
        session.console.note("plan: \(plan.summary)", from: .info)
        let progress = execution.progress.settled(session.console, session.environment)
        let watching = RunWatching(plan, progress, session.console, options)
        let executor = Executor(
            workspace: run.workspace,
            sources: run.sources,
            engine: engine,
            inventory: run.inventory,
            options: options
        ) { event in
            watching.handle(event)
            outcomes.handle(event)
        }
        let report = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watching.goOn() }
            defer { group.cancelAll() }
            return try await executor.run(plan)
        }
        try drawing?.write(outcomes.document.dot(), session.console)
        let page = MarkdownSummary(plan: plan, drawing: outcomes.document, report: report)
        try summary.file?.write(page.text, session.console)
        return report
    }
}
