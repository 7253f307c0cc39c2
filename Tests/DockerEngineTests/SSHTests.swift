import Foundation
import Logging
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

    @Test("What ssh says of a failure is the error")
    func failing() async throws {
        defer { folder.remove() }
        let client = try await client("echo 'ssh: connect to host h port 22: Connection refused' >&2; exit 255")
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .unreachable)
        #expect(error?.message.hasSuffix("ssh: connect to host h port 22: Connection refused") == true)
        #expect(error?.endpoint == "ssh://h")
    }

    @Test("A silent ssh is given up and ended")
    func silent() async throws {
        defer { folder.remove() }
        let client = try await client(
            "echo $$ > '\(folder.path("pid"))'; exec sleep 600",
            timeouts: Timeouts(answer: .milliseconds(300))
        )
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .timedOut)
        let id = try String(contentsOfFile: folder.path("pid"), encoding: .utf8)
        #expect(kill(try #require(pid_t(id.trimmingCharacters(in: .whitespacesAndNewlines))), 0) == -1)
    }

    @Test func missing() async throws {
        defer { folder.remove() }
        var target = SSHTarget(host: "h")
        target.program = "no-such-ssh-program"
        let client = DockerClient(endpoint: .ssh(target), logger: Logger(label: "test"))
        let error = await engineError { try await client.connect() }
        #expect(error?.code == .unreachable)
    }

    private func client(_ script: String, timeouts: Timeouts = Timeouts()) async throws -> DockerClient {
        try await folder.install("ssh", script)
        var target = SSHTarget(host: "h")
        target.program = folder.path("ssh")
        return DockerClient(endpoint: .ssh(target), logger: Logger(label: "test"), timeouts: timeouts)
    }
}
