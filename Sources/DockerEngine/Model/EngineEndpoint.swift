/// Where an engine listens.
public enum EngineEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// A unix socket.
    case unix(path: String)
    /// A TCP port, bare or with TLS.
    case tcp(host: String, port: Int, tls: TLSSettings?)
    /// The engine of another machine, through `docker system dial-stdio` there and the user's own `ssh` here.
    case ssh(SSHTarget)

    /// Docker's own default.
    public static let standard = EngineEndpoint.unix(path: "/var/run/docker.sock")

    /// As `DOCKER_HOST` writes it. Holds no credentials: a password within an address is refused when it is read.
    public var description: String {
        switch self {
        case .unix(let path): "unix://\(path)"
        case .tcp(let host, let port, _): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .ssh(let target): target.description
        }
    }

    /// What the `Host` header says. dockerd refuses a request without one.
    var hostHeader: String {
        switch self {
        case .unix, .ssh: "localhost"
        case .tcp(let host, let port, _): "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }
}

/// The files for TLS, all PEM.
public struct TLSSettings: Sendable, Hashable {
    /// Who may sign the engine's certificate; `nil`: whom the system trusts.
    public var authorityPath: String?
    /// Our certificate and its key, where the engine wants one.
    public var certificatePath: String?
    /// The key of that certificate.
    public var keyPath: String?
    /// Whether the engine's certificate is verified. False only where a docker context says `SkipTLSVerify`.
    public var verifies: Bool

    /// Settings with these files, which are read anew for every connection.
    public init(authorityPath: String?, certificatePath: String?, keyPath: String?, verifies: Bool = true) {
        self.authorityPath = authorityPath
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        self.verifies = verifies
    }
}

/// A machine to reach with `ssh`.
public struct SSHTarget: Sendable, Hashable, CustomStringConvertible {
    /// `nil`: whom `ssh` takes by its own configuration.
    public var user: String?
    /// A name, an address, or an alias of `ssh`'s configuration.
    public var host: String
    /// `nil`: what `ssh` takes by its own configuration.
    public var port: Int?
    /// The engine's socket on that machine; `nil`: its default.
    public var socketPath: String?

    /// What is run. Another only for tests.
    var program = "ssh"

    /// A machine, and how to log in there.
    public init(user: String? = nil, host: String, port: Int? = nil, socketPath: String? = nil) {
        self.user = user
        self.host = host
        self.port = port
        self.socketPath = socketPath
    }

    /// As `DOCKER_HOST` writes it.
    public var description: String {
        "ssh://\(user.map { "\($0)@" } ?? "")\(host)\(port.map { ":\($0)" } ?? "")\(socketPath ?? "")"
    }

    /// The arguments of `ssh`. The host comes after `--`, so that none reads as an option.
    var arguments: [String] {
        var words = ["-o", "ConnectTimeout=30", "-T"]
        if let user { words += ["-l", user] }
        if let port { words += ["-p", String(port)] }
        words += ["--", host, "docker"]
        if let socketPath { words += ["--host", "unix://\(socketPath)"] }
        return words + ["system", "dial-stdio"]
    }
}
