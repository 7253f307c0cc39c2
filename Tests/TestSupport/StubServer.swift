import NIOConcurrencyHelpers
import NIOCore
public import NIOHTTP1
import NIOPosix
public import NIOSSL

/// A request as a stub server got it.
public struct ServedRequest: Sendable {
    public let method: HTTPMethod
    /// Path and query, still encoded.
    public let target: String
    public let headers: HTTPHeaders
    public let body: [UInt8]

    public var path: String { String(target.prefix { $0 != "?" }) }
    public var authorization: String? { headers.first(name: "Authorization") }
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a stub server does with a request.
public enum ServedAnswer: Sendable {
    /// Answers with the length of the body.
    case whole(Int, headers: [(String, String)] = [], body: [UInt8] = [])
    /// Answers 200 with that many bytes, in chunks, as long as somebody takes them.
    case long(Int, headers: [(String, String)] = [])
    /// Announces that length, sends no more than that, and closes.
    case cut(announced: Int, headers: [(String, String)] = [], body: [UInt8])
    /// Says nothing, and keeps the connection.
    case silence
    /// Closes the connection without a word.
    case close

    public static func json(
        _ status: Int,
        _ body: String,
        type: String = "application/json",
        headers: [(String, String)] = []
    ) -> ServedAnswer {
        .whole(status, headers: [("Content-Type", type)] + headers, body: Array(body.utf8))
    }

    public static func json(_ body: String) -> ServedAnswer { .json(200, body) }
}

/// A scripted HTTP server on a port of this machine. It records what it was asked.
public final class StubServer: Sendable {
    /// To a request, and its number among those of the same method and path, from 0.
    public typealias Answers = @Sendable (ServedRequest, Int) -> ServedAnswer

    private let received = NIOLockedValueBox<[ServedRequest]>([])
    private let answers: Answers
    /// `127.0.0.1:PORT`
    public var address: String { "127.0.0.1:\(port)" }
    public let port: Int

    public var requests: [ServedRequest] { received.withLockedValue { $0 } }
    /// `METHOD TARGET` of each.
    public var lines: [String] { requests.map { "\($0.method) \($0.target)" } }

    private init(_ answers: @escaping Answers, port: Int) {
        self.answers = answers
        self.port = port
    }

    /// Serves while `body` runs.
    public static func run<Value: Sendable>(
        tls: TLSConfiguration? = nil,
        _ answers: @escaping Answers,
        _ body: @Sendable (StubServer) async throws -> Value
    ) async throws -> Value {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let stub = NIOLockedValueBox<StubServer?>(nil)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
                    try pipeline.addHandler(ServedConnection { stub.withLockedValue { $0 } })
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        let server = StubServer(answers, port: channel.localAddress?.port ?? 0)
        stub.withLockedValue { $0 = server }
        do {
            let value = try await body(server)
            try await channel.close()
            return value
        } catch {
            try? await channel.close()
            throw error
        }
    }

    fileprivate func answer(_ request: ServedRequest) -> ServedAnswer {
        let number = received.withLockedValue { received in
            received.append(request)
            return received.count { $0.path == request.path && $0.method == request.method } - 1
        }
        return answers(request, number)
    }
}

/// One connection of a stub server.
private final class ServedConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: () -> StubServer?
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ server: @escaping () -> StubServer?) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let part): body += part.readableBytesView
        case .end:
            guard let head, let server = server() else { return context.close(promise: nil) }
            let request = ServedRequest(method: head.method, target: head.uri, headers: head.headers, body: body)
            write(server.answer(request), to: request, context)
        }
    }

    private func write(_ answer: ServedAnswer, to request: ServedRequest, _ context: ChannelHandlerContext) {
        switch answer {
        case .silence: return
        case .close: context.close(promise: nil)
        case .whole(let status, let headers, let body):
            // The answer to a HEAD tells the length of what a GET would bring.
            let length = headers.contains { $0.0 == "Content-Length" } ? [] : [("Content-Length", "\(body.count)")]
            writeHead(status, headers + length, context)
            if request.method != .HEAD { writeBody(body, context) }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .cut(let announced, let headers, let body):
            writeHead(200, headers + [("Content-Length", "\(announced)")], context)
            writeBody(body, context)
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer())))).whenComplete { _ in
                bound.value.close(promise: nil)
            }
        case .long(let count, let headers):
            writeHead(200, headers, context)
            writeMore(count, context)
        }
    }

    private func writeHead(_ status: Int, _ headers: [(String, String)], _ context: ChannelHandlerContext) {
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: status),
            headers: HTTPHeaders(headers)
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
    }

    private func writeBody(_ body: [UInt8], _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }

    /// One chunk after the other, so that nothing is written that nobody takes.
    private func writeMore(_ count: Int, _ context: ChannelHandlerContext) {
        guard count > 0, context.channel.isActive else {
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        let part = min(count, 64 << 10)
        let buffer = ByteBuffer(repeating: UInt8(ascii: " "), count: part)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer)))).whenSuccess {
            bound.value.0.writeMore(count - part, bound.value.1)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
