import Foundation
import ImageRegistry
import Logging
import TestSupport
import Testing

/// Clients of stub servers, and what these answer.
enum TestRegistry {
    static let index = "application/vnd.oci.image.index.v1+json"
    static let manifest = "application/vnd.oci.image.manifest.v1+json"

    /// What a client of a stub is like: no TLS, one wait of 100 ms before each of two retries, on a clock of its own.
    static func options(_ stub: StubServer, time: TestTime = TestTime()) -> RegistryOptions {
        RegistryOptions(
            requestTimeout: .seconds(60),
            retries: RegistryRetries(count: 2, delay: .milliseconds(100), jitter: { 0 }),
            plainRegistries: [stub.address],
            certificateFolders: [],
            clock: time.clock
        )
    }

    static func client(
        _ options: RegistryOptions,
        login: @escaping @Sendable (String) async -> RegistryLogin? = { _ in nil }
    ) -> RegistryClient {
        RegistryClient(options: options, logger: Logger(label: "test"), login: login)
    }

    /// A client that is closed after `body`.
    static func with<Value>(
        _ client: RegistryClient,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (RegistryClient) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    static func reference(_ stub: StubServer, _ repository: String = "lab/base", tag: String = "1") -> RegistryReference
    {
        RegistryReference(registry: stub.address, repository: repository, tag: tag)
    }

    /// The manifest of one image, as text, with a configuration of that content.
    static func image(configuration: String = configuration(), type: String = manifest, more: String = "") -> String {
        let digest = ContentDigest(of: Array(configuration.utf8))
        return """
            {"schemaVersion":2,"mediaType":"\(type)","config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
            "digest":"\(digest)","size":\(configuration.utf8.count)},"layers":[]\(more)}
            """
    }

    static func configuration(_ labels: [String: String] = ["a": "b"], architecture: String = "amd64") -> String {
        let pairs = labels.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
        return """
            {"os":"linux","architecture":"\(architecture)","created":"2026-11-23T08:30:00Z","config":{"Labels":{\(pairs)}},\
            "rootfs":{"type":"layers","diff_ids":["sha256:11"]}}
            """
    }

    static func digest(_ text: String) -> ContentDigest { ContentDigest(of: Array(text.utf8)) }

    /// A good answer with a manifest.
    static func answer(_ text: String, type: String = manifest) -> ServedAnswer {
        .json(200, text, type: type, headers: [("Docker-Content-Digest", digest(text).description)])
    }

    static func errors(_ status: Int, _ code: String, _ message: String = "said", headers: [(String, String)] = [])
        -> ServedAnswer
    {
        .json(status, #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#, headers: headers)
    }
}

/// The error of a call that must fail.
func failure<Value>(
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    _ call: () async throws -> Value
) async throws -> RegistryError {
    do {
        let value = try await call()
        Issue.record("no error, but \(value)", sourceLocation: sourceLocation)
        throw RegistryError(.invalid, "no error")
    } catch let error as RegistryError {
        return error
    }
}
