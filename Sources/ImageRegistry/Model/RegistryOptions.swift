/// How registries are spoken to.
public struct RegistryOptions: Sendable {
    /// Time for a connection, TLS included. Default: 10 seconds.
    public var connectTimeout: Duration
    /// Time for one request and its whole answer. Default: 60 seconds.
    public var requestTimeout: Duration
    /// What is tried again. Default: three times.
    public var retries: RegistryRetries
    /// Registries whose certificate need not be trusted, and that may have none: `host`, `host:port` or a range of addresses
    /// (`10.0.0.0/8`). Those of this machine (`localhost`, `127.0.0.0/8`, `::1`) are among them in any case, as for docker. A
    /// range holds what is named by an address; names are not looked up.
    public var insecureRegistries: [String]
    /// Registries, by `host[:port]`, that are spoken to without TLS from the start.
    public var plainRegistries: Set<String>
    /// Where a registry's interface is, by `host[:port]` as it begins an image's name, where it is not there: a mirror, a
    /// tunnel, another name within a network. What is shown to the registry is shown there. Default: none.
    public var interfaces: [String: String]
    /// Folders in the form of docker's `certs.d`: in `HOST[:PORT]/` below them, `*.crt` are authorities, and `NAME.cert`
    /// with `NAME.key` is the client's certificate. Of several folders, all count. Default: docker's, for all users.
    public var certificateFolders: [String]
    /// Where the proxies are: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, also in lower case. Default: none.
    public var environment: [String: String]
    /// What waits and the lives of tokens are measured on. Default: the system's.
    public var clock: RegistryClock

    /// The defaults, or others.
    public init(
        connectTimeout: Duration = .seconds(10),
        requestTimeout: Duration = .seconds(60),
        retries: RegistryRetries = RegistryRetries(),
        insecureRegistries: [String] = [],
        plainRegistries: Set<String> = [],
        interfaces: [String: String] = [:],
        certificateFolders: [String] = ["/etc/docker/certs.d"],
        environment: [String: String] = [:],
        clock: RegistryClock = .system
    ) {
        self.connectTimeout = connectTimeout
        self.requestTimeout = requestTimeout
        self.retries = retries
        self.insecureRegistries = insecureRegistries
        self.plainRegistries = plainRegistries
        self.interfaces = interfaces
        self.certificateFolders = certificateFolders
        self.environment = environment
        self.clock = clock
    }
}
