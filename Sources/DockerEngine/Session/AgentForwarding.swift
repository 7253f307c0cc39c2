import NIOCore
import NIOPosix
import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Carries bytes between a build step and an ssh agent on this machine.
struct AgentForwarding {
    typealias Socket = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let agent: AgentSocket
    let output: SessionCall.Output

    /// Runs until either side is done.
    func run(_ input: inout SessionInput) async throws {
        let socket = try await connect()
        let output = output
        try await socket.executeThenClose { inbound, outbound in
            try await SessionCall.begin(output)
            // The agent's answers go back beside the loop below, and end it by closing the socket when the agent does.
            async let answering: Void = Self.answer(inbound, output)
            while let message = try await input.message() {
                try await outbound.write(ByteBuffer(bytes: WireAgentPiece(asked: message).data))
            }
            outbound.finish()
            try await answering
        }
    }

    private static func answer(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ output: SessionCall.Output
    ) async throws {
        for try await buffer in inbound {
            let piece = WireAgentPiece.with { $0.data = .init(buffer.readableBytesView) }
            try await SessionCall.send(piece.sent(), output)
        }
    }

    private func connect() async throws(GRPCStatus) -> Socket {
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .connect(unixDomainSocketPath: agent.path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try Socket(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(isOutboundHalfClosureEnabled: true)
                        )
                    }
                }
        } catch {
            throw GRPCStatus(.unavailable, "the ssh agent '\(agent.id)' at \(agent.path) does not answer: \(error)")
        }
    }
}
