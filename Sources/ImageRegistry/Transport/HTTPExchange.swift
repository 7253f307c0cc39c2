import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Sends requests, each once, and takes their answers, within bounds of time, size and redirects.
struct HTTPExchange: Sendable {
    private let options: RegistryOptions
    private let pool: HTTPClientPool
    private let certificates: HostCertificates
    private let proxies: ProxySettings

    /// Of the body of an answer that is not good no more is taken; the rest is cut off.
    private static let failureLimit = 64 << 10
    /// Registries need one or two.
    private static let redirectLimit = 5

    init(options: RegistryOptions) {
        self.options = options
        pool = HTTPClientPool(connectTimeout: options.connectTimeout)
        certificates = HostCertificates(options: options)
        proxies = ProxySettings(environment: options.environment)
    }

    func shutdown() async { await pool.shutdown() }

    /// The answer to a request, or to what it was redirected to: from another server than the first without credentials.
    func send(_ request: ExchangeRequest) async throws(RegistryError) -> ExchangeAnswer {
        var current = request
        for _ in 0...Self.redirectLimit {
            let answer = try await sendOnce(current)
            guard request.followsRedirects, let location = answer.redirect else { return answer }
            guard let next = WebAddress(location, relativeTo: current.address) else {
                throw RegistryError(.malformed, "it redirects to no address", host: current.address.authority)
            }
            guard next.isTLS || !current.address.isTLS else {
                throw RegistryError(
                    .notTrusted,
                    "it redirects to \(next.authority) without TLS",
                    host: current.address.authority
                )
            }
            if !next.isSameOrigin(as: request.address) { current.authorization = nil }
            current.address = next
        }
        throw RegistryError(
            .malformed,
            "it redirects more than \(Self.redirectLimit) times",
            host: request.address.authority
        )
    }

    private func sendOnce(_ request: ExchangeRequest) async throws(RegistryError) -> ExchangeAnswer {
        let client = try pool.client(through: try proxies.proxy(for: request.address))
        var wire = HTTPClientRequest(url: request.address.text)
        wire.method = request.method
        wire.headers.add(name: "User-Agent", value: "imagebuilder")
        for (name, value) in request.headers { wire.headers.add(name: name, value: value) }
        if let authorization = request.authorization { wire.headers.add(name: "Authorization", value: authorization) }
        if let body = request.body { wire.body = .bytes(ByteBuffer(bytes: body)) }
        if request.address.isTLS {
            wire.tlsConfiguration = try await certificates.configuration(for: request.address.authority)
        }
        do {
            let sent = wire
            return try await limited(options.requestTimeout) {
                let response = try await client.execute(sent, deadline: .distantFuture)
                return try await Self.collect(response, of: request)
            }
        } catch {
            if Task.isCancelled { throw RegistryError(.cancelled, "cancelled", host: request.address.authority) }
            throw .transport(error, at: request.address)
        }
    }

    private static func collect(
        _ response: HTTPClientResponse,
        of request: ExchangeRequest
    ) async throws -> ExchangeAnswer {
        let isGood = (200..<300).contains(response.status.code)
        let limit = isGood ? request.limit : failureLimit
        var body: [UInt8] = []
        if request.method != .HEAD {
            let announced = response.headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
            if isGood, announced > limit { throw tooLong(request, limit) }
            for try await part in response.body {
                body.append(contentsOf: part.readableBytesView)
                guard body.count > limit else { continue }
                if isGood { throw tooLong(request, limit) }
                body.removeSubrange(limit...)
                break
            }
            // The library ends a body early, without an error, where the task is cancelled.
            try Task.checkCancellation()
        }
        return ExchangeAnswer(
            method: request.method,
            address: request.address,
            status: response.status,
            headers: response.headers,
            body: body,
            secrets: request.secrets
        )
    }

    private static func tooLong(_ request: ExchangeRequest, _ limit: Int) -> RegistryError {
        RegistryError(
            .malformed,
            "its answer is longer than \(limit >> 20) MiB",
            host: request.address.authority
        )
    }

    /// Ends `work` where it takes too long.
    private func limited<Value: Sendable>(
        _ limit: Duration,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else { throw ExchangeTimePassed(limit: limit) }
            return value
        }
    }
}
