import Basics
public import ImageGraph
public import ManifestKit

/// How a buildable image is made: its Dockerfile, its context, and the components laid into it.
///
/// A class, because it is handed from stage to stage and has many parts.
public final class BuildRecipe: Sendable {
    /// A folder or file of a project that is copied into the context.
    public struct Component: Sendable {
        public let project: SourceTree.Project
        /// The project's checkout on disk.
        public let checkout: String
        /// Relative to the checkout, normalised; `.` is all of it.
        public let path: String
        /// Relative to the context.
        public let destination: String
    }

    public let project: SourceTree.Project
    /// The project's checkout on disk.
    public let checkout: String
    /// Relative to the checkout, normalised.
    public let dockerfile: String
    /// The build context, relative to the checkout, normalised; `.` is all of it.
    public let context: String
    /// The permission bits that the context is sent with.
    public let contextModes: ContextModes
    /// Whether `.git` is a part of the context.
    public let keepsGit: Bool
    public let components: [Component]
    /// The Dockerfile, as it was parsed.
    package let dockerfileContent: [UInt8]
    /// What the Dockerfile says about the target.
    public let resolved: ResolvedDockerfile
    /// What the context leaves out.
    public let ignore: IgnorePatterns
    /// The ignore file on disk, where there is one.
    public let ignoreFile: String?
    /// Build arguments that are not labels.
    public let buildArguments: [String: String]
    public let target: String?
    public let platform: String?
    public let network: String?
    public let cacheFrom: [String]
    /// What a build may ask for while it runs, relative paths made absolute.
    public let secrets: [SecretSource]
    public let agents: [AgentSource]
    /// Where all of it lies once links are followed, and in which projects.
    package let sources: RecipeSources

    init(
        project: SourceTree.Project,
        checkout: String,
        dockerfile: String,
        context: String,
        contextModes: ContextModes,
        keepsGit: Bool,
        components: [Component],
        dockerfileContent: [UInt8],
        resolved: ResolvedDockerfile,
        ignore: IgnorePatterns,
        ignoreFile: String?,
        buildArguments: [String: String],
        target: String?,
        platform: String?,
        network: String?,
        cacheFrom: [String],
        secrets: [SecretSource],
        agents: [AgentSource],
        sources: RecipeSources
    ) {
        self.project = project
        self.checkout = checkout
        self.dockerfile = dockerfile
        self.context = context
        self.contextModes = contextModes
        self.keepsGit = keepsGit
        self.components = components
        self.dockerfileContent = dockerfileContent
        self.resolved = resolved
        self.ignore = ignore
        self.ignoreFile = ignoreFile
        self.buildArguments = buildArguments
        self.target = target
        self.platform = platform
        self.network = network
        self.cacheFrom = cacheFrom
        self.secrets = secrets
        self.agents = agents
        self.sources = sources
    }

    /// The Dockerfile on disk.
    public var dockerfilePath: String { PathText.join(checkout, dockerfile) }
    /// The context on disk.
    public var contextPath: String { PathText.join(checkout, context) }

    /// The build arguments that can make a difference: those that the Dockerfile declares, without docker's predefined
    /// proxy arguments, so that the same tree has the same digest behind any proxy (contract, 2.4).
    var declaredBuildArguments: [String: String] {
        buildArguments.filter { name, _ in
            resolved.declaredArguments.contains(name) && !PredefinedArgument.isProxy(name)
        }
    }

    /// The Dockerfile's place within the context, or nil where it lies outside.
    public var dockerfileInContext: String? { PathText.relative(dockerfile, to: context) }
}
