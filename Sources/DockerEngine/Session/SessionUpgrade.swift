import NIOCore
import NIOHTTP1
import NIOHTTP2

/// Turns the connection of a `POST /session` round: after the engine's 101 it is the client, and we serve.
struct SessionUpgrade: NIOTypedHTTPClientProtocolUpgrader {
    typealias Calls = NIOHTTP2Handler.AsyncStreamMultiplexer<any Channel>

    enum UpgradeOutcome: Sendable {
        /// What the engine sends from now on is held until ``serve(on:)``.
        case upgraded
        /// The answer is not 101; it is still to be read.
        case refused(Transport.HTTPChannel)
    }

    let id: String
    let attachables: SessionAttachables

    let supportedProtocol = "h2c"
    let requiredUpgradeHeaders: [String] = []

    func addCustom(upgradeRequestHeaders headers: inout HTTPHeaders) {
        headers.add(name: "X-Docker-Expose-Session-Uuid", value: id)
        headers.add(name: "X-Docker-Expose-Session-Name", value: "imagebuilder")
        headers.add(name: "X-Docker-Expose-Session-Sharedkey", value: attachables.context?.sharedKey ?? "")
        for method in attachables.methods {
            headers.add(name: "X-Docker-Expose-Session-Grpc-Method", value: method.rawValue)
        }
    }

    func shouldAllowUpgrade(upgradeResponse: HTTPResponseHead) -> Bool { upgradeResponse.status == .switchingProtocols }

    func upgrade(channel: any Channel, upgradeResponse: HTTPResponseHead) -> EventLoopFuture<UpgradeOutcome> {
        channel.eventLoop.makeCompletedFuture {
            // HTTP/2 begins with something that we write, which NIO's upgrade refuses for as long as it lasts.
            try channel.pipeline.syncOperations.addHandler(HeldInput())
            return .upgraded
        }
    }

    /// The engine is no stranger, and gRPC's Go client measures how much the connection takes by a PING after what it gets: many
    /// thousands where many small files go. NIO's bound is 200 in 30 seconds.
    private static let configuration: NIOHTTP2Handler.Configuration = {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.controlFrameRateLimit.maximumCount = 1_000_000
        return configuration
    }()

    /// Speaks HTTP/2 as a server on an upgraded connection.
    static func serve(on channel: any Channel) -> EventLoopFuture<Calls> {
        channel.eventLoop.flatSubmit {
            channel.configureAsyncHTTP2Pipeline(mode: .server, configuration: configuration) { stream in
                // A stream that nobody comes to serve must not be more than a channel: NIO's wrapper of it may not be dropped.
                stream.eventLoop.makeCompletedFuture {
                    try stream.pipeline.syncOperations.addHandler(HeldInput())
                    return stream
                }
            }
            .flatMap { calls in
                channel.eventLoop.makeCompletedFuture {
                    try HeldInput.release(channel)
                    return calls
                }
            }
        }
    }

    /// Prepares a new connection; the future within tells how the engine answered.
    func prepare(_ channel: any Channel, head: HTTPRequestHead) -> EventLoopFuture<EventLoopFuture<UpgradeOutcome>> {
        channel.eventLoop.makeCompletedFuture {
            let configuration = NIOTypedHTTPClientUpgradeConfiguration(
                upgradeRequestHead: head,
                upgraders: [self]
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    .refused(try Transport.HTTPChannel(wrappingChannelSynchronously: channel))
                }
            }
            var pipeline = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: configuration)
            // The engine's first words of HTTP/2 often come with its 101.
            pipeline.leftOverBytesStrategy = .forwardBytes
            return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(configuration: pipeline)
        }
    }
}
