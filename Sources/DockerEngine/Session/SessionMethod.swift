/// The gRPC methods of a session, by their paths (`session` in https://github.com/moby/buildkit).
enum SessionMethod: String, Sendable {
    case checkHealth = "/grpc.health.v1.Health/Check"
    case syncFiles = "/moby.filesync.v1.FileSync/DiffCopy"
    case getSecret = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
    case checkAgent = "/moby.sshforward.v1.SSH/CheckAgent"
    case forwardAgent = "/moby.sshforward.v1.SSH/ForwardAgent"
    case credentials = "/moby.filesync.v1.Auth/Credentials"
    case tokenAuthority = "/moby.filesync.v1.Auth/GetTokenAuthority"
    case signedAuthority = "/moby.filesync.v1.Auth/VerifyTokenAuthority"
    case token = "/moby.filesync.v1.Auth/FetchToken"
}
