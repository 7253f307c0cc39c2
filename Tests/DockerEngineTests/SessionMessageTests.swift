import Foundation
import Logging
import NIOConcurrencyHelpers
import NIOCore
import SwiftProtobuf
import TestSupport
import Testing

@testable import DockerEngine

/// What goes over a session, byte by byte.
@Suite struct SessionMessageTests {
    @Test(arguments: [0, 1, 4, 5, 6, 70_000])
    func messagesComeOutWholeHoweverTheyArrive(_ size: Int) throws {
        let message = [UInt8](repeating: 7, count: size)
        var all = GRPCMessages.frame(message)
        var second = GRPCMessages.frame([1, 2])
        all.writeBuffer(&second)
        for step in [1, 3, all.readableBytes] where size < 1000 || step > 3 {
            var messages = GRPCMessages()
            var found: [[UInt8]] = []
            var rest = all
            while rest.readableBytes > 0 {
                let piece = rest.readSlice(length: min(step, rest.readableBytes))
                var bytes = try #require(piece)
                messages.append(&bytes)
                while let one = try messages.next() { found.append(one) }
            }
            #expect(found == [message, [1, 2]])
        }
    }

    @Test func aMessageThatIsTooLongOrCompressedIsRefused() {
        func status(_ bytes: [UInt8]) -> GRPCStatus.StatusCode? {
            var messages = GRPCMessages()
            var buffer = ByteBuffer(bytes: bytes)
            messages.append(&buffer)
            do throws(GRPCStatus) {
                _ = try messages.next()
                return nil
            } catch {
                return error.code
            }
        }
        #expect(status([0, 0, 16, 0, 0]) == nil)
        #expect(status([0, 0, 16, 0, 1]) == .resourceExhausted)
        #expect(status([0, 255, 255, 255, 255]) == .resourceExhausted)
        #expect(status([1, 0, 0, 0, 1, 9]) == .unimplemented)
    }

    @Test func aStatusMessageIsOneHeader() {
        #expect(GRPCStatus(.notFound, "no 'ä' 100%\n").encodedMessage == "no '%C3%A4' 100%25%0A")
    }

    @Test func onlyWhatIsThereIsTold() {
        var request = BuildRequest(builder: .buildKit)
        #expect(SessionAttachables(request, now: { 7 }).isEmpty)
        request.secrets = [BuildSecret(id: "a", value: [])]
        #expect(SessionAttachables(request, now: { 7 }).methods == [.checkHealth, .getSecret])
        request.secrets = []
        request.agents = [AgentSocket(path: "/a")]
        #expect(SessionAttachables(request, now: { 7 }).methods == [.checkHealth, .checkAgent, .forwardAgent])
    }

    @Test(arguments: [
        ("nmp", "no secret 'nmp' was given to this build; did you mean 'npm'?"),
        ("token", "no secret 'token' was given to this build"),
    ])
    func whatWasNotGivenIsNamed(_ id: String, _ message: String) async throws {
        var request = BuildRequest(builder: .buildKit)
        request.secrets = [BuildSecret(id: "npm", value: [1])]
        request.agents = [AgentSocket(id: "deploy", path: "/a")]
        let answers = SessionAnswers(attachables: SessionAttachables(request, now: { 7 }))
        let question = try WireNamedQuestion.with { $0.id = id }.sent()
        await #expect(throws: GRPCStatus(.notFound, message)) {
            _ = try await answers.answer(.getSecret, question)
        }
        // A mount that names no agent means this one.
        #expect(throws: GRPCStatus(.notFound, "no ssh agent 'default' was given to this build")) {
            _ = try answers.agent("")
        }
    }

    @Test func aTokenOfTheRegistryItselfIsGivenToItsHostAlone() async throws {
        var request = BuildRequest(builder: .buildKit)
        request.credentials = KnownCredentials(known: [
            "h:5": RegistryAuthorization(registryToken: "t0k", serverAddress: "h:5"),
            "other": RegistryAuthorization(username: "u", password: "p", serverAddress: "other"),
        ])
        let answers = SessionAnswers(attachables: SessionAttachables(request, now: { 7 }))
        let (host, other) = ("h:5", "other")
        func authority(_ host: String, _ salt: [UInt8]) async throws -> WireAuthorityAnswer {
            let question = WireAuthorityQuestion.with {
                $0.host = host
                $0.salt = Data(salt)
            }
            return try WireAuthorityAnswer(
                serializedBytes: try await answers.answer(.tokenAuthority, question.sent())
            )
        }
        func token(_ host: String) async throws -> WireTokenAnswer {
            let question = WireTokenQuestion.with { $0.host = host }
            return try WireTokenAnswer(serializedBytes: try await answers.answer(.token, question.sent()))
        }
        let given = try await token(host)
        #expect((given.token, given.expiresIn, given.issuedAt) == ("t0k", 60, 7))
        // The same of the same salt.
        let key = try await authority(host, [9])
        #expect(key.publicKey.count == 32)
        let (same, another) = (try await authority(host, [9]), try await authority(host, [8]))
        #expect(same == key)
        #expect(another != key)
        // Ed25519's 64 bytes, then what they are of.
        let question = WireSigningQuestion.with {
            $0.host = host
            $0.payload = Data([1, 2, 3])
            $0.salt = Data([9])
        }
        let signed = try WireSigningAnswer(
            serializedBytes: try await answers.answer(.signedAuthority, question.sent())
        ).signed
        #expect(signed.count == 67 && Array(signed.suffix(3)) == [1, 2, 3])
        await #expect(throws: GRPCStatus(.unimplemented, "there is no token for other")) { _ = try await token(other) }
        await #expect(throws: GRPCStatus(.unimplemented, "there is no token for other")) {
            _ = try await authority(other, [9])
        }
    }

    @Test func aQuestionThatIsNoMessageIsRefused() async {
        let answers = SessionAnswers(attachables: SessionAttachables(BuildRequest(builder: .buildKit), now: { 7 }))
        await #expect(throws: GRPCStatus(.invalidArgument, "the question cannot be read")) {
            _ = try await answers.answer(.getSecret, [0x0a, 200])
        }
    }

    @Test func noSecretIsInADescription() {
        let secret = BuildSecret(id: "a", value: Array("hunter2".utf8))
        var dumped = ""
        dump([secret], to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104"), "not as numbers either: \(text)")
        }
    }

    @Test(
        "An engine that opens no session is an error before anything is sent",
        arguments: [
            (StubAnswer.json(400, #"{"message":"no upgrade"}"#), EngineError.Code.badRequest),
            (StubAnswer.json(404, #"{"message":"page not found"}"#), .notFound),
            (StubAnswer.json(500, #"{"message":"out of order"}"#), .serverError(status: 500)),
            (StubAnswer.json(200, "{}"), .unsupported),
            (StubAnswer([]), .disconnected),
            (
                StubAnswer(["HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"]),
                .disconnected
            ),
        ]
    )
    func refused(_ answer: StubAnswer, _ code: EngineError.Code) async throws {
        try await StubEngine.run { request, _ in
            request.path.hasSuffix("/session") ? answer : nil
        } _: { client, stub in
            var request = BuildRequest(builder: .buildKit)
            request.secrets = [BuildSecret(id: "a", value: [1])]
            let given = request
            let error = await engineError {
                _ = try await client.build(given, context: RealEngine.context("FROM scratch\n"))
            }
            #expect(error?.code == code, "\(String(describing: error))")
            #expect(!stub.requests.contains { $0.path.hasSuffix("/build") })
        }
    }

    @Test("Builds and sessions have names of the client's generator")
    func names() async throws {
        let numbers = NIOLockedValueBox(0)
        try await StubEngine.run { request, _ in
            request.path.hasSuffix("/session") ? .json(400, #"{"message":"no"}"#) : nil
        } _: { plain, stub in
            let client = DockerClient(
                endpoint: plain.endpoint,
                environment: [:],
                logger: Logger(label: "test"),
                makeIdentifier: {
                    numbers.withLockedValue { number in
                        number += 1
                        return "name-\(number)"
                    }
                }
            )
            let context = RealEngine.context("FROM scratch\n")
            _ = await engineError { _ = try await client.build(BuildRequest(builder: .buildKit), context: context) }
            var request = BuildRequest(builder: .buildKit)
            request.agents = [AgentSocket(path: "/a")]
            let given = request
            _ = await engineError { _ = try await client.build(given, context: context) }
            #expect(stub.requests.first { $0.path.hasSuffix("/build") }?.query["buildid"] == "name-1")
            let session = stub.requests.first { $0.path.hasSuffix("/session") }
            #expect(session?.headers["x-docker-expose-session-uuid"] == "name-2")
        }
    }

    @Test func anEngineThatSaysNothingIsGivenUp() async throws {
        let silence = StubAnswer([], closes: false)
        try await StubEngine.run(timeouts: Timeouts(answer: .milliseconds(200))) { request, _ in
            request.path.hasSuffix("/session") ? silence : nil
        } _: { client, _ in
            var request = BuildRequest(builder: .buildKit)
            request.agents = [AgentSocket(path: "/a")]
            let given = request
            let error = await engineError {
                _ = try await client.build(given, context: RealEngine.context("FROM scratch\n"))
            }
            #expect(error?.code == .disconnected || error?.code == .timedOut, "\(String(describing: error))")
        }
    }

    @Test func aSessionThatBreaksLeavesTheBuildToItsOwnEnd() async throws {
        let upgraded = StubAnswer(
            ["HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "garbage of any kind"],
            closes: false
        )
        try await StubEngine.run { request, _ in
            if request.path.hasSuffix("/session") { return upgraded }
            guard request.path.hasSuffix("/build") else { return nil }
            return .chunked([#"{"errorDetail":{"message":"no active session"},"error":"no active session"}"#])
        } _: { client, _ in
            var request = BuildRequest(builder: .buildKit)
            request.agents = [AgentSocket(path: "/a")]
            let given = request
            let error = await engineError {
                _ = try await client.build(given, context: RealEngine.context("FROM scratch\n"))
            }
            #expect(error?.code == .buildFailed(exitCode: nil), "\(String(describing: error))")
        }
    }
}
