import DockerEngine
import Foundation
import TestSupport
import Testing

/// What an engine, or what stands between, may do on the wire.
@Suite("On the wire", .timeLimit(.minutes(10)))
struct WireTests {
    static let image = "sha256:" + String(repeating: "a", count: 64)
    static let context = ContextArchive(entries: [.file("Dockerfile", contents: Array("FROM scratch\n".utf8))])
    static let records = [
        #"{"stream":"Step 1/2 : FROM scratch"}"# + "\r\n", #"{"stream":"\n"}"# + "\r\n",
        #"{"aux":{"ID":"sha256:first"}}"# + "\r\n", #"{"stream":"hi ü\n","id":null,"status":null}"# + "\r\n",
        #"{"aux":{"ID":"\#(image)"}}"# + "\r\n", #"{"stream":"Successfully built bbbbbbbbbbbb\n"}"# + "\r\n",
    ]
    static let expected: [BuildRecord] = [
        .stream("Step 1/2 : FROM scratch"), .stream("\n"), .aux(imageID: "sha256:first"), .stream("hi ü\n"),
        .aux(imageID: image), .stream("Successfully built bbbbbbbbbbbb\n"),
    ]

    struct Framing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: StubAnswer
    }

    @Test(
        "A stream is the same records however it is cut",
        arguments: [
            Framing(testDescription: "a record a chunk", answer: .chunked(records)),
            Framing(testDescription: "one chunk", answer: .chunked([records.joined()])),
            Framing(
                testDescription: "three characters a chunk",
                answer: .chunked(thirds)
            ),
            Framing(testDescription: "slow: one byte a write", answer: StubAnswer.chunked(records).byteByByte),
            Framing(
                testDescription: "no end of line after the last",
                answer: .chunked([String(records.joined().dropLast(1))])
            ),
            Framing(
                testDescription: "no length, ended by the close",
                answer: StubAnswer(["HTTP/1.1 200 OK\r\n\r\n", records.joined()])
            ),
        ]
    )
    func framing(_ framing: Framing) async throws {
        let heard = Records<BuildRecord>()
        let result = try await build(framing.answer) { await heard.append($0) }
        #expect(result.imageID == Self.image)
        #expect(await heard.all == Self.expected)
    }

    private static var thirds: [String] {
        var chunks: [String] = []
        var rest = records.joined()[...]
        while !rest.isEmpty {
            chunks.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        return chunks
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: StubAnswer
        let code: EngineError.Code
        let message: String

        init(_ name: String, _ answer: StubAnswer, _ code: EngineError.Code, _ message: String) {
            testDescription = name
            self.answer = answer
            self.code = code
            self.message = message
        }
    }

    static let cut = StubAnswer.chunkedHead + StubAnswer.chunk(#"{"stream":"a"}"# + "\n" + #"{"stre"#)

    @Test(
        "A build that does not end well says how",
        arguments: [
            Fault(
                "error inside a 200, with an exit status",
                .chunked([
                    #"{"stream":"a"}"#, "\n", #"{"errorDetail":{"code":7,"message":"m: 7"},"error":"e"}"#, "\r\n",
                ]),
                .buildFailed(exitCode: 7),
                "m: 7"
            ),
            Fault(
                "error inside a 200 after the image's id",
                .chunked([#"{"aux":{"ID":"sha256:a"}}"#, "\n", #"{"error":"no space left"}"#, "\n"]),
                .buildFailed(exitCode: nil),
                "no space left"
            ),
            Fault(
                "error inside a 200, all null",
                .chunked([#"{"errorDetail":{"code":null,"message":null}}"#, "\n"]),
                .buildFailed(exitCode: nil),
                "the engine gave no reason"
            ),
            Fault(
                "BuildKit's exit code in its text",
                .chunked([#"{"error":"process \"/bin/sh -c x\" did not complete successfully: exit code: 137"}"#, "\n"]
                ),
                .buildFailed(exitCode: 137),
                "process \"/bin/sh -c x\" did not complete successfully: exit code: 137"
            ),
            Fault(
                "an end without an image",
                .chunked([#"{"stream":"Successfully built aaaaaaaaaaaa\n"}"#, "\n"]),
                .protocolViolation,
                "the build ended with neither an image nor an error"
            ),
            Fault(
                "an empty stream",
                .chunked([]),
                .protocolViolation,
                "the build ended with neither an image nor an error"
            ),
            Fault(
                "cut off in a record",
                StubAnswer([cut]),
                .disconnected,
                "the engine closed the connection in the middle of its answer"
            ),
            Fault(
                "cut off after an image",
                StubAnswer([StubAnswer.chunkedHead, StubAnswer.chunk(#"{"aux":{"ID":"sha256:a"}}"# + "\n")]),
                .disconnected,
                "the engine closed the connection in the middle of its answer"
            ),
            Fault(
                "cut off in the head",
                StubAnswer(["HTTP/1.1 200 OK\r\nContent-T"]),
                .disconnected,
                "the engine closed the connection in the middle of its answer"
            ),
            Fault(
                "closed without a word",
                StubAnswer([]),
                .disconnected,
                "the engine closed the connection before its answer was complete"
            ),
            Fault(
                "complete, but the last record is not",
                .chunked([#"{"aux":{"ID":"sha256:a"}}"#, "\n", #"{"str"#]),
                .protocolViolation,
                #"a record of the engine's answer is no JSON object: '{"str'"#
            ),
            Fault(
                "garbage",
                .chunked(["\u{1}\u{2}{{{ not\tjson\n"]),
                .protocolViolation,
                "a record of the engine's answer is no JSON object: '{{{ not json'"
            ),
            Fault(
                "JSON, but no object",
                .chunked(["[1]\n"]),
                .protocolViolation,
                "a record of the engine's answer is no JSON object: '[1]'"
            ),
            Fault(
                "JSON a thousand levels deep",
                .chunked([
                    #"{"aux":"# + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000) + "}\n"
                ]),
                .protocolViolation,
                #"a record of the engine's answer is no JSON object: '{"aux":"# + String(repeating: "[", count: 73)
                    + "'"
            ),
            Fault(
                "a line without end",
                StubAnswer(
                    [StubAnswer.chunkedHead]
                        + Array(repeating: StubAnswer.chunk(String(repeating: "x", count: 1 << 20)), count: 26)
                ),
                .outOfBounds,
                "a line of the engine's answer is longer than \(24 << 20) bytes"
            ),
            Fault(
                "101 to a plain request",
                StubAnswer(["HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"]),
                .protocolViolation,
                "unexpected status 101"
            ),
            Fault("not HTTP", StubAnswer(["SSH-2.0-OpenSSH_9.2\r\n"]), .protocolViolation, ""),
            Fault(
                "400 in plain text",
                StubAnswer(["HTTP/1.1 400 Bad Request\r\n\r\nclient version 1.1 is too old\n"]),
                .badRequest,
                "client version 1.1 is too old"
            ),
            Fault(
                "500 in Podman's shape",
                .json(500, #"{"cause":"c","message":"m","response":500}"#),
                .serverError(status: 500),
                "m"
            ),
            Fault("500 without a body", .json(500, ""), .serverError(status: 500), "status 500 Internal Server Error"),
            Fault(
                "terminal escapes in a message",
                .json(400, #"{"message":"a\u001b[31mb\nc"}"#),
                .badRequest,
                "a\u{1b}[31mb\nc"
            ),
        ]
    )
    func fault(_ fault: Fault) async throws {
        let error = await engineError { _ = try await build(fault.answer) { _ in } }
        #expect(error?.code == fault.code, "\(String(describing: error))")
        if !fault.message.isEmpty { #expect(error?.message == fault.message) }
        #expect(error?.request == "POST /build")
        #expect(error?.description.unicodeScalars.contains { $0.value < 0x20 } == false)
    }

    @Test("Something else than an engine is told with its address and a remedy")
    func noEngine() async throws {
        let cases = [
            (
                StubAnswer(["SSH-2.0-OpenSSH_9.2\r\n"], readsBody: false), "what answers at", "speaks no HTTP",
                "TLS or without?"
            ),
            (
                StubAnswer([], readsBody: false, closes: false), "the engine at", "took longer than 0.2 seconds",
                "is it well?"
            ),
        ]
        for (answer, before, after, remedy) in cases {
            try await StubEngine.run(timeouts: Timeouts(answer: answer.closes ? .seconds(60) : .milliseconds(200))) {
                _,
                _ in
                answer
            } _: { client, _ in
                let error = await engineError { try await client.connect() }
                #expect(error?.message == "\(before) \(client.endpoint) \(after)")
                #expect(error?.hint?.contains(remedy) == true)
                #expect(error?.hint?.contains("DOCKER_HOST") == true)
            }
        }
    }

    @Test("An answer that comes while the context is being sent is heard, though the write fails")
    func earlyAnswer() async throws {
        var answer = StubAnswer.json(400, #"{"message":"dockerfile parse error line 1"}"#)
        answer.readsBody = false
        let large = [UInt8](repeating: 1, count: 20 << 20)
        let context = ContextArchive(entries: [.file("large", contents: large)])
        let error = await engineError { _ = try await build(answer, context: context) { _ in } }
        #expect(error?.code == .badRequest)
        #expect(error?.message == "dockerfile parse error line 1")
    }

    @Test("A whole build may be answered before the context is sent")
    func earlySuccess() async throws {
        var answer = StubAnswer.chunked(Self.records)
        answer.readsBody = false
        let large = [UInt8](repeating: 1, count: 20 << 20)
        let result = try await build(answer, context: .init(entries: [.file("large", contents: large)])) { _ in }
        #expect(result.imageID == Self.image)
    }

    @Test("A silent engine is given up after the time set for it")
    func silence() async throws {
        let silent = StubAnswer([StubAnswer.chunkedHead], closes: false)
        try await StubEngine.run { request, _ in
            request.path == "/v1.41/build" ? silent : nil
        } _: { client, _ in
            let error = await engineError {
                let request = BuildRequest(idleLimit: .milliseconds(200))
                _ = try await client.build(request, context: Self.context)
            }
            #expect(error?.code == .timedOut)
            #expect(error?.message == "the engine at \(client.endpoint) said nothing for 0.2 seconds")
        }
        let timeouts = Timeouts(answer: .milliseconds(100))
        try await StubEngine.run(timeouts: timeouts) { _, _ in
            StubAnswer([], closes: false)
        } _: { client, _ in
            let error = await engineError { try await client.connect() }
            #expect(error?.code == .timedOut)
            #expect(error?.request == "GET /_ping")
        }
    }

    @Test("Cancelling the task ends a request that is waiting for an answer")
    func cancellation() async throws {
        let silent = StubAnswer([StubAnswer.chunkedHead], closes: false)
        try await StubEngine.run { request, _ in
            request.path == "/v1.41/build" ? silent : nil
        } _: { client, stub in
            let build = Task { try await client.build(BuildRequest(), context: Self.context) }
            while !stub.requests.contains(where: { $0.path == "/v1.41/build" }) { await Task.yield() }
            build.cancel()
            let error = await engineError { _ = try await build.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("What a handler of records throws ends the build and is handed on")
    func handlerThrows() async throws {
        struct Full: Error {}
        let error = await engineError { _ = try await build(.chunked(Self.records)) { _ in throw Full() } }
        #expect(error?.code == .handlerFailed)
        #expect(error?.underlying is Full)
    }

    @Test("A failure is not remembered: the next call is a new connection")
    func failureThenSuccess() async throws {
        try await StubEngine.run { request, number in
            guard request.path == "/v1.41/images/a/json" else { return nil }
            return number == 0 ? .json(500, #"{"message":"database is locked"}"#) : .json(#"{"Id":"sha256:a"}"#)
        } _: { client, _ in
            let error = await engineError { _ = try await client.inspectImage("a") }
            #expect(error?.code == .serverError(status: 500))
            #expect(error?.message == "database is locked")
            let details = try await client.inspectImage("a")
            #expect(details?.id == "sha256:a")
        }
    }

    @Test("A file that vanishes in mid-upload ends the request without an end of its body")
    func vanishedFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let missing = TarEntry(
            path: Array("b".utf8),
            kind: .file(size: 1, source: .disk(path: Array("b".utf8), below: Array(folder.root.utf8))),
            mode: 0o644
        )
        let first = TarEntry.file("a", contents: Array(repeating: 1, count: 1 << 20))
        // The stub would answer only after the end of the body, which must not come.
        let error = await engineError {
            _ = try await build(.chunked(Self.records), context: .init(entries: [first, missing])) { _ in }
        }
        #expect(error?.code == .contextChanged(path: "b"))
    }

    private func build(
        _ answer: StubAnswer,
        context: ContextArchive = context,
        _ onRecord: @escaping @Sendable (BuildRecord) async throws -> Void
    ) async throws -> BuildResult {
        try await StubEngine.run { request, _ in
            request.path == "/v1.41/build" ? answer : nil
        } _: { client, _ in
            try await client.build(BuildRequest(), context: context, onRecord: onRecord)
        }
    }
}
