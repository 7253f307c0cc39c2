import NIOCore
import NIOHPACK
import NIOHTTP2

/// One gRPC call of the engine: a stream of HTTP/2, with us as the server.
struct SessionCall: Sendable {
    typealias Stream = NIOAsyncChannel<HTTP2Frame.FramePayload, HTTP2Frame.FramePayload>
    typealias Output = NIOAsyncChannelOutboundWriter<HTTP2Frame.FramePayload>

    let channel: any Channel
    let answers: SessionAnswers
    let faults: SessionFaults

    /// Answers it. A stream that breaks needs nothing more: the engine knows, and its build says so.
    func serve() async {
        let channel = channel
        let opened = try? await channel.eventLoop.submit { () -> Stream? in
            guard channel.isActive else { return nil }
            let stream = try Stream(wrappingChannelSynchronously: channel)
            try HeldInput.release(channel)
            return stream
        }.get()
        guard let stream = opened ?? nil else { return }
        try? await stream.executeThenClose { inbound, output in
            var input = SessionInput(inbound)
            guard let head = try await input.head() else { return }
            do {
                try await answer(head, &input, output)
            } catch let status as GRPCStatus {
                try await Self.refuse(status, output)
            }
            try await ended()
        }
    }

    /// Waits until both sides have ended the stream. To close it before would throw away what flow control still holds back.
    private func ended() async throws {
        let channel = channel
        try await withTaskCancellationHandler {
            try await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func answer(_ head: HPACKHeaders, _ input: inout SessionInput, _ output: Output) async throws {
        let path = head.first(name: ":path") ?? ""
        guard let method = SessionMethod(rawValue: path), answers.attachables.methods.contains(method) else {
            throw GRPCStatus(.unimplemented, "this session has no \(path)")
        }
        if method == .syncFiles, let context = answers.attachables.context {
            let onUpload = answers.attachables.onUpload
            let call = FileSyncCall(context: context, faults: faults, onUpload: onUpload, channel: channel)
            try await Self.end(try await call.run(head, &input), output)
            return
        }
        if method == .forwardAgent {
            let agent = try answers.agent(head.first(name: "buildkit.ssh.id") ?? "")
            try await AgentForwarding(agent: agent, output: output).run(&input)
        } else {
            guard let question = try await input.message() else {
                throw GRPCStatus(.invalidArgument, "the call has no message")
            }
            let message = try await answers.answer(method, question)
            try await Self.begin(output)
            try await Self.send(message, output)
        }
        try await Self.end(nil, output)
    }

    /// The headers of an answer.
    static let answerHead = HPACKHeaders([(":status", "200"), ("content-type", "application/grpc")])

    static func begin(_ output: Output) async throws {
        try await output.write(.headers(.init(headers: answerHead)))
    }

    /// Ends an answer that was begun; well without a status.
    private static func end(_ status: GRPCStatus?, _ output: Output) async throws {
        var trailer = HPACKHeaders([("grpc-status", String(status?.code.rawValue ?? 0))])
        if let status { trailer.add(name: "grpc-message", value: status.encodedMessage) }
        try await output.write(.headers(.init(headers: trailer, endStream: true)))
    }

    static func send(_ message: [UInt8], _ output: Output) async throws {
        try await output.write(.data(.init(data: .byteBuffer(GRPCMessages.frame(message)))))
    }

    private static func refuse(_ status: GRPCStatus, _ output: Output) async throws {
        let head = HPACKHeaders([
            (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", String(status.code.rawValue)),
            ("grpc-message", status.encodedMessage),
        ])
        try await output.write(.headers(.init(headers: head, endStream: true)))
    }
}

/// What the engine sends in one call.
struct SessionInput {
    private var frames: NIOAsyncChannelInboundStream<HTTP2Frame.FramePayload>.AsyncIterator
    private var messages = GRPCMessages()
    private var ended = false

    init(_ inbound: NIOAsyncChannelInboundStream<HTTP2Frame.FramePayload>) { frames = inbound.makeAsyncIterator() }

    /// The headers, which come first; `nil` if the stream ended before them.
    mutating func head() async throws -> HPACKHeaders? {
        while let frame = try await frames.next() {
            guard case .headers(let content) = frame else { continue }
            ended = content.endStream
            return content.headers
        }
        return nil
    }

    /// The next message; `nil` at the end.
    mutating func message() async throws -> [UInt8]? {
        while true {
            if let message = try messages.next() { return message }
            guard !ended, let frame = try await frames.next() else { return nil }
            switch frame {
            case .data(let content):
                ended = content.endStream
                guard case .byteBuffer(var buffer) = content.data else { continue }
                messages.append(&buffer)
            case .headers(let content): ended = ended || content.endStream
            case .rstStream: return nil
            default: continue
            }
        }
    }
}
