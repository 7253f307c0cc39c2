public import DockerEngine
public import GitProbe
import ImageGraph
public import ImageRegistry
import ManifestKit
public import RebuildPlanning

/// Looks at everything that can be wrong outside of the input files: git and its checkouts, the engine, its builder, clock and disk,
/// registries and the credentials for them. Nothing is changed, but for an upload that is begun and taken back where writing is asked
/// about.
public struct HealthCheck: Sendable {
    /// What is looked at.
    public struct Subjects: Sendable {
        /// Nil: there is none, and why.
        public var git: Result<GitProbe, GitProbeError>
        /// The engine, or why none can be meant; nil: it is not to be looked at.
        public var engine: Result<DockerClient, EngineError>?
        public var credentials: RegistryCredentials?
        public var registry: RegistryOptions
        /// Folders of this machine that a run writes to, and what each is for.
        public var folders: [(purpose: String, path: String)]
        /// Whether registries are asked if what can be built may be pushed.
        public var asksForWriting = false

        public init(
            git: Result<GitProbe, GitProbeError>,
            engine: Result<DockerClient, EngineError>?,
            credentials: RegistryCredentials? = nil,
            registry: RegistryOptions = RegistryOptions(),
            folders: [(purpose: String, path: String)] = []
        ) {
            self.git = git
            self.engine = engine
            self.credentials = credentials
            self.registry = registry
            self.folders = folders
        }
    }

    let subjects: Subjects
    let inputs: WorkspaceOptions
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - inputs: where tree and list are, for the checkouts and the names of images; what cannot be read there is skipped, for
    ///     `check` tells of it.
    ///   - now: the clock of this machine, in seconds since 1970.
    public init(_ subjects: Subjects, inputs: WorkspaceOptions, now: @escaping @Sendable () -> Int64) {
        self.subjects = subjects
        self.inputs = inputs
        self.now = now
    }

    /// Looks at all of it.
    ///
    /// - Returns: at least one finding for each subject, in the order in which a run would meet them.
    public func run() async -> [HealthFinding] {
        async let git = gitFindings()
        async let engine = engineFindings()
        let images = await images()
        let registries = await registryFindings(images)
        return await git + engine + diskFindings() + registries
    }

    /// The images of the list, and those that they need; why there are none where they cannot be read.
    private func images() async -> Result<[WorkspaceImage], InputError> {
        do throws(InputError) {
            return .success(try await Workspace.load(inputs, git: try? subjects.git.get()).images)
        } catch {
            return .failure(error)
        }
    }
}
