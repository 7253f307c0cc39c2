public import DockerEngine
public import GitProbe
public import ImageGraph
import ManifestKit
public import RebuildPlanning

/// A run up to the point where something would be changed: inputs read, git and the engine asked, decisions made.
///
/// What an embedder needs for the whole job:
///
///     let run = try await Preparation.prepare(workspace: options, git: git, engine: client)
///     let executor = Executor(
///         workspace: run.workspace, sources: run.sources, engine: client, inventory: run.inventory, options: .init())
///     let report = try await executor.run(run.plan)
public struct Preparation: Sendable {
    public let workspace: Workspace
    public let sources: WorkspaceSources
    /// Nil where no engine was asked.
    public let inventory: Inventory?
    public let plan: RebuildPlan

    /// Reads the inputs, then asks git and the engine at the same time, then plans.
    ///
    /// - Parameters:
    ///   - engine: nil: decisions rest on the sources alone.
    ///   - gitJobs: how many projects are probed at once.
    ///   - registry: asks registries what the engine lacks and what is not to be built anyway; nil: only a pull finds out.
    ///   - pinned: by reference the digests that an earlier plan found, and that hold where a registry still has them.
    ///   - records: what earlier builds were made of, so that reasons can name the part that differs; nil: they cannot.
    /// - Throws: `PipelineError.inputs` with all that is wrong in the files, `.engine` where the engine cannot be
    ///   asked. Nothing has been changed then. A project that git cannot tell is no error: its images are unknown.
    public static func prepare(
        workspace options: WorkspaceOptions,
        planning: PlanOptions = PlanOptions(),
        git: GitProbe,
        engine: DockerClient?,
        gitJobs: Int = GitProbe.defaultJobs,
        registry: RegistrySurvey? = nil,
        pinned: [ImageReference: String] = [:],
        records: InputRecordStore? = nil
    ) async throws(PipelineError) -> Preparation {
        // What is wrong in the files is told first, whatever the engine says.
        let version = await version(of: engine)
        let workspace = try await load(options, git: git, version)
        if case .failure(let error)? = version { throw .engine(error) }
        async let sources = WorkspaceSources.probe(workspace, git: git, jobs: gitJobs)
        let inventory = try await ask(engine, workspace)
        let known = await sources
        let planner = Planner(options: planning)
        let desired = DesiredImage.all(of: workspace, sources: known)
        var plan = planner.plan(desired, inventory: inventory, buildTag: workspace.buildTag)
        if let registry {
            let published = await registry.ask(about: plan, pinned: pinned)
            plan = planner.plan(desired, inventory: inventory, published: published, buildTag: workspace.buildTag)
        }
        if let records { plan = await plan.detailed(by: records, known) }
        return Preparation(workspace: workspace, sources: known, inventory: inventory, plan: plan)
    }

    private static func version(of engine: DockerClient?) async -> Result<EngineVersion, EngineError>? {
        guard let engine else { return nil }
        do throws(EngineError) {
            return .success(try await engine.version())
        } catch {
            return .failure(error)
        }
    }

    private static func load(
        _ options: WorkspaceOptions,
        git: GitProbe,
        _ version: Result<EngineVersion, EngineError>?
    ) async throws(PipelineError) -> Workspace {
        var options = options
        options.enginePlatform = (try? version?.get())?.platform
        do throws(InputError) {
            return try await Workspace.load(options, git: git)
        } catch {
            throw .inputs(error)
        }
    }

    private static func ask(_ engine: DockerClient?, _ workspace: Workspace) async throws(PipelineError) -> Inventory? {
        guard let engine else { return nil }
        do throws(EngineError) {
            return try await Inventory.read(workspace, engine: engine)
        } catch {
            throw .engine(error)
        }
    }
}
