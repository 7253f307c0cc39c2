/// What a BuildKit build may ask of us while it runs: the *attachables* of its session, in BuildKit's word.
struct SessionAttachables: Sendable {
    var secrets: [BuildSecret] = []
    var agents: [AgentSocket] = []
    var credentials: (any RegistryAuthorizing)?
    var context: OfferedContext?
    /// Hears how many bytes of files have been sent.
    var onUpload: (@Sendable (Int64) -> Void)?
    /// Seconds since 1970, for the age of tokens.
    let now: @Sendable () -> Int64

    init(_ request: BuildRequest, context: OfferedContext? = nil, now: @escaping @Sendable () -> Int64) {
        self.now = now
        self.context = context
        secrets = request.secrets
        agents = request.agents
        credentials = request.credentials
    }

    var isEmpty: Bool { secrets.isEmpty && agents.isEmpty && credentials == nil && context == nil }

    /// The methods that the engine is told of; it asks for no other, but for the health check.
    var methods: [SessionMethod] {
        var methods: [SessionMethod] = [.checkHealth]
        if context != nil { methods.append(.syncFiles) }
        if !secrets.isEmpty { methods.append(.getSecret) }
        if !agents.isEmpty { methods += [.checkAgent, .forwardAgent] }
        if credentials != nil { methods += [.credentials, .tokenAuthority, .signedAuthority, .token] }
        return methods
    }
}
