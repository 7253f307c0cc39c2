import Basics

/// One build of one image.
public struct BuildRequest: Sendable {
    /// Who carries the Dockerfile out.
    public enum Builder: Sendable, Hashable {
        /// The builder of every engine. The only one of Podman.
        case classic
        /// BuildKit. It takes bases by tag, not by id. What it may ask for (``BuildRequest/secrets``, ``BuildRequest/agents``,
        /// ``BuildRequest/credentials``) is offered in a session, which lives as long as the build.
        case buildKit
    }

    /// `name:tag`, any number.
    public var tags: [String]
    /// Its path within the context. For a context that is offered the name of its Dockerfile takes its place.
    public var dockerfile: String
    /// Values for the `ARG`s of the Dockerfile, by name.
    public var buildArguments: [String: String]
    /// Labels for the image, by key. They win over those of the Dockerfile.
    public var labels: [String: String]
    /// The stage to build; `nil`: the last.
    public var target: String?
    /// `os/architecture[/variant]`; `nil`: the engine's own.
    public var platform: String?
    /// Whether every step runs anew. Default: no.
    public var noCache: Bool
    /// For `RUN`: `none`, `host`, or a network's name; `nil`: the engine's default.
    public var networkMode: String?
    /// Images whose layers may serve as a cache. The classic builder uses only those that are local.
    public var cacheFrom: [String]
    /// Default: the classic one, which every engine has.
    public var builder: Builder
    /// For `RUN --mount=type=secret`. BuildKit only.
    public var secrets: [BuildSecret] = []
    /// For `RUN --mount=type=ssh`. BuildKit only.
    public var agents: [AgentSocket] = []
    /// For whatever BuildKit fetches from registries itself; it asks for those of one host at a time. `nil`: anonymously.
    public var credentials: (any RegistryAuthorizing)?
    /// For the whole build; `nil`: none.
    public var timeLimit: Duration?
    /// How long the build may be silent. `nil`, the default, is none: a `RUN` step may say nothing for hours.
    public var idleLimit: Duration?

    /// A request with what it is made of; secrets, agents and credentials are set afterwards.
    public init(
        tags: [String] = [],
        dockerfile: String = "Dockerfile",
        buildArguments: [String: String] = [:],
        labels: [String: String] = [:],
        target: String? = nil,
        platform: String? = nil,
        noCache: Bool = false,
        networkMode: String? = nil,
        cacheFrom: [String] = [],
        builder: Builder = .classic,
        timeLimit: Duration? = nil,
        idleLimit: Duration? = nil
    ) {
        self.tags = tags
        self.dockerfile = dockerfile
        self.buildArguments = buildArguments
        self.labels = labels
        self.target = target
        self.platform = platform
        self.noCache = noCache
        self.networkMode = networkMode
        self.cacheFrom = cacheFrom
        self.builder = builder
        self.timeLimit = timeLimit
        self.idleLimit = idleLimit
    }

    /// The parameters of `POST /build` (https://docs.docker.com/reference/api/engine/).
    ///
    /// - Parameter isOffered: whether the session, not the request's body, has the context.
    func query(
        buildID: String?,
        session: String? = nil,
        isOffered: Bool = false
    ) throws(EngineError) -> [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        for tag in tags { query.append(("t", tag)) }
        query.append(("dockerfile", dockerfile))
        query.append(("version", builder == .buildKit ? "2" : "1"))
        // Intermediate containers go, after a failure too.
        query += [("rm", "1"), ("forcerm", "1")]
        if let buildID { query.append(("buildid", buildID)) }
        if let session { query.append(("session", session)) }
        if isOffered { query.append(("remote", "client-session")) }
        if !buildArguments.isEmpty { query.append(("buildargs", try JSONText.parameter(buildArguments))) }
        if !labels.isEmpty { query.append(("labels", try JSONText.parameter(labels))) }
        if let target { query.append(("target", target)) }
        if let platform { query.append(("platform", platform)) }
        if noCache { query.append(("nocache", "1")) }
        if let networkMode { query.append(("networkmode", networkMode)) }
        if !cacheFrom.isEmpty { query.append(("cachefrom", try JSONText.parameter(cacheFrom))) }
        return query
    }
}

/// What a build made.
public struct BuildResult: Sendable, Hashable {
    /// `sha256:…`, the id under which the engine inspects the image.
    public let imageID: String

    /// What an engine said the image's id is.
    public init(imageID: String) { self.imageID = imageID }
}

/// One record of a running build. Texts are the engine's and the build steps' own: they may hold anything.
public enum BuildRecord: Sendable, Hashable {
    /// Output of the classic builder and of its `RUN` steps, in pieces that need not end with a line.
    case stream(String)
    /// Progress of a pull that the build makes.
    case status(TransferProgress)
    /// The id of an image; of a build with several stages, one for each.
    case aux(imageID: String)
    /// What BuildKit says of its steps.
    case trace(BuildTrace)
}
