import Foundation
import TestSupport
import Testing

@testable import DockerEngine

/// What a build may ask of us while it runs.
@Suite("Sessions", .enabled(if: RealEngine.isThere, RealEngine.comment), .timeLimit(.minutes(10)))
struct SessionTests {
    let client: DockerClient

    init() throws { client = try RealEngine.client() }

    /// One without a byte does not arrive: BuildKit takes it for none.
    @Test(arguments: [1, 500 << 10])
    func aSecretArrivesWholeAndInNoLayer(size: Int) async throws {
        let value = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var request = try await self.request()
        request.secrets = [BuildSecret(id: "other", value: [1]), BuildSecret(id: "token", value: value)]
        // Steps that are equal but for the value of a secret are one step to BuildKit, which runs it once for builds that run at the same time.
        let output = try await build(
            request,
            "RUN --mount=type=secret,id=token,required sha256sum < /run/secrets/token; echo of \(size) bytes",
            "RUN test -z \"$(ls /run/secrets 2>/dev/null)\" || test ! -s /run/secrets/token"
        )
        let digest = try await Tool.sha256(value)
        #expect(output.contains(digest))
    }

    @Test func aSecretThatWasNotGivenIsNamed() async throws {
        var request = try await self.request()
        request.secrets = [BuildSecret(id: "token", value: [1])]
        let given = request
        let error = await engineError {
            _ = try await build(given, "RUN --mount=type=secret,id=missing-one,required cat /run/secrets/missing-one")
        }
        #expect(error?.code == .buildFailed(exitCode: nil))
        #expect(error?.message.contains("missing-one") == true)
    }

    @Test func anOptionalSecretMayBeMissing() async throws {
        var request = try await self.request()
        request.secrets = [BuildSecret(id: "token", value: [1])]
        let output = try await build(request, "RUN --mount=type=secret,id=missing-one ls /run/secrets; echo went on")
        #expect(output.contains("went on"))
    }

    @Test("A real agent answers through the mount", .enabled(if: AgentFixture.isPossible, AgentFixture.comment))
    func agent() async throws {
        let agent = try await AgentFixture()
        let request = try await self.request()
        let result = await Result {
            var given = request
            given.agents = [AgentSocket(path: agent.socket), AgentSocket(id: "second", path: agent.socket)]
            return try await build(
                given,
                more: [agent.program],
                "COPY ask /ask",
                "RUN --mount=type=ssh /ask default",
                "RUN --mount=type=ssh,id=second /ask second"
            )
        }
        await agent.end()
        let output = try result.get()
        #expect(output.contains("default has 1 keys"))
        #expect(output.contains("second has 1 keys"))
    }

    @Test func anAgentThatWasNotGivenIsNamed() async throws {
        var request = try await self.request()
        request.agents = [AgentSocket(path: "/nowhere")]
        let given = request
        let error = await engineError { _ = try await build(given, "RUN --mount=type=ssh,id=deploy,required true") }
        #expect(error?.code == .buildFailed(exitCode: nil))
        #expect(error?.message.contains("deploy") == true)
    }

    @Test func anAgentThatDoesNotAnswerFailsWhatNeedsIt() async throws {
        var request = try await self.request()
        request.agents = [AgentSocket(path: "/nowhere/agent")]
        let output = try await build(
            request,
            "RUN --mount=type=ssh test -S \"$SSH_AUTH_SOCK\" && echo there is a socket"
        )
        #expect(output.contains("there is a socket"))
    }

    @Test func aPrivateBaseIsFetchedWithTheCredentialsOfTheSession() async throws {
        let repository = "\(RealEngine.authRegistry)/lab/session-\(UInt32.random(in: 0 ... .max))"
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        try await client.tag(RealEngine.base, repository: repository, tag: "1")
        _ = try await client.push(repository, tag: "1", authorization: RealEngine.credentials)
        try await client.untag("\(repository):1")
        let context = RealEngine.context("FROM \(repository):1\nRUN echo private\n")
        var request = try await self.request()
        let anonymous = request
        await #expect(throws: EngineError.self) { _ = try await client.build(anonymous, context: context) }
        request.credentials = KnownCredentials(known: [RealEngine.authRegistry: RealEngine.credentials])
        let result = try await client.build(request, context: context)
        #expect(result.imageID.hasPrefix("sha256:"))
    }

    @Test func aPrivateBaseIsFetchedWithATokenThatTheRegistryItselfTakes() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let port = 19_000 + Int.random(in: 0..<1_000)
        try folder.write("answers.json", #"[{"at": "token", "status": 403, "bearer": "s3cret"}]"#)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Faults/scripted-registry")
        let engine = try #require(RealEngine.environment["IMAGEBUILDER_TEST_ENGINE_PID"])
        let registry = RealEngine.registry.split(separator: ":").last ?? ""
        let command =
            ["nsenter", "--target", engine, "--net", "python3", script.standardized.path, "--listen", "\(port)"]
            + ["--to", "\(registry)", "--repository", "lab/base", "--answers", folder.path("answers.json")]
            + ["--good", folder.path("good")]
        var request = try await self.request()
        let anonymous = request
        let address = "127.0.0.1:\(port)"
        let token = RegistryAuthorization(registryToken: "s3cret", serverAddress: address)
        request.credentials = KnownCredentials(known: [address: token])
        let known = request
        let client = client
        let context = RealEngine.context("FROM 127.0.0.1:\(port)/private-\(port)/base:1\nRUN echo private\n")
        try await Program.beside(command, in: "/", ready: "listening") { _ in
            await #expect(throws: EngineError.self) { _ = try await client.build(anonymous, context: context) }
            let result = try await client.build(known, context: context)
            #expect(result.imageID.hasPrefix("sha256:"))
        }
    }

    @Test func cancellingEndsBuildAndSession() async throws {
        var request = try await self.request()
        request.secrets = [BuildSecret(id: "token", value: [1])]
        let given = request
        let client = client
        let running = AsyncStream<Void>.makeStream()
        let marker = "started-\(UInt32.random(in: 0 ... .max))"
        let task = Task {
            defer { running.continuation.finish() }
            return try await client.build(
                given,
                context: RealEngine.context(
                    "FROM \(RealEngine.base)\nRUN --mount=type=secret,id=token echo \(marker)=$((1 - 1)); sleep 600\n"
                )
            ) { record in
                if [record].output.contains("\(marker)=0") { running.continuation.finish() }
            }
        }
        for await _ in running.stream {}
        task.cancel()
        let error = await engineError { _ = try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test func theClassicBuilderRefusesWhatItCannotTake() async throws {
        for (secrets, agents) in [([BuildSecret(id: "a", value: [1])], []), ([], [AgentSocket(path: "/x")])] {
            var request = BuildRequest(builder: .classic)
            request.secrets = secrets
            request.agents = agents
            let given = request
            let error = await engineError {
                _ = try await client.build(given, context: RealEngine.context("FROM scratch\n"))
            }
            #expect(error?.code == .unsupported)
        }
    }

    private func request() async throws -> BuildRequest {
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        return BuildRequest(noCache: true, networkMode: "none", builder: .buildKit)
    }

    /// Builds on the base image; what the steps wrote.
    private func build(_ request: BuildRequest, more: [TarEntry] = [], _ steps: String...) async throws -> String {
        let text = (["FROM \(RealEngine.base)"] + steps).joined(separator: "\n") + "\n"
        let records = Records<BuildRecord>()
        let context = ContextArchive(entries: [.file("Dockerfile", contents: Array(text.utf8))] + more)
        _ = try await client.build(request, context: context) { await records.append($0) }
        return await records.all.output
    }
}

/// A real ssh agent with one key, and a program for an image that asks it how many it has.
private struct AgentFixture {
    static let isPossible = ["ssh-agent", "ssh-add", "ssh-keygen", "cc"].allSatisfy { Tool.path($0) != nil }
    static let comment: Comment = "needs ssh-agent and a C compiler"

    let socket: String
    let program: TarEntry
    private let folder: TemporaryFolder
    private let process: String

    init() async throws {
        folder = try TemporaryFolder()
        socket = folder.path("agent")
        try folder.write("ask.c", Self.source)
        let compiled = try await Tool.run(["cc", "-static", "-o", folder.path("ask"), folder.path("ask.c")])
        #expect(compiled.status == 0, "\(compiled.text)")
        let started = try await Tool.run(["ssh-agent", "-s", "-a", socket])
        let line = started.text.split(separator: ";").first { $0.contains("SSH_AGENT_PID=") }
        process = String(try #require(line).split(separator: "=")[1])
        let script = "ssh-keygen -q -t ed25519 -N '' -f '\(folder.path("key"))'; SSH_AUTH_SOCK='\(socket)' ssh-add '"
        let added = try await Tool.run(["sh", "-c", script + folder.path("key") + "'"])
        #expect(added.status == 0, "\(added.text)")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("ask"))))
        program = TarEntry(
            path: Array("ask".utf8),
            kind: .file(size: Int64(bytes.count), source: .bytes(bytes)),
            mode: 0o755
        )
    }

    func end() async {
        _ = try? await Tool.run(["sh", "-c", "kill \(process)"])
        folder.remove()
    }

    /// Asks for the identities (draft-miller-ssh-agent): the answer has their number behind five bytes.
    private static let source = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/socket.h>
        #include <sys/un.h>
        #include <unistd.h>
        int main(int count, char **words) {
            struct sockaddr_un address = {.sun_family = AF_UNIX};
            strncpy(address.sun_path, getenv("SSH_AUTH_SOCK"), sizeof address.sun_path - 1);
            int agent = socket(AF_UNIX, SOCK_STREAM, 0);
            if (connect(agent, (struct sockaddr *)&address, sizeof address)) { perror("connect"); return 1; }
            if (write(agent, "\\0\\0\\0\\1\\13", 5) != 5) { perror("write"); return 2; }
            unsigned char answer[9];
            for (int have = 0; have < 9;) {
                int more = read(agent, answer + have, 9 - have);
                if (more <= 0) { perror("read"); return 3; }
                have += more;
            }
            printf("%s has %d keys\\n", words[1], answer[8]);
            return answer[4] != 12;
        }

        """
}

extension Tool {
    /// In hex, by `sha256sum`.
    fileprivate static func sha256(_ bytes: [UInt8]) async throws -> String {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path("x")))
        return String(try await run(["sha256sum", folder.path("x")]).text.prefix(64))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
