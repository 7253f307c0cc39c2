import ArgumentParser
import Basics
import DockerEngine
import Foundation
import GitProbe
import ImageGraph
import ImageRegistry
import Logging
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// What the commands share: the streams, git, the engine, and the way from an error to an exit status.
struct Session {
    let console: Console
    let environment: [String: String]
    let logger: Logger
    private let docker: DockerConfiguration
    let outputs: OutputGuard
    /// What results for people are drawn on.
    let screen: Screen

    /// - Parameters:
    ///   - outputs: the files that the command is to write.
    ///   - saysJSON: whether what is said is JSON, for programs that watch.
    init(_ output: OutputOptions, writing outputs: OutputGuard = OutputGuard(), saysJSON: Bool = false) {
        let givesWay = outputs.files.contains(where: \.isStandardOutput)
        let console = Console(verbosity: output.level, givesWay: givesWay, saysJSON: saysJSON)
        self.console = console
        self.outputs = outputs
        environment = ProcessInfo.processInfo.environment
        // Results that give way to a document go to the standard error, as plain text.
        screen = givesWay ? .none : Screen.ofResults(output.colour, environment)
        logger = Logger(label: "imagebuilder") { _ in StderrLogHandler(console: console) }
        let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        docker = DockerConfiguration(environment: environment, homeFolder: home, logger: logger)
    }

    func git() throws(PipelineError) -> GitProbe {
        do throws(GitProbeError) {
            return try GitProbe.locate(environment: environment)
        } catch {
            throw .git(error)
        }
    }

    /// The credentials that `docker login` left.
    var credentials: RegistryCredentials { RegistryCredentials(of: docker.user) }

    func engine() throws(PipelineError) -> DockerClient {
        DockerClient(endpoint: try endpoint(), environment: environment, logger: logger)
    }

    /// The proxies that docker's configuration gives to builds on this engine.
    func proxyArguments() throws(PipelineError) -> [String: String] {
        docker.proxyArguments(for: try endpoint())
    }

    private func endpoint() throws(PipelineError) -> EngineEndpoint {
        do throws(EngineError) {
            return try docker.endpoint()
        } catch {
            throw .engine(error)
        }
    }

    /// What earlier builds were made of, in the user's cache.
    var records: InputRecordStore? { InputRecordStore(environment: environment) }

    /// Reads, asks and plans; tells the warnings.
    func prepare(
        _ input: InputOptions,
        _ decision: DecisionOptions,
        _ names: SelectedNames,
        engine: DockerClient?
    ) async throws -> Preparation {
        let planning = decision.planOptions(asksEngine: engine != nil)
        return try await prepare(input.workspaceOptions(names), planning, gitJobs: decision.git.jobs, engine: engine)
    }

    /// Makes a stored plan again.
    ///
    /// - Throws: `PipelineError.stalePlan` where it no longer fits.
    func prepare(
        _ stored: StoredPlan,
        from file: String,
        gitJobs: Int,
        engine: DockerClient
    ) async throws -> Preparation {
        let run = try await prepare(
            stored.inputs,
            stored.plan.options,
            gitJobs: gitJobs,
            engine: engine,
            pinned: stored.plan.publishedDigests
        )
        // A cancelled probe knows nothing, so everything would seem to have moved.
        let drift = StalePlan(from: stored.plan, to: run.plan)
        guard drift.isEmpty || Task.isCancelled else { throw PipelineError.stalePlan(file: file, drift) }
        return run
    }

    private func prepare(
        _ inputs: WorkspaceOptions,
        _ planning: PlanOptions,
        gitJobs: Int,
        engine: DockerClient?,
        pinned: [ImageReference: String] = [:]
    ) async throws -> Preparation {
        let git = try git()
        let inquiry = try inquiry(planning.registryAccess, engine)
        let run = try await closing(inquiry) {
            try await Preparation.prepare(
                workspace: inputs,
                planning: planning,
                git: git,
                engine: engine,
                gitJobs: gitJobs,
                registry: inquiry?.survey(),
                pinned: pinned,
                records: records
            )
        }
        try outputs.check(against: run.workspace)
        console.note(Self.description(of: run.workspace.tree), from: .info)
        let notes = PlanNotes(run)
        for line in notes.warnings { console.note(line) }
        for line in notes.remarks { console.note(line, from: .info) }
        return run
    }

    /// Which tree was read.
    static func description(of tree: SourceTree) -> String {
        let count = tree.projects.count
        return "tree: \(tree.kind.rawValue), by \(tree.origin), \(count) project\(count == 1 ? "" : "s")"
    }

    /// What asks registries; nil where nothing is to be asked.
    func inquiry(
        _ access: PlanOptions.RegistryAccess,
        _ engine: DockerClient?
    ) throws(UsageError) -> RegistryInquiry? {
        if access == .off { return nil }
        if access == .engine, engine == nil {
            throw UsageError("--registry engine needs an engine; --registry direct does not")
        }
        var options = RegistryOptions()
        options.environment = environment
        let means = RegistryInquiry.Means(
            engine: engine,
            isDirect: access == .direct,
            credentials: credentials,
            options: options
        )
        return RegistryInquiry(means, logger: logger)
    }

    /// Does something with it, and ends its connections.
    func closing<Value>(
        _ inquiry: RegistryInquiry?,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body()
            await inquiry?.close()
            return value
        } catch {
            await inquiry?.close()
            throw error
        }
    }
}
