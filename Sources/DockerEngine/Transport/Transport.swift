import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// The one door to the engine: a connection per request, closed when the caller is done with the answer.
struct Transport: Sendable {
    let endpoint: EngineEndpoint
    let connectTimeout: Duration
    /// Of the programs that carry a connection.
    let environment: [String: String]
    /// Seconds since 1970.
    let now: @Sendable () -> Int64
    let logger: Logger

    typealias HTTPChannel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Sends a request and hands the answer to `receive`, whatever its status.
    ///
    /// The answer is read while the request is still being sent: an engine that dislikes a build says so early, closes,
    /// and the reason is in its answer. A write that fails therefore ends the sending only. The sending side is never
    /// shut down alone: the engine takes a half-closed connection for a client that left.
    /// Cancelling the task closes the connection, which is how the engine learns of it.
    func exchange<Value: Sendable>(
        _ request: Request,
        version: APIVersion?,
        _ receive: (HTTPResponseHead, inout ResponseBody) async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        do throws(EngineError) {
            return try await withConnection(for: request) { connection in
                await converse(connection, request, version, receive)
            }.get()
        } catch {
            let error = error.at(endpoint, request.label)
            logger.debug("engine request failed", metadata: ["request": "\(request.label)", "error": "\(error)"])
            throw error
        }
    }

    private func converse<Value: Sendable>(
        _ connection: Connection<HTTPChannel>,
        _ request: Request,
        _ version: APIVersion?,
        _ receive: (HTTPResponseHead, inout ResponseBody) async throws(EngineError) -> Value
    ) async -> Result<Value, EngineError> {
        let head = request.head(host: endpoint.hostHeader, version: version)
        let channel = connection.channel
        do {
            return try await connection.wrapped.executeThenClose { inbound, _ in
                async let upload = Upload.send(head, request, on: channel)
                let result = await Self.answer(inbound, receive)
                // Answered, or never to be: what is still being sent is of no use, and ends with the connection.
                channel.close(promise: nil)
                if case .failed(let error) = await upload { return .failure(error) }
                return result
            }
        } catch {
            return .failure(.exchange(error))
        }
    }

    private static func answer<Value: Sendable>(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>,
        _ receive: (HTTPResponseHead, inout ResponseBody) async throws(EngineError) -> Value
    ) async -> Result<Value, EngineError> {
        do throws(EngineError) {
            var body = ResponseBody(inbound.makeAsyncIterator())
            let head = try await body.head()
            guard head.status.code >= 200 else {
                throw EngineError(.protocolViolation, "unexpected status \(head.status.code)")
            }
            return .success(try await receive(head, &body))
        } catch {
            return .failure(Task.isCancelled ? EngineError(.cancelled, "cancelled") : error)
        }
    }
}
