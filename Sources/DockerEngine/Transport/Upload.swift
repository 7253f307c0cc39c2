import NIOCore
import NIOHTTP1

/// Sends a request.
enum Upload {
    enum UploadOutcome: Sendable {
        case complete
        /// The connection takes no more. The answer, if there is one, says why.
        case stopped
        /// The body could not be made. The connection is closed, so that the engine never takes what it got for all.
        case failed(EngineError)
    }

    /// Not through the async channel's writer: that takes pieces as fast as they are made until the event loop comes to
    /// run and says otherwise, which on a busy machine was hundreds of megabytes later. Here one piece is on its way
    /// while the next is read.
    static func send(_ head: HTTPRequestHead, _ request: Request, on channel: any Channel) async -> UploadOutcome {
        func write(_ part: HTTPClientRequestPart) -> EventLoopFuture<Void> { channel.writeAndFlush(part) }
        do {
            try await write(.head(head)).get()
            if case .archive(let archive) = request.body {
                var stream = ArchiveStream(archive)
                do {
                    var underWay: EventLoopFuture<Void>?
                    var sent: Int64 = 0
                    while let buffer = try await stream.next() {
                        try await underWay?.get()
                        request.onSent?(sent)
                        sent += Int64(buffer.readableBytes)
                        underWay = write(.body(.byteBuffer(buffer)))
                    }
                    try await underWay?.get()
                } catch {
                    stream.close()
                    throw error
                }
            }
            try await write(.end(nil)).get()
            return .complete
        } catch let error as EngineError where error.code != .cancelled {
            try? await channel.close()
            return .failed(error)
        } catch {
            return .stopped
        }
    }
}
