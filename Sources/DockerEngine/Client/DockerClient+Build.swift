import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension DockerClient {
    /// Builds an image from a context, which is read and sent as the engine takes it.
    ///
    /// Maps to `POST /build`. The image's id is the last that the engine names in a record of its own; log text is never
    /// read for it. Neither builder of Docker applies a `.dockerignore` here: the context is what `context` holds.
    /// - Parameters:
    ///   - onRecord: hears every record, in order; the build waits for it. What it throws ends the build.
    ///   - onUpload: hears from time to time how many bytes of the context have been sent.
    ///
    /// With secrets, agents or credentials, BuildKit gets a session (`POST /session`) for as long as the build lasts.
    /// - Throws: `.buildFailed` if a step fails, `.contextChanged` if a file is not as its entry says, `.badRequest` for a
    ///   Dockerfile or a parameter the engine does not take, and what an exchange throws. Cancelling the task closes the
    ///   connection, which ends the build on a Docker Engine; Podman has been seen to go on.
    public func build(
        _ request: BuildRequest,
        context: ContextArchive,
        onRecord: @Sendable (BuildRecord) async throws -> Void = { _ in },
        onUpload: (@Sendable (Int64) -> Void)? = nil
    ) async throws(EngineError) -> BuildResult {
        if request.builder == .buildKit, try await !version().hasBuildKit {
            throw EngineError(.unsupported, "the engine has no BuildKit", endpoint: endpoint.description)
        }
        guard request.builder == .buildKit else {
            guard request.secrets.isEmpty, request.agents.isEmpty else {
                throw EngineError(.unsupported, "the classic builder takes neither secrets nor ssh agents")
            }
            return try await build(request, .archive(context), session: nil, onRecord, onUpload)
        }
        return try await withSession(SessionAttachables(request, now: now)) { session throws(EngineError) in
            try await build(request, .archive(context), session: session, onRecord, onUpload)
        }
    }

    /// Builds an image with BuildKit from a context that it is offered in a session: it asks for the files that it does not
    /// have from an earlier build.
    ///
    /// Maps to `POST /session` and to `POST /build` with `remote=client-session`. Parameters and errors are those of
    /// ``build(_:context:onRecord:onUpload:)``; `onUpload` hears of bytes of files alone. What was wrong with a file is thrown
    /// as it was found, though the engine has words of its own for it.
    public func build(
        _ request: BuildRequest,
        offering context: OfferedContext,
        onRecord: @Sendable (BuildRecord) async throws -> Void = { _ in },
        onUpload: (@Sendable (Int64) -> Void)? = nil
    ) async throws(EngineError) -> BuildResult {
        guard request.builder == .buildKit, try await version().hasBuildKit else {
            throw EngineError(.unsupported, "only BuildKit takes a context from a session")
        }
        var attachables = SessionAttachables(request, context: context, now: now)
        attachables.onUpload = onUpload
        var named = request
        named.dockerfile = context.instructions.name
        let request = named
        return try await withSession(attachables) { session throws(EngineError) in
            try await build(request, .empty, session: session, onRecord, nil)
        }
    }

    private func build(
        _ request: BuildRequest,
        _ body: Request.Body,
        session: String?,
        _ onRecord: @Sendable (BuildRecord) async throws -> Void,
        _ onUpload: (@Sendable (Int64) -> Void)?
    ) async throws(EngineError) -> BuildResult {
        let buildID = request.builder == .buildKit ? makeIdentifier() : nil
        var call = Request(method: .POST, path: "/build", body: body)
        let isOffered = if case .empty = body { true } else { false }
        call.query = try request.query(buildID: buildID, session: session, isOffered: isOffered)
        call.onSent = onUpload
        call.idleLimit = request.idleLimit
        call.timeLimit = request.timeLimit
        call.headers = [try Self.authHeader(nil)]
        do {
            return try await send(call) { head, body throws(EngineError) in
                try await head.requireSuccess(&body)
                return try await Self.follow(&body, onRecord)
            }
        } catch {
            if let buildID, [.cancelled, .timedOut, .handlerFailed].contains(error.code) {
                await cancelBuild(buildID)
            }
            throw error
        }
    }

    private static func follow(
        _ body: inout ResponseBody,
        _ onRecord: @Sendable (BuildRecord) async throws -> Void
    ) async throws(EngineError) -> BuildResult {
        var imageID: String?
        var failure: EngineError?
        try await body.forEachRecord { record throws(EngineError) in
            if let (message, code) = record.failure {
                failure = failure ?? Self.failure(message, code)
                return
            }
            guard let known = try BuildRecord(record) else { return }
            if case .aux(let id) = known { imageID = id }
            do {
                try await onRecord(known)
            } catch let error as EngineError {
                throw error
            } catch {
                throw Task.isCancelled
                    ? EngineError(.cancelled, "cancelled")
                    : EngineError(
                        .handlerFailed,
                        "a record of the build could not be used: \(error)",
                        underlying: error
                    )
            }
        }
        if let failure { throw failure }
        guard let imageID else {
            throw EngineError(.protocolViolation, "the build ended with neither an image nor an error")
        }
        return BuildResult(imageID: imageID)
    }

    /// The classic builder says the exit status; BuildKit only writes it: `… did not complete successfully: exit code: 7`.
    private static func failure(_ message: String, _ code: Int?) -> EngineError {
        if message == "context canceled" { return EngineError(.cancelled, "the engine cancelled the build") }
        var exitCode = code
        if exitCode == nil, let range = message.ranges(of: "exit code: ").last {
            exitCode = Int(message[range.upperBound...].prefix { $0.isNumber })
        }
        return EngineError(.buildFailed(exitCode: exitCode), message)
    }

    /// Tells BuildKit to end a build. The closed connection alone does so too; this is for one that does not notice.
    /// Its own outcome does not matter: there is nothing to be done about it.
    private func cancelBuild(_ id: String) async {
        let request = Request(method: .POST, path: "/build/cancel", query: [("id", id)], timeLimit: .seconds(5))
        let client = self
        // A task of its own: the caller's is cancelled, which would cancel this request too.
        await Task { _ = try? await client.send(request) { _, _ in } }.value
    }
}

extension BuildRecord {
    /// `nil` for a record that says nothing.
    init?(_ record: StreamRecord) throws(EngineError) {
        switch record.aux {
        case .text(let text) where record.id == "moby.buildkit.trace":
            self = .trace(try BuildTrace(base64: text))
            return
        case .object(let id?, _) where !id.isEmpty:
            self = .aux(imageID: id)
            return
        default:
            break
        }
        if let stream = record.stream {
            self = .stream(stream)
        } else if let progress = TransferProgress(record) {
            self = .status(progress)
        } else {
            return nil
        }
    }
}
