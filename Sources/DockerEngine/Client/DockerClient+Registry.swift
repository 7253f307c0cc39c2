import Basics
import NIOHTTP1

extension DockerClient {
    /// Pulls one image from its registry.
    ///
    /// Maps to `POST /images/create`.
    /// - Parameter onProgress: hears every record, in order. The pull waits for it.
    /// - Throws: `.notFound` if the registry has no such image; `.unauthorized`, `.rateLimited`, `.network` and
    ///   `.tlsFailure` for what the engine met at the registry; `.badRequest` for a name that is none. Cancelling the task
    ///   closes the connection, which ends the pull.
    @discardableResult
    public func pull(
        _ request: PullRequest,
        onProgress: @Sendable (TransferProgress) async -> Void = { _ in }
    ) async throws(EngineError) -> PullResult {
        guard !request.repository.isEmpty, !request.name.hasSuffix(":"), !request.name.hasSuffix("@") else {
            throw EngineError(.badRequest, "'\(request.name.singleLine)' names no single image")
        }
        var call = Request(method: .POST, path: "/images/create", idleLimit: timeouts.transferIdle)
        switch request.version {
        case .tag(let tag): call.query = [("fromImage", request.repository), ("tag", tag)]
        case .digest: call.query = [("fromImage", request.name)]
        }
        if let platform = request.platform { call.query.append(("platform", platform)) }
        call.headers = [try Self.authHeader(request.authorization)]

        var digest: String?
        var last: String?
        try await transfer(call, about: request.repository, request.authorization) { record in
            guard let progress = TransferProgress(record) else { return }
            if let value = progress.status.after("Digest: ") { digest = value }
            if let value = progress.status.after("Status: ") { last = value }
            await onProgress(progress)
        }
        return PullResult(digest: digest, status: last)
    }

    /// Pushes one tag of an image to its registry.
    ///
    /// Maps to `POST /images/{name}/push`.
    /// - Throws: as `pull`; `.notFound` also if the engine has no such image.
    @discardableResult
    public func push(
        _ repository: String,
        tag: String,
        authorization: RegistryAuthorization? = nil,
        onProgress: @Sendable (TransferProgress) async -> Void = { _ in }
    ) async throws(EngineError) -> PushResult {
        guard !tag.isEmpty else { throw EngineError(.badRequest, "a push without a tag would push all of them") }
        var call = Request(
            method: .POST,
            path: try imagePath(repository, "/push"),
            idleLimit: timeouts.transferIdle
        )
        call.query = [("tag", tag)]
        call.headers = [try Self.authHeader(authorization)]

        var digest: String?
        try await transfer(call, about: repository, authorization) { record in
            if case .object(_, let value?)? = record.aux { digest = value }
            guard let progress = TransferProgress(record) else { return }
            // The containerd store and Podman send no aux: `1: digest: sha256:… size: 527`.
            if let range = progress.status.firstRange(of: "digest: sha256:") {
                let word = progress.status[range.lowerBound...].dropFirst("digest: ".count).prefix { $0 != " " }
                digest = digest ?? String(word)
            }
            await onProgress(progress)
        }
        return PushResult(digest: digest)
    }

    /// Under which digest a registry has a tag: `sha256:…`; the engine itself need not have it.
    ///
    /// Maps to `GET /distribution/{name}/json`, which Podman lacks.
    /// - Throws: as `pull`; `.unsupported` where the engine cannot ask.
    public func registryDigest(
        _ reference: String,
        authorization: RegistryAuthorization? = nil
    ) async throws(EngineError) -> String {
        struct Answer: Decodable, Sendable {
            struct Descriptor: Decodable, Sendable {
                let digest: String
            }

            let descriptor: Descriptor

            private enum CodingKeys: String, CodingKey {
                case descriptor = "Descriptor"
            }
        }
        guard try await version().kind == .docker else {
            throw EngineError(.unsupported, "this engine cannot ask a registry what it has")
        }
        var request = Request(
            method: .GET,
            path: try imagePath(reference, "/json", below: "/distribution"),
            timeLimit: timeouts.answer
        )
        request.headers = [try Self.authHeader(authorization)]
        return try await send(request) { head, body throws(EngineError) in
            guard head.isSuccess else { throw try await head.registryFailure(&body, about: reference) }
            return try Self.decode(Answer.self, try await body.collect(limit: 1 << 20)).descriptor.digest
        }
    }

    /// Where and how the engine looks for images.
    ///
    /// Maps to `GET /info`.
    public func registries() async throws(EngineError) -> EngineRegistries {
        let request = Request(method: .GET, path: "/info", timeLimit: timeouts.answer)
        return try await json(InfoAnswer.self, request, limit: 8 << 20).value
    }

    /// A pull or a push: a stream of records, one of which may be an error though the status was 200.
    private func transfer(
        _ request: Request,
        about repository: String,
        _ authorization: RegistryAuthorization?,
        _ act: (StreamRecord) async -> Void
    ) async throws(EngineError) {
        do {
            try await transfer(request, about: repository, act)
        } catch  where error.code == .unauthorized {
            guard let shortfall = authorization?.shortfall else { throw error }
            var explained = error
            explained.hint = ([shortfall] + [error.hint].compactMap(\.self)).joined(separator: "; ")
            throw explained
        }
    }

    private func transfer(
        _ request: Request,
        about repository: String,
        _ act: (StreamRecord) async -> Void
    ) async throws(EngineError) {
        try await send(request) { head, body throws(EngineError) in
            guard head.isSuccess else { throw try await head.registryFailure(&body, about: repository) }
            // The rest of the stream is read, so that nobody hears of a failure before the engine is done with it.
            var failure: EngineError?
            try await body.forEachRecord { record throws(EngineError) in
                if let (message, _) = record.failure {
                    failure = failure ?? EngineError.registry(message, status: nil, about: repository)
                } else {
                    await act(record)
                }
            }
            if let failure { throw failure }
        }
    }

    static func authHeader(_ authorization: RegistryAuthorization?) throws(EngineError) -> (name: String, value: String)
    {
        ("X-Registry-Auth", try authorization?.headerValue() ?? RegistryAuthorization.anonymousHeader)
    }
}

extension HTTPResponseHead {
    func registryFailure(
        _ body: inout ResponseBody,
        about repository: String
    ) async throws(EngineError) -> EngineError {
        let message = try await failureMessage(&body)
        return .registry(message, status: Int(status.code), about: repository, retryAfter: retryAfter)
    }
}

extension String {
    /// What follows a prefix; `nil` without it.
    func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
