import NIOCore
import NIOHTTP1
import NIOHTTP2

/// A session beside a build: the engine's BuildKit asks, we answer.
struct BuildSession: Sendable {
    let id: String
    let attachables: SessionAttachables
    let transport: Transport
    let version: APIVersion
    /// For the engine's answer to the upgrade.
    let limit: Duration
    private let faults = SessionFaults()

    private typealias Opened = Connection<EventLoopFuture<SessionUpgrade.UpgradeOutcome>>

    /// Opens the session, answers what is asked in it while `body` runs, and closes it. Maps to `POST /session`.
    func run<Value: Sendable>(
        _ body: () async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        let request = Request(method: .POST, path: "/session", timeLimit: nil)
        let upgrade = SessionUpgrade(id: id, attachables: attachables)
        var head = request.head(host: transport.endpoint.hostHeader, version: version)
        // The upgrade says what becomes of the connection.
        head.headers.remove(name: "Connection")
        let fixed = head
        var isOpen = false
        do throws(EngineError) {
            return try await transport.withConnection(
                prepared: { channel in upgrade.prepare(channel, head: fixed) }
            ) { connection in
                do throws(EngineError) {
                    let calls = try await settle(connection)
                    isOpen = true
                    return await serve(calls, on: connection.channel, beside: body)
                } catch {
                    return .failure(error)
                }
            }.get()
        } catch {
            // What `body` throws has an address of its own.
            throw isOpen ? error : error.at(transport.endpoint, request.label)
        }
    }

    private func settle(_ connection: Opened) async throws(EngineError) -> SessionUpgrade.Calls {
        let channel = connection.channel
        do {
            switch try await connection.wrapped.bounded(by: limit, closing: channel) {
            case .upgraded: return try await SessionUpgrade.serve(on: channel).get()
            case .refused(let answer): throw await Self.refusal(answer)
            }
        } catch let error as EngineError {
            throw error
        } catch {
            try? await channel.close()
            throw Task.isCancelled ? EngineError(.cancelled, "cancelled") : .exchange(error)
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

    private func serve<Value: Sendable>(
        _ calls: SessionUpgrade.Calls,
        on channel: any Channel,
        beside body: () async throws(EngineError) -> Value
    ) async -> Result<Value, EngineError> {
        async let serving: Void = answer(calls)
        let result: Result<Value, EngineError>
        do throws(EngineError) {
            result = .success(try await body())
        } catch {
            // Of what failed on our side the engine only tells that it did, in its own words.
            result = .failure(error.isOfTheBuild ? faults.first ?? error : error)
        }
        faults.end()
        try? await channel.close()
        await serving
        return result
    }

    /// Answers until the session is closed, by either side.
    private func answer(_ calls: SessionUpgrade.Calls) async {
        let answers = SessionAnswers(attachables: attachables)
        await withTaskGroup(of: Void.self) { group in
            do {
                for try await stream in calls.inbound {
                    group.addTask { await SessionCall(channel: stream, answers: answers, faults: faults).serve() }
                }
            } catch {
                // The build that lost its session says so itself.
            }
            faults.noteEnd()
            group.cancelAll()
        }
    }
}

extension EngineError {
    /// Whether the engine says that a build failed.
    fileprivate var isOfTheBuild: Bool {
        switch code {
        case .buildFailed, .badRequest, .serverError: true
        default: false
        }
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
