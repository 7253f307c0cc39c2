public import Logging
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A client of one Docker Engine, or of Podman's compatible service.
///
/// A value without open connections: every call makes its own and closes it. Calls may run at the same time; the engine
/// serialises much of what it does, so that more than about four at once gain nothing.
public struct DockerClient: Sendable {
    /// Where the engine listens.
    public let endpoint: EngineEndpoint
    let timeouts: Timeouts
    let transport: Transport
    let makeIdentifier: @Sendable () -> String
    let now: @Sendable () -> Int64
    private let negotiation = Negotiation()

    /// A client that has not asked anything yet.
    ///
    /// - Parameters:
    ///   - endpoint: see ``DockerConfiguration/endpoint()``.
    ///   - environment: what `ssh` sees where it carries the connection. Not read for anything else.
    ///   - logger: hears, at `debug`, of requests that failed. Default: nobody hears it.
    ///   - timeouts: how long to wait for what.
    ///   - now: seconds since 1970, for words about certificates that are not valid now, and the age of tokens.
    ///   - makeIdentifier: names builds and their sessions to the engine; each name is to be used once.
    public init(
        endpoint: EngineEndpoint,
        environment: [String: String],
        logger: Logger = Logger(label: "DockerEngine") { _ in SwiftLogNoOpLogHandler() },
        timeouts: Timeouts = .init(),
        now: @escaping @Sendable () -> Int64 = DockerClient.systemTime,
        makeIdentifier: @escaping @Sendable () -> String = DockerClient.randomIdentifier
    ) {
        self.endpoint = endpoint
        self.timeouts = timeouts
        self.makeIdentifier = makeIdentifier
        self.now = now
        transport = Transport(
            endpoint: endpoint,
            connectTimeout: timeouts.connect,
            environment: environment,
            now: now,
            logger: logger
        )
    }

    /// The system's clock, in seconds since 1970.
    @Sendable public static func systemTime() -> Int64 { Int64(Date().timeIntervalSince1970) }

    /// A random UUID in lower case.
    @Sendable public static func randomIdentifier() -> String { UUID().uuidString.lowercased() }

    /// Asks the engine what it is and settles the API version. Other calls do this by themselves, once.
    ///
    /// Maps to `GET /_ping` and `GET /version`.
    /// - Throws: `.unreachable`, `.permissionDenied`, `.tlsFailure`, `.tooOld`, `.tooNew`, or what an exchange throws.
    @discardableResult
    public func connect() async throws(EngineError) -> EngineVersion {
        let version = try await askVersion()
        await negotiation.settle(version)
        return version
    }

    /// What `connect` found, asked for now if it was not before.
    public func version() async throws(EngineError) -> EngineVersion {
        if let known = await negotiation.version { return known }
        return try await connect()
    }

    /// Sends a request in the negotiated version.
    func send<Value: Sendable>(
        _ request: Request,
        _ receive: (HTTPResponseHead, inout ResponseBody) async throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        try await transport.exchange(request, version: try await version().apiVersion, receive)
    }

    /// Sends a request whose answer is one JSON document.
    /// - Parameter limit: of the answer, in bytes. Default 16 MiB: an inspect repeats an image's labels, no more.
    func json<Value: Decodable & Sendable>(
        _ type: Value.Type,
        _ request: Request,
        limit: Int = 16 << 20
    ) async throws(EngineError) -> Value {
        try await send(request) { head, body throws(EngineError) in
            try await head.requireSuccess(&body)
            return try Self.decode(type, try await body.collect(limit: limit))
        }
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data) throws(EngineError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw EngineError(
                .protocolViolation,
                "the engine's answer cannot be read: \(Self.reason(error))",
                underlying: error
            )
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return String(describing: error) }
        let (what, context): (String, DecodingError.Context?) =
            switch error {
            case .typeMismatch(let type, let context): ("no \(type)", context)
            case .valueNotFound(_, let context): ("no value", context)
            case .keyNotFound(let key, let context): ("no '\(key.stringValue)'", context)
            case .dataCorrupted(let context): ("no JSON", context)
            @unknown default: ("no JSON", nil)
            }
        let path = (context?.codingPath ?? []).map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(what) at \(path)"
    }
}

/// What was settled with the engine. Two first calls at once may both ask; their answers are the same.
private actor Negotiation {
    private(set) var version: EngineVersion?

    func settle(_ version: EngineVersion) { self.version = version }
}
