/// What a BuildKit build may ask of us while it runs.
struct SessionAttachables: Sendable {
    var secrets: [BuildSecret] = []
    var agents: [AgentSocket] = []
    var credentials: RegistryCredentials?

    init(_ request: BuildRequest) {
        secrets = request.secrets
        agents = request.agents
        credentials = request.credentials
    }

    var isEmpty: Bool { secrets.isEmpty && agents.isEmpty && credentials == nil }

    /// The methods that the engine is told of; it asks for no other, but for the health check.
    var methods: [SessionMethod] {
        var methods: [SessionMethod] = [.checkHealth]
        if !secrets.isEmpty { methods.append(.getSecret) }
        if !agents.isEmpty { methods += [.checkAgent, .forwardAgent] }
        if credentials != nil { methods.append(.credentials) }
        return methods
    }
}

/// The gRPC methods of a session, by their paths (`session` in https://github.com/moby/buildkit).
enum SessionMethod: String, Sendable {
    case checkHealth = "/grpc.health.v1.Health/Check"
    case getSecret = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
    case checkAgent = "/moby.sshforward.v1.SSH/CheckAgent"
    case forwardAgent = "/moby.sshforward.v1.SSH/ForwardAgent"
    case credentials = "/moby.filesync.v1.Auth/Credentials"
}
