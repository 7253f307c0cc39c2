public import DockerEngine
import Foundation
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
public import NIOSSL

/// A request as it came over the wire. Only the first bytes of a large body are kept.
public struct StubRequest: Sendable {
    public let method: String
    /// Path and query, still encoded.
    public let target: String
    public let headers: [String: String]

    public var path: String { String(target.prefix { $0 != "?" }) }

    public var query: [String: String] {
        let items = URLComponents(string: target)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }
}

/// What the stub does with a request.
public struct StubAnswer: Sendable {
    /// Whether it reads the request's body to its end first.
    public var readsBody = true
    /// Written one by one.
    public var pieces: [[UInt8]]
    /// Whether it closes after that, or stays silent until the client goes.
    public var closes = true

    public init(_ pieces: [String], readsBody: Bool = true, closes: Bool = true) {
        self.pieces = pieces.map { Array($0.utf8) }
        self.readsBody = readsBody
        self.closes = closes
    }

    /// A whole answer with a length.
    public static func json(_ status: Int, _ body: String, headers: [String] = []) -> StubAnswer {
        let lines = ["HTTP/1.1 \(status) X", "Content-Type: application/json", "Content-Length: \(body.utf8.count)"]
        return StubAnswer([(lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body])
    }

    public static func json(_ body: String, headers: [String] = []) -> StubAnswer { json(200, body, headers: headers) }

    public static let chunkedHead =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

    /// A stream: each text a chunk of its own, and the end.
    public static func chunked(_ chunks: [String]) -> StubAnswer {
        StubAnswer([chunkedHead] + chunks.map(chunk) + ["0\r\n\r\n"])
    }

    public static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    /// The same bytes, each written on its own.
    public var byteByByte: StubAnswer {
        var copy = self
        copy.pieces = pieces.joined().map { [$0] }
        return copy
    }
}

/// A scripted engine on a unix socket, for what no real engine does on demand. It records what it was asked.
public final class StubEngine: Sendable {
    /// To a request and its number among those on the same path, from 0. Where there is none, the stub answers `/_ping`
    /// and `/version` as an engine of API 1.41 does, and 404 to all else.
    public typealias Answers = @Sendable (StubRequest, Int) -> StubAnswer?

    private let received = NIOLockedValueBox<[StubRequest]>([])
    private let answers: Answers

    public var requests: [StubRequest] { received.withLockedValue { $0 } }

    private init(_ answers: @escaping Answers) { self.answers = answers }

    /// Serves while `body` runs.
    public static func run<Value: Sendable>(
        timeouts: Timeouts = Timeouts(),
        _ answers: @escaping Answers,
        _ body: @Sendable (DockerClient, StubEngine) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("s")
        let stub = StubEngine(answers)
        let server = try await stub.bootstrap(tls: nil).bind(unixDomainSocketPath: path).get()
        return try await closing(server) {
            let client = DockerClient(
                endpoint: .unix(path: path),
                environment: [:],
                logger: Logger(label: "test"),
                timeouts: timeouts
            )
            return try await body(client, stub)
        }
    }

    /// The same behind TLS on a port of the loopback interface.
    public static func runTLS<Value: Sendable>(
        _ configuration: TLSConfiguration,
        _ body: @Sendable (_ port: Int, StubEngine) async throws -> Value
    ) async throws -> Value {
        let stub = StubEngine { _, _ in nil }
        let context = try NIOSSLContext(configuration: configuration)
        let server = try await stub.bootstrap(tls: context).bind(host: "127.0.0.1", port: 0).get()
        return try await closing(server) { try await body(server.localAddress?.port ?? 0, stub) }
    }

    private static func closing<Value: Sendable>(
        _ server: any Channel,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body()
            try await server.close()
            return value
        } catch {
            try? await server.close()
            throw error
        }
    }

    private func bootstrap(tls: NIOSSLContext?) -> ServerBootstrap {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                try pipeline.addHandler(StubConnection(self))
            }
        }
    }

    fileprivate func answer(_ request: StubRequest) -> StubAnswer {
        let number = received.withLockedValue { received in
            received.append(request)
            return received.count { $0.path == request.path } - 1
        }
        if let answer = answers(request, number) { return answer }
        switch request.path {
        case "/_ping": return .json("OK", headers: ["Api-Version: 1.41"])
        case "/version":
            return .json(
                #"{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}"#
            )
        default: return .json(404, #"{"message":"page not found"}"#)
        }
    }
}

/// One connection of the stub: one request, one answer.
private final class StubConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let stub: StubEngine
    private var received: [UInt8] = []
    private var answer: StubAnswer?
    private var answered = false

    init(_ stub: StubEngine) { self.stub = stub }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !answered else { return }
        received += unwrapInboundIn(data).readableBytesView
        if answer == nil, let request = StubRequest(received) { answer = stub.answer(request) }
        guard let answer else { return }
        let chunked = answer.readsBody && received.contains("transfer-encoding: chunked")
        if chunked, !received.hasSuffix("\r\n0\r\n\r\n") { return }
        answered = true
        for piece in answer.pieces { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil) }
        guard answer.closes else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in bound.value.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension StubRequest {
    /// `nil` while the head is not complete.
    init?(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        var lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let words = lines.removeFirst().split(separator: " ")
        method = words.first.map(String.init) ?? ""
        target = words.dropFirst().first.map(String.init) ?? ""
        headers = Dictionary(
            lines.map { line in
                let colon = line.firstIndex(of: ":") ?? line.endIndex
                return (line[..<colon].lowercased(), line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension [UInt8] {
    fileprivate func contains(_ text: String) -> Bool {
        String(decoding: prefix(64 << 10), as: UTF8.self).lowercased().contains(text)
    }

    fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
