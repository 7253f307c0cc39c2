import NIOCore

/// Keeps what arrives on a channel until somebody is there for it.
final class HeldInput: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var held: [NIOAny] = []

    /// Hands on what was held, to handlers that were added meanwhile, and holds no more. On the channel's event loop.
    static func release(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        pipeline.removeHandler(try pipeline.handler(type: HeldInput.self), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { held.append(data) }

    func removeHandler(context: ChannelHandlerContext, removalToken: ChannelHandlerContext.RemovalToken) {
        for data in held { context.fireChannelRead(data) }
        held = []
        context.fireChannelReadComplete()
        context.leavePipeline(removalToken: removalToken)
    }
}
