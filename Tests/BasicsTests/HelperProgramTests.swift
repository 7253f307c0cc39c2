import Basics
import Foundation
import TestSupport
import Testing

/// Programs that read a little, write a little and end, or do not.
@Suite("Helper programs", .timeLimit(.minutes(10)))
struct HelperProgramTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("Input, arguments, environment and exit status pass")
    func passes() async throws {
        defer { folder.remove() }
        let outcome = try await run("echo \"$1 $A $(cat)\"; echo complaint >&2; exit 7", input: "in\nput")
        #expect(outcome.exitStatus == 7)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "get a in\nput\n")
    }

    @Test("Nothing of our own environment is seen")
    func environment() async throws {
        defer { folder.remove() }
        let outcome = try await run("/usr/bin/env", input: "")
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        let own = ["PWD=", "OLDPWD=", "SHLVL=", "_="]
        #expect(lines.filter { line in !own.contains(where: line.hasPrefix) } == ["A=a"])
    }

    @Test("One that does not read its input may still answer")
    func unreadInput() async throws {
        defer { folder.remove() }
        let outcome = try await run("exec 0<&-; echo answer", input: String(repeating: "x", count: 4096))
        #expect(outcome.exitStatus == 0)
        #expect(outcome.output == Array("answer\n".utf8))
    }

    @Test("More input than a pipe takes is refused before it starts")
    func longInput() async throws {
        defer { folder.remove() }
        let failure = await #expect(throws: HelperProgram.Failure.self) {
            try await run("touch '\(folder.path("started"))'", input: String(repeating: "x", count: 4097))
        }
        #expect(failure.map { if case .notStarted = $0 { true } else { false } } == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path("started")))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let script: String
        var failure = HelperProgram.Failure.timedOut(.milliseconds(500))
        var timeLimit = Duration.milliseconds(500)
        var testDescription: String { script }
    }

    @Test(
        "One that does not end well is ended",
        arguments: [
            Bad(script: "exec sleep 600"), Bad(script: "trap '' TERM; sleep 600"),
            Bad(script: "exec yes", failure: .tooMuchOutput(limit: 1 << 16), timeLimit: .seconds(60)),
            // A child of its own keeps the output open.
            Bad(script: "sleep 600 & wait"),
        ]
    )
    func ended(_ item: Bad) async throws {
        defer { folder.remove() }
        await #expect(throws: item.failure) {
            try await run(
                "echo $$ > '\(folder.path("pid"))'; \(item.script)",
                input: "",
                timeLimit: item.timeLimit
            )
        }
        #expect(kill(try processID(), 0) == -1)
    }

    @Test("One that a signal ended has no exit status")
    func killed() async throws {
        defer { folder.remove() }
        #expect(try await run("kill -9 $$", input: "").exitStatus == nil)
    }

    @Test("It ends with the task that runs it")
    func cancelled() async throws {
        defer { folder.remove() }
        let work = Task {
            await #expect(throws: HelperProgram.Failure.self) {
                try await run(
                    "echo $$ > '\(folder.path("pid.tmp"))'; mv '\(folder.path("pid.tmp"))' '\(folder.path("pid"))'; exec sleep 600",
                    input: ""
                )
            }
        }
        while !FileManager.default.fileExists(atPath: folder.path("pid")) {
            try await Task.sleep(for: .milliseconds(5))
        }
        work.cancel()
        #expect(await work.value == .cancelled)
        #expect(kill(try processID(), 0) == -1)
    }

    @Test("One that cannot be started is an error")
    func notStarted() async throws {
        defer { folder.remove() }
        let failure = await #expect(throws: HelperProgram.Failure.self) {
            try await HelperProgram.run(
                folder.path("none"),
                [],
                input: [],
                environment: [:],
                limit: 1,
                timeLimit: .seconds(30)
            )
        }
        #expect(failure.map { if case .notStarted = $0 { true } else { false } } == true)
    }

    private func run(
        _ script: String,
        input: String,
        timeLimit: Duration = .seconds(60)
    ) async throws -> HelperProgram.Outcome {
        try await folder.install("helper", script)
        return try await HelperProgram.run(
            folder.path("helper"),
            ["get"],
            input: Array(input.utf8),
            environment: ["A": "a"],
            limit: 1 << 16,
            timeLimit: timeLimit
        )
    }

    private func processID() throws -> pid_t {
        let text = try String(contentsOfFile: folder.path("pid"), encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
