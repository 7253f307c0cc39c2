import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The body of a response, read as it comes.
struct ResponseBody {
    typealias Parts = NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

    private var parts: Parts
    private var ended = false

    init(_ parts: Parts) { self.parts = parts }

    /// The head of the response, which comes first.
    mutating func head() async throws(EngineError) -> HTTPResponseHead {
        guard case .head(let head)? = try await part() else { throw Self.cutOff }
        return head
    }

    /// The next bytes; `nil` at the end.
    /// - Throws: `.disconnected` for an end that is none: the connection closed before the body was complete.
    mutating func next() async throws(EngineError) -> ByteBuffer? {
        while !ended {
            switch try await part() {
            case .body(let buffer)?: return buffer
            case .end?: ended = true
            case .head?: throw EngineError(.protocolViolation, "a second response on one connection")
            case nil: throw Self.cutOff
            }
        }
        return nil
    }

    /// All of the body, up to a bound.
    mutating func collect(limit: Int) async throws(EngineError) -> Data {
        var data = Data()
        while let buffer = try await next() {
            guard buffer.readableBytes <= limit - data.count else {
                throw EngineError(.outOfBounds, "the engine's answer is longer than \(limit) bytes")
            }
            data.append(contentsOf: buffer.readableBytesView)
        }
        return data
    }

    private mutating func part() async throws(EngineError) -> HTTPClientResponsePart? {
        do {
            let part = try await parts.next()
            if part == nil, Task.isCancelled { throw EngineError(.cancelled, "cancelled") }
            return part
        } catch {
            throw EngineError.exchange(error)
        }
    }

    private static var cutOff: EngineError {
        EngineError(.disconnected, "the engine closed the connection before its answer was complete")
    }
}
