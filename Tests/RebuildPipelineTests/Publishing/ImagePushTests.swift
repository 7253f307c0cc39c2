import DockerEngine
import ImageGraph
import TestSupport
import Testing

@testable import RebuildPipeline

/// What becomes of a push that the registry refuses, on an engine that passes on what it says.
struct ImagePushTests {
    private static let id = "sha256:" + String(repeating: "1", count: 64)
    private static let other = "sha256:" + String(repeating: "2", count: 64)
    private static let digest = "sha256:" + String(repeating: "d", count: 64)

    /// What the engine and the registry know.
    private struct RefusalCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The error of the push.
        var error = "tag invalid: The image tag 'x' already exists in the 'a' repository and cannot be overwritten"
        /// Which image the engine has under the registry's digest at first; nil: none.
        var known: String?
        /// Which image comes when that digest is pulled.
        var pulled = id
        var hasRegistryAnswer = true
        let isDone: Bool
        var isRemoved = false
    }

    private static let cases = [
        RefusalCase(testDescription: "the engine pushed it before", known: id, isDone: true),
        RefusalCase(testDescription: "the answer of the push before was lost", isDone: true),
        RefusalCase(testDescription: "the registry has another image", known: other, isDone: false),
        RefusalCase(testDescription: "another image, unknown so far", pulled: other, isDone: false, isRemoved: true),
        RefusalCase(testDescription: "the registry does not say what it has", hasRegistryAnswer: false, isDone: false),
        // Harbor 2; Nexus; a registry that says no more than a status.
        RefusalCase(
            testDescription: "in other words",
            error: "unknown: Failed to process request due to 'a:x' configured as immutable.",
            known: id,
            isDone: true
        ),
        RefusalCase(testDescription: "as a refusal of access", error: "denied: not allowed", known: id, isDone: true),
        RefusalCase(
            testDescription: "as a status",
            error: "received unexpected HTTP status: 412 Precondition Failed",
            known: id,
            isDone: true
        ),
    ]

    @Test("a refused tag is done where the registry has this very image under it", arguments: cases)
    private func refused(_ test: RefusalCase) async throws {
        let outcome = try await StubEngine.run { request, number in
            Self.answer(test, request, number)
        } _: { client, stub in
            let push = ImagePush(engine: client, credentials: nil, policy: RetryPolicy(retries: 0))
            let job = ImagePush.Job(id: Self.id, references: [try ImageReference(parsing: "r.example/a:x")])
            let outcome = await push.push([job])
            #expect(stub.requests.contains { $0.method == "DELETE" } == test.isRemoved)
            return outcome.first
        }
        let found = try #require(outcome)
        #expect((found.failure == nil) == test.isDone, "\(found.failure.map { "\($0)" } ?? "")")
        #expect(found.pushed.map(\.familiar) == (test.isDone ? ["r.example/a:x"] : []))
        #expect(found.digest == (test.isDone ? Self.digest : nil))
        if !test.isDone {
            let isTold = found.failure?.hint == "it has \(Self.digest) there"
            #expect(isTold == test.hasRegistryAnswer, "\(found.failure.map { "\($0)" } ?? "")")
        }
    }

    private static func answer(_ test: RefusalCase, _ request: StubRequest, _ number: Int) -> StubAnswer? {
        let path = request.path
        if path.hasSuffix("/push") { return .chunked([#"{"error":"\#(test.error)"}"# + "\n"]) }
        if path.contains("/distribution/") {
            guard test.hasRegistryAnswer else { return nil }
            return .json(#"{"Descriptor":{"digest":"\#(digest)"},"Platforms":null}"#)
        }
        guard path.contains("/images/") else { return nil }
        if path.hasSuffix("/images/create") { return .chunked([#"{"status":"Digest: \#(digest)"}"# + "\n"]) }
        if request.method == "DELETE" { return .json("[]") }
        guard path.contains("@") || path.contains("%40") else { return .json(#"{"Id":"\#(id)"}"#) }
        if let known = test.known { return .json(#"{"Id":"\#(known)"}"#) }
        return number == 0 ? nil : .json(#"{"Id":"\#(test.pulled)"}"#)
    }

    @Test("a push that the network ends is no refusal: the registry is not asked what it has")
    func network() async throws {
        try await StubEngine.run { request, _ in
            if request.path.hasSuffix("/push") {
                return .chunked([#"{"error":"dial tcp 10.0.0.1:443: connect: connection refused"}"# + "\n"])
            }
            return request.path.contains("/images/") ? .json(#"{"Id":"\#(Self.id)"}"#) : nil
        } _: { client, stub in
            let push = ImagePush(engine: client, credentials: nil, policy: RetryPolicy(retries: 0))
            let job = ImagePush.Job(id: Self.id, references: [try ImageReference(parsing: "r.example/a:x")])
            #expect(await push.push([job]).first?.failure?.code == .registryUnreachable)
            #expect(!stub.requests.contains { $0.path.contains("/distribution/") })
        }
    }
}
