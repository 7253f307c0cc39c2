import DockerEngine
import Foundation
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import SwiftProtobuf
import TestSupport

@testable import DockerEngine

/// BuildKit's side of a `DiffCopy`, on a real connection, saying what a test tells it to say.
struct ScriptedBuilder {
    private typealias Stream = NIOAsyncChannel<HTTP2Frame.FramePayload, HTTP2Frame.FramePayload>

    /// How the call ended, and what the session noted.
    struct Ending {
        let status: String?
        let message: String?
        let fault: EngineError?
    }

    /// Serves `context` on one end of a connection, and calls from the other.
    static func run(
        _ context: OfferedContext,
        _ metadata: [(String, String)] = [("dir-name", "context")],
        _ script: (inout Conversation) async throws -> Void
    ) async throws -> Ending {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("s")
        let faults = SessionFaults()
        let attachables = SessionAttachables(BuildRequest(builder: .buildKit), context: context, now: { 7 })
        let group = MultiThreadedEventLoopGroup.singleton
        let (sockets, feed) = AsyncStream.makeStream(of: (any Channel).self)
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(HeldInput())
                    feed.yield(channel)
                }
            }
            .bind(unixDomainSocketPath: path).get()
        let client = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path) { channel in
            channel.configureAsyncHTTP2Pipeline(mode: .client) { stream in stream.eventLoop.makeSucceededFuture(stream)
            }
            .map { (channel, $0) }
        }
        var accepted = sockets.makeAsyncIterator()
        guard let socket = await accepted.next() else { throw ChannelError.eof }
        let calls = try await SessionUpgrade.serve(on: socket).get()
        async let serving: Void = serve(calls, SessionAnswers(attachables: attachables), faults)
        let result: Result<HPACKHeaders?, any Error>
        do {
            result = .success(try await call(client.1, metadata, script))
        } catch {
            result = .failure(error)
        }
        try? await client.0.close()
        try? await socket.close()
        try? await server.close()
        await serving
        let trailer = try result.get()
        return Ending(
            status: trailer?.first(name: "grpc-status"),
            message: trailer?.first(name: "grpc-message"),
            fault: faults.first
        )
    }

    private static func serve(
        _ calls: SessionUpgrade.Calls,
        _ answers: SessionAnswers,
        _ faults: SessionFaults
    ) async {
        await withTaskGroup(of: Void.self) { group in
            do {
                for try await stream in calls.inbound {
                    group.addTask { await SessionCall(channel: stream, answers: answers, faults: faults).serve() }
                }
            } catch {}
            group.cancelAll()
        }
    }

    private static func call(
        _ connection: NIOHTTP2Handler.AsyncStreamMultiplexer<any Channel>,
        _ metadata: [(String, String)],
        _ script: (inout Conversation) async throws -> Void
    ) async throws -> HPACKHeaders? {
        let stream = try await connection.openStream { channel in
            channel.eventLoop.makeCompletedFuture { try Stream(wrappingChannelSynchronously: channel) }
        }
        return try await stream.executeThenClose { inbound, outbound in
            let head = HPACKHeaders(
                [
                    (":method", "POST"), (":scheme", "http"), (":authority", "localhost"),
                    (":path", SessionMethod.syncFiles.rawValue), ("content-type", "application/grpc"),
                ] + metadata
            )
            try await outbound.write(.headers(.init(headers: head)))
            var conversation = Conversation(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            try await script(&conversation)
            return try await conversation.trailer()
        }
    }
}

/// What is said in one call.
struct Conversation {
    fileprivate var inbound: NIOAsyncChannelInboundStream<HTTP2Frame.FramePayload>.AsyncIterator
    fileprivate let outbound: NIOAsyncChannelOutboundWriter<HTTP2Frame.FramePayload>
    private var messages = GRPCMessages()
    private var ending: HPACKHeaders?
    private var isEnded = false

    fileprivate init(
        inbound: NIOAsyncChannelInboundStream<HTTP2Frame.FramePayload>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<HTTP2Frame.FramePayload>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    /// The next packet; nil at the end of the call.
    mutating func next() async throws -> WireFilePacket? {
        while true {
            if let message = try messages.next() { return try WireFilePacket(serializedBytes: message) }
            guard !isEnded, let frame = try await inbound.next() else { return nil }
            switch frame {
            case .data(let content):
                guard case .byteBuffer(var bytes) = content.data else { continue }
                messages.append(&bytes)
            case .headers(let content) where content.endStream:
                ending = content.headers
                isEnded = true
            case .rstStream: isEnded = true
            default: continue
            }
        }
    }

    /// Everything that the list holds.
    mutating func list() async throws -> [WireFileStat] {
        var all: [WireFileStat] = []
        while let packet = try await next(), packet.hasStat { all.append(packet.stat) }
        return all
    }

    func ask(_ numbers: UInt32...) async throws {
        for number in numbers {
            try await send(
                .with {
                    $0.kind = .request
                    $0.id = number
                }
            )
        }
    }

    /// The bytes of a file that was asked for; nil where an error takes their place.
    mutating func file(_ number: UInt32) async throws -> [UInt8]? {
        var content: [UInt8] = []
        while let packet = try await next() {
            guard packet.kind == .data, packet.id == number else { return nil }
            if packet.data.isEmpty { return content }
            content += packet.data
        }
        return nil
    }

    func finish() async throws { try await send(.with { $0.kind = .finish }) }

    func send(_ packet: WireFilePacket) async throws {
        let bytes: [UInt8] = try packet.serializedBytes()
        try await outbound.write(.data(.init(data: .byteBuffer(GRPCMessages.frame(bytes)))))
    }

    /// Reads what is left, and how it ended.
    fileprivate mutating func trailer() async throws -> HPACKHeaders? {
        let end = HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true))
        try? await outbound.write(end)
        while try await next() != nil {}
        return ending
    }
}
