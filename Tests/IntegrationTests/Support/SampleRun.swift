import DockerEngine
import Foundation
import GitProbe
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import Synchronization

/// One run of the main job, with what it planned, did and told. Images go by their last name (`lib`).
struct SampleRun: Sendable {
    let preparation: Preparation
    let report: ActionsReport
    let events: [PipelineEvent]

    var plan: RebuildPlan { preparation.plan }
    var built: Set<String> { names(report.built) }
    /// Those of `built` that only got other labels.
    var relabelled: Set<String> { names(report.built.filter { $0.how == .relabelled }) }
    var pulled: Set<String> { names(report.pulled) }
    var kept: Set<String> { names(report.preexisting) }
    var skipped: Set<String> { names(report.skipped) }
    var failedBuilds: Set<String> { names(report.failedBuild) }
    var failedPulls: Set<String> { names(report.failedPull) }

    /// Images that got a tag and nothing else.
    var retagged: Set<String> {
        Set(
            events.compactMap { event in
                if case .finished(let key, .kept(_, let tags)) = event, !tags.isEmpty {
                    Self.short(key.name)
                } else {
                    nil
                }
            }
        )
    }

    /// Images on which the engine had to do anything but look.
    var touched: Set<String> { built.union(pulled).union(retagged) }

    func planned(_ name: String) -> PlannedImage? {
        plan.images.first { Self.short($0.key.name) == name }
    }

    /// In which order work on images ended.
    var finished: [String] {
        events.compactMap { if case .finished(let key, _) = $0 { Self.short(key.name) } else { nil } }
    }

    static func short(_ name: String) -> String {
        String(name.split(separator: "/").last ?? "")
    }

    private func names(_ entries: [ActionsReport.Entry]) -> Set<String> {
        Set(entries.compactMap(\.base).map(Self.short))
    }
}

extension SampleSystem {
    static let names: Set<String> = ["base", "lib", "web", "worker", "pair"]

    func options(_ configure: (inout WorkspaceOptions) -> Void = { _ in }) -> WorkspaceOptions {
        var options = WorkspaceOptions()
        options.repoRoot = root.path
        options.imageList = root.appending(path: "docker_images.yml").path
        configure(&options)
        return options
    }

    func prepare(
        _ configure: (inout WorkspaceOptions) -> Void = { _ in },
        planning: PlanOptions = PlanOptions(),
        engine: DockerClient? = nil
    ) async throws -> Preparation {
        let git = try GitProbe.locate(environment: TestEngine.environment)
        return try await Preparation.prepare(
            workspace: options(configure),
            planning: planning,
            git: git,
            engine: engine ?? client
        )
    }

    /// The main job, actions file `ib_actions.yml` and logs in `logs` included.
    ///
    /// - Parameter hearing: hears each event while the run goes on.
    func run(
        _ configure: (inout WorkspaceOptions) -> Void = { _ in },
        planning: PlanOptions = PlanOptions(),
        execution: (inout ExecutionOptions) -> Void = { _ in },
        hearing: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
    ) async throws -> SampleRun {
        let preparation = try await prepare(configure, planning: planning)
        var options = ExecutionOptions()
        options.actionsFile = root.appending(path: "ib_actions.yml").path
        options.logFolder = root.appending(path: "logs").path
        options.retry.delay = .milliseconds(10)
        options.environment = TestEngine.environment
        options.noCache = planning.buildAll
        execution(&options)
        let events = EventList()
        let executor = Executor(
            workspace: preparation.workspace,
            sources: preparation.sources,
            engine: client,
            inventory: preparation.inventory,
            options: options,
            handler: { event in
                events.add(event)
                hearing(event)
            }
        )
        let report = try await executor.run(preparation.plan)
        return SampleRun(preparation: preparation, report: report, events: events.all)
    }

    func details(_ name: String, tag: String = "candidate") async throws -> ImageDetails? {
        try await client.inspectImage("\(prefix)/\(name):\(tag)")
    }

    /// Takes every tag of an image from the engine, so that it is gone.
    func forget(_ name: String) async throws {
        guard let image = try await details(name) else { return }
        for tag in image.repoTags { _ = try await client.untag(tag) }
    }
}

final class EventList: Sendable {
    private let events = Mutex<[PipelineEvent]>([])

    @Sendable func add(_ event: PipelineEvent) { events.withLock { $0.append(event) } }
    var all: [PipelineEvent] { events.withLock(\.self) }
}
