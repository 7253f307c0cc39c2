import Foundation
import Logging
import TestSupport
import Testing

@testable import DockerEngine

/// `ssh://`, with a program in the place of `ssh` that stays on this machine.
@Suite("ssh", .timeLimit(.minutes(10)))
struct SSHTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "An engine is reached through docker system dial-stdio",
        .enabled(if: RealEngine.isThere && Tool.path("docker") != nil, RealEngine.comment)
    )
    func realEngine() async throws {
        defer { folder.remove() }
        let host = RealEngine.environment["DOCKER_HOST"] ?? ""
        // Drops the options and the host, runs the rest as ssh would there.
        let script = "while [ \"$1\" != docker ]; do shift; done\nexport DOCKER_HOST='\(host)'\nexec \"$@\""
        let client = try await client(script)
        #expect(try await client.connect().os == "linux")
        let large = [UInt8](repeating: 1, count: 5 << 20)
        let result = try await client.build(
            // The classic builder looks for a cached image among all the engine's, and fails when one goes meanwhile.
            BuildRequest(noCache: true),
            context: RealEngine.context("FROM scratch\nCOPY large /\n", .file("large", contents: large))
        )
        #expect(try await client.inspectImage(result.imageID)?.size == 5 << 20)
        try await client.removeImage(result.imageID)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let script: String
        /// What follows `cannot reach the Docker engine through ssh: `.
        let words: String
    }

    @Test(
        "What ssh says of a failure is the error",
        arguments: [
            Failure(
                testDescription: "refused",
                script: "echo 'ssh: connect to host h port 22: Connection refused' >&2; exit 255",
                words: "ssh: connect to host h port 22: Connection refused"
            ),
            Failure(testDescription: "dies at once, without a word", script: "exit 3", words: "exit status 3"),
            Failure(
                testDescription: "hangs up first, and says why then",
                script: "exec 1>&- 0<&-; sleep 0.2; echo 'Connection closed' >&2; exit 255",
                words: "Connection closed"
            ),
            Failure(
                testDescription: "several lines",
                script: "cat > /dev/null & printf 'Warning: a\\n\\033[1mb\\n' >&2; exit 1",
                words: "Warning: a [1mb"
            ),
        ]
    )
    func failing(_ item: Failure) async throws {
        defer { folder.remove() }
        let client = try await client(item.script)
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .unreachable)
        #expect(error?.message == "cannot reach the Docker engine through ssh: \(item.words)")
        #expect(error?.endpoint == "ssh://h")
    }

    @Test("Of a flood of complaints the end is kept")
    func flood() async throws {
        defer { folder.remove() }
        let client = try await client(
            "i=0; while [ $i -lt 20000 ]; do echo 'a line of a flood' >&2; i=$((i + 1)); done; echo the cause >&2; exit 1"
        )
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .unreachable)
        #expect(error?.message.hasSuffix("a line of a flood the cause") == true)
        #expect((error?.message.utf8.count ?? .max) < 4200)
    }

    @Test(
        "A silent ssh is given up and ended, with what it started",
        arguments: ["exec sleep 600", "trap '' TERM; sleep 600"]
    )
    func silent(_ script: String) async throws {
        defer { folder.remove() }
        let client = try await client(
            "echo $$ > '\(folder.path("pid"))'; \(script)",
            timeouts: Timeouts(answer: .milliseconds(300))
        )
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .timedOut)
        try expectNobody(inGroup: "pid")
    }

    @Test("A cancelled request ends its ssh")
    func cancelled() async throws {
        defer { folder.remove() }
        let client = try await client(
            "echo $$ > '\(folder.path("pid.tmp"))'; mv '\(folder.path("pid.tmp"))' '\(folder.path("pid"))'; exec sleep 600"
        )
        let request = Task { await engineError { try await client.connect() } }
        while !FileManager.default.fileExists(atPath: folder.path("pid")) {
            try await Task.sleep(for: .milliseconds(5))
        }
        request.cancel()
        #expect(await request.value?.code == .cancelled)
        try expectNobody(inGroup: "pid")
    }

    @Test("ssh sees the environment that the client was given, and no other")
    func environment() async throws {
        defer { folder.remove() }
        let client = try await client(
            "/usr/bin/env > '\(folder.path("env"))'; exit 1",
            environment: ["SSH_AUTH_SOCK": "/a b"]
        )
        _ = await engineError { try await client.connect() }
        let lines = try String(contentsOfFile: folder.path("env"), encoding: .utf8).split(separator: "\n")
        // What the shell sets by itself.
        let own = ["PWD=", "OLDPWD=", "SHLVL=", "_="]
        #expect(lines.filter { line in !own.contains(where: line.hasPrefix) } == ["SSH_AUTH_SOCK=/a b"])
    }

    @Test("ssh is looked for in the PATH that the client was given")
    func missing() async throws {
        defer { folder.remove() }
        let client = DockerClient(
            endpoint: .ssh(SSHTarget(host: "h")),
            environment: ["PATH": folder.root],
            logger: Logger(label: "test")
        )
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .unreachable)
        #expect(error?.message == "there is no program 'ssh' to reach ssh://h")
    }

    /// That no process of the group is left, not even as a zombie.
    private func expectNobody(inGroup file: String) throws {
        let text = try String(contentsOfFile: folder.path(file), encoding: .utf8)
        let id = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(id, 0) == -1)
        // What ssh itself had started is its parent's no more: ended, and for the system to reap.
        let end = ContinuousClock.now + .seconds(10)
        while kill(-id, 0) == 0, ContinuousClock.now < end { usleep(5000) }
        #expect(kill(-id, 0) == -1)
    }

    private func client(
        _ script: String,
        timeouts: Timeouts = Timeouts(),
        environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) async throws -> DockerClient {
        try await folder.install("ssh", script)
        var target = SSHTarget(host: "h")
        target.program = folder.path("ssh")
        return DockerClient(
            endpoint: .ssh(target),
            environment: environment,
            logger: Logger(label: "test"),
            timeouts: timeouts
        )
    }
}
