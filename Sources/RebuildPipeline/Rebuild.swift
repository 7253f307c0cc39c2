public import DockerEngine
public import Foundation
public import GitProbe
public import ImageRegistry
public import Logging
public import RebuildPlanning

/// The whole job, for programs that embed it: reads the inputs, asks git, engine and registries, decides, and carries out.
///
///     let rebuild = try Rebuild(tree: "cord", list: "cord/docker_images.yml")
///     let prepared = try await rebuild.prepare()
///     for image in prepared.plan.images where image.hasWork {
///         print(image.key, image.decision, image.reasons.first.map { "\($0)" } ?? "")
///     }
///     let report = try await rebuild.run(prepared)
///     print(report.summary)
///
/// A value: it holds no connection, and may be used again and from any task. Whatever it was made with can be changed before
/// it is used.
public struct Rebuild: Sendable {
    /// Where the inputs lie, and what is laid down about them.
    public var inputs: WorkspaceOptions
    /// Inputs that are values and not files. Default: none.
    public var known = KnownInputs()
    /// How it is decided.
    public var planning = PlanOptions()
    /// How it is carried out. The initializer puts the user's credentials, proxies and records there, and no actions file and no
    /// folder for logs.
    public var execution = ExecutionOptions()
    /// What git is asked with.
    public var git: GitProbe
    /// How many checkouts git is asked about at once. Default: the number of processors.
    public var gitJobs = GitProbe.defaultJobs
    /// The engine; nil: plans rest on the sources alone, and nothing can be carried out.
    public var engine: DockerClient?
    /// How registries are spoken to.
    public var registry = RegistryOptions()
    private let logger: Logger

    /// The job of a tree and its image list, with the git, the engine, the credentials and the cache of the user.
    ///
    /// - Parameters:
    ///   - root: the root of the tree, or the file that says what is in it.
    ///   - list: the image list.
    ///   - asksEngine: false: no engine is looked for. Default: the one that docker's command line would use.
    ///   - environment: where `PATH`, `HOME`, `DOCKER_HOST` and their like are looked up; nothing else in the libraries
    ///     reads the environment of the process. Default: that of the process.
    ///   - logger: hears what no result tells, such as requests that are repeated. Default: nobody hears it.
    /// - Throws: `PipelineError.git` where there is no git, `.engine` where docker's configuration names an engine that cannot be
    ///   meant. Nothing is read or connected yet.
    public init(
        tree root: String,
        list: String,
        asksEngine: Bool = true,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        logger: Logger? = nil
    ) throws(PipelineError) {
        let logger = logger ?? Logger(label: "imagebuilder") { _ in SwiftLogNoOpLogHandler() }
        self.logger = logger
        inputs = WorkspaceOptions()
        inputs.repoRoot = root
        inputs.imageList = list
        do throws(GitProbeError) {
            git = try GitProbe.locate(environment: environment)
        } catch {
            throw .git(error)
        }
        registry.environment = environment
        execution.environment = environment
        execution.records = InputRecordStore(environment: environment)
        let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
        let docker = DockerConfiguration(environment: environment, homeFolder: home, logger: logger)
        execution.credentials = RegistryCredentials(of: docker.user)
        guard asksEngine else { return }
        do throws(EngineError) {
            let endpoint = try docker.endpoint()
            engine = DockerClient(endpoint: endpoint, environment: environment, logger: logger)
            execution.proxyArguments = docker.proxyArguments(for: endpoint)
        } catch {
            throw .engine(error)
        }
    }

    /// Reads, asks and decides. Nothing is changed anywhere.
    ///
    /// A cancelled task gets a plan all the same, of whatever was not asked for by then: look at `Task.isCancelled` before it
    /// is shown.
    ///
    /// - Throws: `PipelineError.inputs` with all that is wrong in the files, `.engine` where the engine cannot be asked. A
    ///   project that git cannot tell is no error: its images are unknown. Neither is a registry that does not answer.
    public func prepare() async throws(PipelineError) -> Preparation {
        let inquiry = inquiry()
        do throws(PipelineError) {
            let prepared = try await Preparation.prepare(
                workspace: inputs,
                known: known,
                planning: planning,
                git: git,
                engine: engine,
                gitJobs: gitJobs,
                registry: inquiry?.survey(),
                records: execution.records
            )
            await inquiry?.close()
            return prepared
        } catch {
            await inquiry?.close()
            throw error
        }
    }

    /// Carries out what ``prepare()`` decided.
    ///
    /// Cancelling the task starts no more images, cancels what runs on the engine, and still returns a report that is true.
    ///
    /// - Parameter handler: hears what happens, from any task. Default: nobody does.
    /// - Returns: what was done. Images that failed are told there, and are no error of this function.
    /// - Throws: `PipelineError.engine` where there is no ``engine``; `.file` where the actions file or the log folder cannot be
    ///   written before anything is done, `.unsavedReport` with the report where the file cannot be in the end.
    public func run(
        _ prepared: Preparation,
        handler: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
    ) async throws(PipelineError) -> ActionsReport {
        guard let engine else {
            throw .engine(EngineError(.badConfiguration, "there is no engine to carry the plan out"))
        }
        var options = execution
        options.noCache = options.noCache || prepared.plan.options.buildAll
        let executor = Executor(
            workspace: prepared.workspace,
            sources: prepared.sources,
            engine: engine,
            inventory: prepared.inventory,
            options: options,
            handler: handler
        )
        return try await executor.run(prepared.plan)
    }

    private func inquiry() -> RegistryInquiry? {
        guard planning.registryAccess != .off else { return nil }
        let means = RegistryInquiry.Means(
            engine: engine,
            isDirect: planning.registryAccess == .direct,
            credentials: execution.credentials,
            options: registry
        )
        return RegistryInquiry(means, logger: logger)
    }
}
