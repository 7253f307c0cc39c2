import Basics
import NIOCore

/// Ends a connection on which nothing has moved for too long, in either direction, or which has lived too long.
///
/// It judges what passes the channel: bytes that wait for a slow reader of ours count as nothing moving, so a handler
/// of records should be quick.
final class TimeLimitHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let idle: TimeAmount?
    private let total: TimeAmount?
    private var lastMove = NIODeadline.now()
    private var scheduled: [Scheduled<Void>] = []

    init(idle: Duration?, total: Duration?) {
        self.idle = idle.map(TimeAmount.init)
        self.total = total.map(TimeAmount.init)
    }

    func channelActive(context: ChannelHandlerContext) {
        lastMove = .now()
        if let total {
            after(total, context) { handler, context in
                handler.fail(context, "took longer than \(Duration(total).seconds) seconds")
            }
        }
        if let idle { watch(for: idle, idle, context) }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastMove = .now()
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        lastMove = .now()
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    private func watch(for wait: TimeAmount, _ idle: TimeAmount, _ context: ChannelHandlerContext) {
        after(wait, context) { handler, context in
            let left = handler.lastMove + idle - .now()
            if left > .zero {
                handler.scheduled.removeAll()
                handler.watch(for: left, idle, context)
            } else {
                handler.fail(context, "said nothing for \(Duration(idle).seconds) seconds")
            }
        }
    }

    private func after(
        _ wait: TimeAmount,
        _ context: ChannelHandlerContext,
        _ act: @escaping @Sendable (TimeLimitHandler, ChannelHandlerContext) -> Void
    ) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        scheduled.append(context.eventLoop.scheduleTask(in: wait) { act(bound.value.0, bound.value.1) })
    }

    private func fail(_ context: ChannelHandlerContext, _ message: String) {
        cancel()
        context.fireErrorCaught(TimeLimitPassed(message: message))
        context.close(promise: nil)
    }

    private func cancel() {
        for task in scheduled { task.cancel() }
        scheduled = []
    }
}
