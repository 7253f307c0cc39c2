import NIOCore
import NIOHTTP1
import NIOPosix

/// An open connection to the engine.
struct Connection<Wrapped: Sendable>: Sendable {
    let channel: any Channel
    /// What the channel was prepared as.
    let wrapped: Wrapped
}

extension Transport {
    /// Connects for one HTTP exchange within the request's limits.
    func withConnection<Value: Sendable>(
        for request: Request,
        _ body: (Connection<HTTPChannel>) async -> Result<Value, EngineError>
    ) async -> Result<Value, EngineError> {
        let idle = request.idleLimit
        let total = request.timeLimit
        return await withConnection(
            prepared: { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if idle != nil || total != nil {
                        try pipeline.addHandler(TimeLimitHandler(idle: idle, total: total), position: .first)
                    }
                    try pipeline.addHTTPClientHandlers()
                    return try HTTPChannel(wrappingChannelSynchronously: channel)
                }
            },
            body
        )
    }

    /// Connects, prepares the channel behind its TLS, and hands it to `body`.
    ///
    /// - Parameter body: closes the channel before it returns; for `ssh://`, the program that carries it ends then.
    func withConnection<Wrapped: Sendable, Value: Sendable>(
        prepared prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Wrapped>,
        _ body: (Connection<Wrapped>) async -> Result<Value, EngineError>
    ) async -> Result<Value, EngineError> {
        guard !Task.isCancelled else { return .failure(EngineError(.cancelled, "cancelled")) }
        switch endpoint {
        case .unix(let path):
            return await connecting(body) { bootstrap throws in
                try await bootstrap.connect(unixDomainSocketPath: path) { Self.prepared($0, tls: nil, prepare) }
            }
        case .tcp(let host, let port, let settings):
            let result = await connecting(body) { bootstrap throws in
                var tls: TLSClient?
                if let settings { tls = try await TLSClient.make(settings, host: host) }
                let client = tls
                return try await bootstrap.connect(host: host, port: port) { Self.prepared($0, tls: client, prepare) }
            }
            guard let settings, case .failure(let error) = result else { return result }
            let diagnosis = TLSDiagnosis(
                endpoint: endpoint,
                host: host,
                port: port,
                settings: settings,
                now: now(),
                timeLimit: connectTimeout
            )
            return .failure(await diagnosis.explained(error))
        case .ssh(let target):
            return await SSHProcess(target: target, environment: environment).run { socket in
                await connecting(body) { bootstrap throws in
                    try await bootstrap.withConnectedSocket(socket) { Self.prepared($0, tls: nil, prepare) }
                }
            }
        }
    }

    private func connecting<Wrapped: Sendable, Value: Sendable>(
        _ body: (Connection<Wrapped>) async -> Result<Value, EngineError>,
        by connect: (ClientBootstrap) async throws -> Connection<Wrapped>
    ) async -> Result<Value, EngineError> {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(connectTimeout))
        let connection: Connection<Wrapped>
        do {
            connection = try await connect(bootstrap)
        } catch {
            return .failure(.connecting(error, to: endpoint))
        }
        return await body(connection)
    }

    private static func prepared<Wrapped: Sendable>(
        _ channel: any Channel,
        tls: TLSClient?,
        _ prepare: (any Channel) -> EventLoopFuture<Wrapped>
    ) -> EventLoopFuture<Connection<Wrapped>> {
        do {
            if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return prepare(channel).map { Connection(channel: channel, wrapped: $0) }
    }
}
