import DockerEngine
import ImageGraph
import RebuildPlanning
import Synchronization
import Testing

@testable import RebuildPipeline

/// How the records of a build become text, and what is kept out of it.
@Suite struct BuildTextTests {
    @Test func piecesOfALineOfOneStepAreOneLine() {
        var text = BuildText()
        #expect(text.add(.trace(log("a", "on"))) == "")
        #expect(text.add(.trace(log("b", "two\nth"))) == "two\n")
        #expect(text.add(.trace(log("a", "e\n"))) == "one\n")
        #expect(text.add(.trace(log("b", "ree"))) == "")
        #expect(text.end() == "three\n")
        #expect(text.end() == "")
    }

    @Test func aCharacterThatIsCutInTwoIsWhole() {
        var text = BuildText()
        var first = log("a", "")
        first.logs[0].message = [0xc3]
        var second = log("a", "")
        second.logs[0].message = [0xa4, 0x0a]
        #expect(text.add(.trace(first)) + text.add(.trace(second)) == "ä\n")
    }

    @Test func aBarOfProgressIsNotHeldBack() {
        var text = BuildText()
        #expect(text.add(.stream("10%\r20%")) == "10%\r")
        #expect(text.add(.stream("\r")) == "20%\r")
    }

    @Test func aLineWithoutEndIsGivenOutInParts() {
        var text = BuildText()
        let long = String(repeating: "x", count: 70_000)
        #expect(text.add(.stream(long)) == long)
        #expect(text.end() == "")
    }

    @Test func aStepBeginsIsCachedAndEndsWithItsTime() {
        var text = BuildText()
        var trace = BuildTrace()
        var vertex = BuildTrace.Vertex()
        vertex.digest = "v"
        vertex.name = "[2/3] RUN make"
        trace.vertices = [vertex]
        #expect(text.add(.trace(trace)) == "", "it is only planned")
        trace.vertices[0].started = 1_000_000_000
        #expect(text.add(.trace(trace)) == "[2/3] RUN make\n")
        #expect(text.add(.trace(log("v", "no end"))) == "")
        trace.vertices[0].completed = 3_460_000_000
        #expect(text.add(.trace(trace)) == "no end\nDONE 2.5 s [2/3] RUN make\n")
        trace.vertices[0].error = "exit code: 1"
        #expect(text.add(.trace(trace)) == "ERROR [2/3] RUN make: exit code: 1\n")
        trace.vertices[0].error = nil
        trace.vertices[0].isCached = true
        #expect(text.add(.trace(trace)) == "CACHED [2/3] RUN make\n")
    }

    @Test(arguments: [
        ("token", "the token is token", "the *** is ***"),
        ("token\n", "token", "***"),
        ("first line\nsecond line\n", "x second line y", "x *** y"),
        ("first\nsecond", "first\nsecond", "***"),
        ("tokenlonger\ntoken", "tokenlonger token", "*** ***"),
        ("abc", "abc", "abc"),
        ("", "anything", "anything"),
        ("}\n{\nsecret word\n", "{ secret word }", "{ *** }"),
    ])
    func secretsAreMasked(_ secret: String, _ text: String, _ expected: String) {
        let mask = SecretMask([BuildSecret(id: "a", value: Array(secret.utf8))])
        #expect(mask.masked(text) == expected)
    }

    @Test func aSecretThatComesInPiecesIsMasked() {
        let lines = EventLines()
        let mask = SecretMask([BuildSecret(id: "a", value: Array("hunter2".utf8))])
        let output = BuildOutput(ImageKey("a"), log: nil, mask: mask, handler: lines.add)
        for piece in ["it is hun", "ter", "2, right", "?\nnext"] { output.add(.stream(piece)) }
        output.end()
        #expect(lines.all == ["it is ***, right?", "next"])
        #expect(output.lastLine == "next")
    }

    @Test(arguments: [
        ("[output clipped, log limit 1MiB reached]", 1), ("[output clipped, log speed 100KiB/s reached]", 1),
        ("the output is clipped", 0),
    ])
    func outputThatTheEngineClippedIsSaidOnce(_ line: String, _ count: Int) {
        let lines = EventLines()
        let output = BuildOutput(ImageKey("a"), log: nil, mask: SecretMask([]), handler: lines.add)
        for _ in 0..<2 { output.add(.stream("a\n\(line)\nb\n")) }
        output.end()
        #expect(lines.all == ["a", line, "b", "a", line, "b"])
        #expect(lines.warnings.count == count)
        #expect(lines.warnings.allSatisfy { $0.contains("BUILDKIT_STEP_LOG_MAX_SIZE") })
    }

    @Test func whatBuildKitFoundIsSaidOnceAndIsWholeInTheLog() {
        let lines = EventLines()
        let output = BuildOutput(
            ImageKey("a"),
            log: nil,
            mask: SecretMask([BuildSecret(id: "a", value: Array("hunter2".utf8))]),
            handler: lines.add
        )
        var warning = BuildTrace.VertexWarning()
        warning.short = "SecretsUsedInArgOrEnv: ENV \"hunter2\" (line 3)"
        warning.detail = ["first", "second"]
        warning.url = "https://docs.example/rule"
        var trace = BuildTrace()
        trace.warnings = [warning]
        for _ in 0..<2 { output.add(.trace(trace)) }
        #expect(lines.warnings == ["a: BuildKit: SecretsUsedInArgOrEnv: ENV \"***\" (line 3)"])
        let whole = [
            "WARNING SecretsUsedInArgOrEnv: ENV \"***\" (line 3)", "  first", "  second", "  https://docs.example/rule",
        ]
        #expect(lines.all == whole + whole)
    }

    private func log(_ step: String, _ text: String) -> BuildTrace {
        var trace = BuildTrace()
        var log = BuildTrace.VertexLog()
        log.vertex = step
        log.message = Array(text.utf8)
        trace.logs = [log]
        return trace
    }
}

private final class EventLines: Sendable {
    private let lines = Mutex<[String]>([])
    private let told = Mutex<[String]>([])

    @Sendable func add(_ event: PipelineEvent) {
        if case .output(_, let line) = event { lines.withLock { $0.append(line) } }
        if case .warning(let line) = event { told.withLock { $0.append(line) } }
    }

    var warnings: [String] {
        told.withLock { warnings in warnings }
    }

    var all: [String] {
        lines.withLock { lines in lines }
    }
}
