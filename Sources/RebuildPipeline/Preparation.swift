public import DockerEngine
package import GitProbe
package import ImageGraph
import ManifestKit
public import RebuildPlanning

/// A run up to the point where something would be changed: inputs read, git and the engine asked, decisions made.
///
/// ``Rebuild/prepare()`` makes it.
public struct Preparation: Sendable {
    /// The inputs, read and joined.
    public let workspace: Workspace
    /// What git and the disk say of each image's sources.
    public let sources: WorkspaceSources
    /// What the engine had; nil where none was asked.
    public let inventory: Inventory?
    /// What the engine calls itself; nil where none was asked.
    public let engine: EngineVersion?
    /// What is to be done to each image, and why.
    public let plan: RebuildPlan

    /// Reads the inputs, then asks git and the engine at the same time, then plans.
    ///
    /// - Parameters:
    ///   - known: inputs that are not to be read from files.
    ///   - engine: nil: decisions rest on the sources alone.
    ///   - gitJobs: how many projects are probed at once.
    ///   - registry: asks registries what the engine lacks and what is not to be built anyway; nil: only a pull finds out.
    ///   - pinned: by reference the digests that an earlier plan found, and that hold where a registry still has them.
    ///   - records: what earlier builds were made of, so that reasons can name the part that differs; nil: they cannot.
    /// - Throws: `PipelineError.inputs` with all that is wrong in the files, `.engine` where the engine cannot be
    ///   asked. Nothing has been changed then. A project that git cannot tell is no error: its images are unknown.
    package static func prepare(
        workspace options: WorkspaceOptions,
        known: KnownInputs = KnownInputs(),
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
        let workspace = try await load(options, known, git: git, version)
        if case .failure(let error)? = version { throw .engine(error) }
        async let sources = WorkspaceSources.probe(workspace, git: git, jobs: gitJobs)
        let inventory = try await ask(engine, workspace)
        let standing = await sources
        let planner = Planner(options: planning)
        let desired = DesiredImage.all(of: workspace, sources: standing)
        var plan = planner.plan(desired, inventory: inventory, buildTag: workspace.buildTag)
        if let registry {
            let published = await registry.ask(about: plan, pinned: pinned)
            plan = planner.plan(desired, inventory: inventory, published: published, buildTag: workspace.buildTag)
        }
        if let records { plan = await plan.detailed(by: records, standing) }
        return Preparation(
            workspace: workspace,
            sources: standing,
            inventory: inventory,
            engine: try? version?.get(),
            plan: plan
        )
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
        _ known: KnownInputs,
        git: GitProbe,
        _ version: Result<EngineVersion, EngineError>?
    ) async throws(PipelineError) -> Workspace {
        var options = options
        options.enginePlatform = (try? version?.get())?.platform
        do throws(InputError) {
            return try await Workspace.load(options, known: known, git: git)
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
