import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

/// Servers that are slow, endless, gone or wrong: everything has an end, and says which.
@Suite("Bounds and retries", .timeLimit(.minutes(2)))
struct BoundTests {
    private typealias Registry = TestRegistry

    private static func failing(
        _ answers: @escaping StubServer.Answers,
        _ check: @escaping @Sendable (RegistryError, StubServer, TestTime) throws -> Void,
        with options: @escaping @Sendable (inout RegistryOptions) -> Void = { _ in }
    ) async throws {
        try await StubServer.run { request, number in
            request.path == "/v2/" ? .json("{}") : answers(request, number)
        } _: { stub in
            let time = TestTime()
            var changed = Registry.options(stub, time: time)
            options(&changed)
            try await Registry.with(Registry.client(changed)) { client in
                try check(try await failure { try await client.manifest(Registry.reference(stub)) }, stub, time)
            }
        }
    }

    @Test("Redirects without an end")
    func redirects() async throws {
        try await Self.failing { request, _ in
            .whole(307, headers: [("Location", "/v2/lab/base/manifests/1?again")])
        } _: { error, stub, _ in
            #expect(error.code == .malformed)
            #expect(error.message == "it redirects more than 5 times")
            #expect(stub.requests.count == 7)
        }
    }

    @Test(
        "Redirects that lead nowhere",
        arguments: ["", "ftp://127.0.0.1/x", "http://", "http://a b/", "https:///x"]
    )
    func badRedirects(_ location: String) async throws {
        try await Self.failing { _, _ in
            .whole(302, headers: [("Location", location)])
        } _: { error, stub, _ in
            #expect([.malformed, .unreachable].contains(error.code), "\(error)")
            #expect(stub.requests.count <= 8)
        }
    }

    @Test("A manifest of 100 MiB, announced or not")
    func large() async throws {
        let type = ("Content-Type", Registry.manifest)
        let answers: [ServedAnswer] = [
            .long(100 << 20, headers: [type]),
            .long(100 << 20, headers: [type, ("Content-Length", "\(100 << 20)")]),
        ]
        for answer in answers {
            try await Self.failing { _, _ in
                answer
            } _: { error, _, _ in
                #expect(error.code == .malformed)
                #expect(error.message == "its answer is longer than 4 MiB")
            }
        }
    }

    @Test("A failure's long page is cut off")
    func largeFailure() async throws {
        let page = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
        try await Self.failing { _, _ in
            .whole(400, headers: [("Content-Type", "text/plain")], body: page)
        } _: {
            error,
            _,
            _ in
            #expect(error.code == .refused(status: 400))
            #expect(error.message.count < 400)
        }
    }

    @Test("A server that says nothing, in the time that is set")
    func silence() async throws {
        try await Self.failing { _, _ in
            .silence
        } _: { error, _, _ in
            #expect(error.code == .unreachable)
            #expect(error.message == "no whole answer within 1 seconds")
        } with: { options in
            options.requestTimeout = .seconds(1)
            options.retries = .none
        }
    }

    @Test("An answer that ends early is no answer, but is asked for again")
    func cut() async throws {
        let body = Array(Registry.image().utf8)
        try await Self.failing { _, _ in
            .cut(announced: body.count + 10, headers: [("Content-Type", Registry.manifest)], body: body)
        } _: { error, stub, time in
            #expect(error.code == .unreachable)
            #expect(stub.requests.count == 4)
            #expect(time.waits == [.milliseconds(100), .milliseconds(200)])
        }
    }

    @Test("What is no manifest", arguments: ["", "{}", "[]", "null", "{\"schemaVersion\":1}", "<html></html>"])
    func noManifest(_ body: String) async throws {
        try await Self.failing { _, _ in
            .json(200, body, type: Registry.manifest)
        } _: { error, _, _ in
            #expect(error.code == .malformed)
        }
    }

    @Test("What may pass is tried again, after a wait that doubles, or that is asked for")
    func retries() async throws {
        let text = Registry.image()
        try await StubServer.run { request, number in
            if request.path == "/v2/" { return .json("{}") }
            switch number {
            case 0: return .close
            case 1: return Registry.errors(503, "UNAVAILABLE", headers: [("Retry-After", "7")])
            default: return Registry.answer(text)
            }
        } _: { stub in
            let time = TestTime()
            try await Registry.with(Registry.client(Registry.options(stub, time: time))) { client in
                let manifest = try await client.manifest(Registry.reference(stub))
                #expect(manifest.digest == Registry.digest(text))
            }
            #expect(time.waits == [.milliseconds(100), .seconds(7)])
        }
    }

    @Test("Who asks to be left alone for longer than the bound is, and it is said for how long")
    func longWait() async throws {
        try await Self.failing { _, _ in
            Registry.errors(429, "TOOMANYREQUESTS", headers: [("Retry-After", "3600")])
        } _: { error, stub, time in
            #expect(error.code == .rateLimited(.seconds(3600)))
            #expect(stub.requests.count == 2)
            #expect(time.waits == [])
        }
    }

    @Test("What does not pass is not tried again", arguments: [400, 403, 404, 501])
    func lasting(status: Int) async throws {
        try await Self.failing { _, _ in
            Registry.errors(status, "X")
        } _: { _, stub, time in
            #expect(stub.requests.count == 2)
            #expect(time.waits == [])
        }
    }

    @Test("A dead registry costs its waits once, not once an image, until some time is over")
    func unreachable() async throws {
        // A port that nobody listens at: a server had it a moment ago.
        let port = try await StubServer.run { _, _ in
            .json("{}")
        } _: { stub in
            stub.port
        }
        let address = "127.0.0.1:\(port)"
        let time = TestTime()
        let options = RegistryOptions(
            retries: RegistryRetries(count: 2, delay: .seconds(1), unreachableFor: .seconds(30), jitter: { 0.5 }),
            certificateFolders: [],
            clock: time.clock
        )
        try await Registry.with(Registry.client(options)) { client in
            let codes = try await withThrowingTaskGroup(of: RegistryError.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await failure {
                            try await client.head(
                                RegistryReference(registry: address, repository: "lab/r\(number)", tag: "1")
                            )
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.allSatisfy { $0.code == .unreachable && $0.host == address })
            #expect(time.waits == [.milliseconds(1500), .seconds(3)])
            time.advance(by: .seconds(31))
            let reference = RegistryReference(registry: address, repository: "lab/base", tag: "1")
            let again = try await failure { try await client.head(reference) }
            #expect(again.code == .unreachable)
            #expect(again.message == "Connection refused")
            #expect(time.waits.count == 4)
        }
    }

    @Test("A cancelled task ends its call")
    func cancelled() async throws {
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : .silence
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let error = try await withThrowingTaskGroup(of: RegistryError.self) { group in
                    group.addTask { try await failure { try await client.head(Registry.reference(stub)) } }
                    while stub.requests.count < 2 { await Task.yield() }
                    group.cancelAll()
                    return try await group.next()
                }
                #expect(error?.code == .cancelled)
            }
        }
    }

    @Test("A client that is shut down says so")
    func shutDown() async throws {
        try await StubServer.run { _, _ in
            .json("{}")
        } _: { stub in
            let client = Registry.client(Registry.options(stub))
            await client.shutdown()
            let error = try await failure { try await client.head(Registry.reference(stub)) }
            #expect(error.code == .cancelled)
        }
    }
}
