import NIOCore
import NIOHTTP1
import NIOHTTP2

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A session that stands: the engine's BuildKit asks, we answer.
struct BuildSession: Sendable {
    let id: String
    private let connection: Opened
    private let calls: SessionUpgrade.Calls

    private typealias Opened = Connection<EventLoopFuture<SessionUpgrade.Outcome>>

    /// Opens a session. Maps to `POST /session`.
    static func open(
        _ offer: SessionOffer,
        on transport: Transport,
        version: APIVersion,
        limit: Duration
    ) async throws(EngineError) -> BuildSession {
        let request = Request(method: .POST, path: "/session", timeLimit: nil)
        let upgrade = SessionUpgrade(id: UUID().uuidString.lowercased(), methods: offer.methods)
        var head = request.head(host: transport.endpoint.hostHeader, version: version)
        // The upgrade says what becomes of the connection.
        head.headers.remove(name: "Connection")
        let fixed = head
        do throws(EngineError) {
            let connection = try await transport.connect { channel in upgrade.prepare(channel, head: fixed) }
            return try await settle(connection, upgrade.id, limit)
        } catch {
            throw error.at(transport.endpoint, request.label)
        }
    }

    private static func settle(
        _ connection: Opened,
        _ id: String,
        _ limit: Duration
    ) async throws(EngineError) -> BuildSession {
        let channel = connection.channel
        do {
            switch try await connection.wrapped.bounded(by: limit, closing: channel) {
            case .upgraded:
                let calls = try await SessionUpgrade.serve(on: channel).get()
                return BuildSession(id: id, connection: connection, calls: calls)
            case .refused(let answer):
                throw await refusal(answer)
            }
        } catch let error as EngineError {
            _ = await connection.ended()
            throw error
        } catch {
            try? await channel.close()
            let cause = await connection.ended()
            throw cause ?? (Task.isCancelled ? EngineError(.cancelled, "cancelled") : .exchange(error))
        }
    }

    private static func refusal(_ channel: Transport.HTTPChannel) async -> EngineError {
        do {
            return try await channel.executeThenClose { inbound, _ in
                do throws(EngineError) {
                    var body = ResponseBody(inbound.makeAsyncIterator())
                    let head = try await body.head()
                    try await head.requireSuccess(&body)
                    return EngineError(.unsupported, "the engine opens no session (status \(head.status.code))")
                } catch {
                    return error
                }
            }
        } catch {
            return .exchange(error)
        }
    }

    /// Answers until the session is closed, by either side.
    func serve(_ offer: SessionOffer) async {
        let answers = SessionAnswers(offer: offer)
        await withTaskGroup(of: Void.self) { group in
            do {
                for try await stream in calls.inbound {
                    group.addTask { await SessionCall(channel: stream, answers: answers).serve() }
                }
            } catch {
                // The build that lost its session says so itself.
            }
            group.cancelAll()
        }
    }

    func close() async {
        try? await connection.channel.close()
        _ = await connection.ended()
    }
}

extension EventLoopFuture where Value: Sendable {
    /// The value; the channel is closed, which fails the future, when the task is cancelled or the time is over.
    fileprivate func bounded(by limit: Duration, closing channel: any Channel) async throws -> Value {
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) { channel.close(promise: nil) }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}
