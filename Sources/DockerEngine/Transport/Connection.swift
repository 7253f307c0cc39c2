import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open connection and, for `ssh://`, the process at its other end.
struct Connection<Wrapped: Sendable>: Sendable {
    let channel: any Channel
    /// What the channel was prepared as.
    let wrapped: Wrapped
    let process: ChildProcess?

    /// To be called once, when the channel is closed.
    /// - Returns: what the process at the other end has to say about a failure.
    func ended() async -> EngineError? {
        guard let process else { return nil }
        let exit = await process.wait(killing: SIGTERM)
        guard let status = exit.status, status != 0 else { return nil }
        let why = exit.errors.isEmpty ? "exit status \(status)" : exit.errors
        return EngineError(
            .unreachable,
            "cannot reach the Docker engine through ssh: \(why)",
            hint: "'ssh HOST docker version' must work without questions"
        )
    }
}

extension Transport {
    /// Connects for one HTTP exchange within the request's limits.
    func connect(_ request: Request) async throws(EngineError) -> Connection<HTTPChannel> {
        let idle = request.idleLimit
        let total = request.timeLimit
        return try await connect { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if idle != nil || total != nil {
                    try pipeline.addHandler(TimeLimitHandler(idle: idle, total: total), position: .first)
                }
                try pipeline.addHTTPClientHandlers()
                return try HTTPChannel(wrappingChannelSynchronously: channel)
            }
        }
    }

    /// Connects, and prepares the channel behind its TLS.
    func connect<Wrapped: Sendable>(
        _ prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Wrapped>
    ) async throws(EngineError) -> Connection<Wrapped> {
        guard !Task.isCancelled else { throw EngineError(.cancelled, "cancelled") }
        do {
            switch endpoint {
            case .unix(let path):
                return try await Self.bootstrap(connectTimeout).connect(unixDomainSocketPath: path) { channel in
                    Self.prepared(channel, tls: nil, nil, prepare)
                }
            case .tcp(let host, let port, let settings):
                let tls = try await settings.asyncMap { settings in try await TLSClient.make(settings, host: host) }
                return try await Self.bootstrap(connectTimeout).connect(host: host, port: port) { channel in
                    Self.prepared(channel, tls: tls, nil, prepare)
                }
            case .ssh(let target):
                let process = try await Self.start(target)
                do {
                    return try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                        .takingOwnershipOfDescriptors(input: process.output, output: process.input) { channel in
                            Self.prepared(channel, tls: nil, process, prepare)
                        }
                } catch {
                    // The descriptors are left open: nobody can tell whether NIO took them before it failed.
                    _ = await process.wait(killing: SIGKILL)
                    throw error
                }
            }
        } catch {
            throw EngineError.connecting(error, to: endpoint)
        }
    }

    private static func bootstrap(_ timeout: Duration) -> ClientBootstrap {
        ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(TimeAmount(timeout))
    }

    private static func prepared<Wrapped: Sendable>(
        _ channel: any Channel,
        tls: TLSClient?,
        _ process: ChildProcess?,
        _ prepare: (any Channel) -> EventLoopFuture<Wrapped>
    ) -> EventLoopFuture<Connection<Wrapped>> {
        do {
            if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return prepare(channel).map { Connection(channel: channel, wrapped: $0, process: process) }
    }

    private static func start(_ target: SSHTarget) async throws -> ChildProcess {
        let process = try await NIOThreadPool.singleton.runIfActive {
            try ChildProcess.start(target.command, environment: ProcessInfo.processInfo.environment)
        }
        guard let process else { throw EngineError(.unreachable, "there is no program 'ssh' to reach \(target)") }
        return process
    }
}

/// What a TLS connection needs, made once per connection: the files may have been renewed since the last one.
struct TLSClient: Sendable {
    let context: NIOSSLContext
    let host: String

    /// Reads the certificates on a thread that may block.
    static func make(_ settings: TLSSettings, host: String) async throws -> TLSClient {
        try await NIOThreadPool.singleton.runIfActive {
            do {
                var configuration = TLSConfiguration.makeClientConfiguration()
                configuration.minimumTLSVersion = .tlsv12
                if let path = settings.authorityPath { configuration.trustRoots = .file(path) }
                if let path = settings.certificatePath {
                    configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) }
                }
                if let path = settings.keyPath {
                    configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: path, format: .pem))
                }
                if !settings.verifies { configuration.certificateVerification = .none }
                return TLSClient(context: try NIOSSLContext(configuration: configuration), host: host)
            } catch {
                throw EngineError(
                    .badConfiguration,
                    "the TLS certificates for the engine cannot be used: \(error)",
                    hint: "see ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH",
                    underlying: error
                )
            }
        }
    }

    func handler() throws -> NIOSSLClientHandler {
        // A numeric address is no server name; it is compared with the certificate's addresses instead.
        let numeric = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: numeric ? nil : host)
    }
}

extension Optional {
    func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
