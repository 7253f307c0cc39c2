import Logging
import NIOConcurrencyHelpers
import NIOCore
import TestSupport
import Testing

@testable import DockerEngine

/// What goes over a session, byte by byte.
@Suite struct SessionMessageTests {
    @Test func fieldsThatAreWrittenAreRead() throws {
        var writer = ProtobufWriter()
        writer.add("text", field: 1)
        writer.add([0, 255], field: 16)
        writer.add(300, field: 3)
        writer.add("", field: 4)
        writer.add(0, field: 5)
        // The encoding page's own example: 300 is ac 02.
        #expect(writer.bytes == [0x0a, 4] + Array("text".utf8) + [0x82, 0x01, 2, 0, 255, 0x18, 0xac, 0x02])
        var reader = ProtobufReader(writer.bytes[...])
        var fields: [UInt64] = []
        while let (field, _) = try reader.next() { fields.append(field) }
        #expect(fields == [1, 16, 3])
    }

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
    func whatWasNotGivenIsNamed(_ id: String, _ message: String) async {
        var request = BuildRequest(builder: .buildKit)
        request.secrets = [BuildSecret(id: "npm", value: [1])]
        request.agents = [AgentSocket(id: "deploy", path: "/a")]
        let answers = SessionAnswers(attachables: SessionAttachables(request, now: { 7 }))
        var question = ProtobufWriter()
        question.add(id, field: 1)
        await #expect(throws: GRPCStatus(.notFound, message)) {
            _ = try await answers.answer(.getSecret, question.bytes)
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
        func ask(_ method: SessionMethod, _ fields: [UInt64: [UInt8]]) async throws(GRPCStatus) -> [UInt8] {
            var question = ProtobufWriter()
            for (field, value) in fields { question.add(value, field: field) }
            return try await answers.answer(method, question.bytes)
        }
        let (host, other) = (Array("h:5".utf8), Array("other".utf8))
        var token = ProtobufWriter()
        token.add("t0k", field: 1)
        token.add(60, field: 2)
        token.add(7, field: 3)
        #expect(try await ask(.token, [1: [1], 2: host]) == token.bytes)
        // Field 1, 32 bytes; the same of the same salt.
        let key = try await ask(.tokenAuthority, [1: host, 2: [9]])
        #expect(key.count == 34 && key.starts(with: [0x0a, 32]))
        #expect(try await ask(.tokenAuthority, [1: host, 2: [9]]) == key)
        #expect(try await ask(.tokenAuthority, [1: host, 2: [8]]) != key)
        // Ed25519's 64 bytes, then what they are of.
        let signed = try await ask(.signedAuthority, [1: host, 2: [1, 2, 3], 3: [9]])
        #expect(signed.starts(with: [0x0a, 67]) && signed.suffix(3) == [1, 2, 3] && signed.count == 69)
        let questions: [(SessionMethod, [UInt64: [UInt8]])] = [
            (.token, [2: other]), (.tokenAuthority, [1: other, 2: [9]]),
        ]
        for (method, fields) in questions {
            await #expect(throws: GRPCStatus(.unimplemented, "there is no token for other")) {
                _ = try await ask(method, fields)
            }
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
