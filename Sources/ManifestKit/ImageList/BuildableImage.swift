import Basics

extension ImageList {
    /// An image that is built from a project.
    public struct BuildableImage: Sendable, Hashable {
        /// The keys of its entry in the list.
        public enum Key: String, Sendable, Hashable, CaseIterable {
            case name, repo, path, dockerfile, context
            case contextModes = "context_modes"
            case contextKeepGit = "context_keep_git"
            case components
            case buildArguments = "build_args"
            case target, platform, network
            case cacheFrom = "cache_from"
            case secrets, ssh
        }

        /// The image's name, without a tag, as written.
        public let name: String
        /// The name or path of its project in the tree; nil for the only one.
        public let repo: String?
        /// The folder of its Dockerfile as written, relative to the project. Default `.`.
        public let path: String
        /// Its Dockerfile as written, relative to ``path``. Default `Dockerfile`.
        public let dockerfile: String
        /// Its build context as written, relative to ``path``. Default `.`.
        public let context: String
        /// The permission bits that the context is sent with. Default ``ContextModes/git``.
        public let contextModes: ContextModes
        /// Whether `.git` is a part of the context, as it is with docker. Default false.
        public let keepsGit: Bool
        public let components: [Component]
        /// Build arguments beside those that carry labels. Numbers and booleans are kept as they are written.
        public let buildArguments: [String: String]
        /// The stage to build; `nil` for the last one.
        public let target: String?
        /// The platform to build for; `nil` for the engine's own.
        public let platform: String?
        /// The network of `RUN` instructions; `nil` for the engine's default.
        public let network: String?
        /// Image references whose layers may be used as a cache, as written.
        public let cacheFrom: [String]
        /// What `RUN --mount=type=secret` may read. Relative files begin at the folder of the list.
        public let secrets: [SecretSource]
        /// Whom `RUN --mount=type=ssh` may talk to. Relative sockets begin at the folder of the list.
        public let agents: [AgentSource]
        /// The entry in the list.
        public let position: SourcePosition
        private let positions: [Key: SourcePosition]

        /// - Parameter positions: where the values are written, for those that are.
        public init(
            name: String,
            repo: String?,
            path: String = ".",
            dockerfile: String = "Dockerfile",
            context: String = ".",
            contextModes: ContextModes = .git,
            keepsGit: Bool = false,
            components: [Component] = [],
            buildArguments: [String: String] = [:],
            target: String? = nil,
            platform: String? = nil,
            network: String? = nil,
            cacheFrom: [String] = [],
            secrets: [SecretSource] = [],
            agents: [AgentSource] = [],
            position: SourcePosition,
            positions: [Key: SourcePosition] = [:]
        ) {
            self.name = name
            self.repo = repo
            self.path = path
            self.dockerfile = dockerfile
            self.context = context
            self.contextModes = contextModes
            self.keepsGit = keepsGit
            self.components = components
            self.buildArguments = buildArguments
            self.target = target
            self.platform = platform
            self.network = network
            self.cacheFrom = cacheFrom
            self.secrets = secrets
            self.agents = agents
            self.position = position
            self.positions = positions
        }

        /// Where the value of a key is written; the entry itself if it has no such key.
        public func position(of key: Key) -> SourcePosition { positions[key] ?? position }

        /// The Dockerfile relative to the project, normalised.
        public var dockerfilePath: String { Self.place(path, dockerfile) }

        /// The build context relative to the project, normalised; `.` for the project's own folder.
        public var contextPath: String { Self.place(path, context) }

        /// A list that was read holds no path that leaves its project; one made from literals may, and keeps it.
        private static func place(_ folder: String, _ path: String) -> String {
            let joined = PathText.join(folder, path)
            return PathText.normalized(joined) ?? joined
        }
    }
}
