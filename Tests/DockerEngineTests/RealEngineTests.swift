import DockerEngine
import Foundation
import TestSupport
import Testing

@Test("CI has an engine", .enabled(if: RealEngine.isRequired))
func continuousIntegrationHasAnEngine() {
    #expect(RealEngine.isThere, RealEngine.comment)
}

@Suite("Against a real engine", .enabled(if: RealEngine.isThere, RealEngine.comment), .timeLimit(.minutes(10)))
struct RealEngineTests {
    let client: DockerClient

    init() throws { client = try RealEngine.client() }

    @Test func connectSettlesTheVersion() async throws {
        let version = try await client.connect()
        #expect(!version.version.isEmpty)
        #expect(version.os == "linux")
        #expect(version.kind == .docker)
        #expect(version.hasBuildKit)
        #expect(version.apiVersion >= .oldestSupported)
        #expect(version.apiVersion <= .newestSupported)
        #expect(try await client.version() == version)
    }

    @Test(arguments: [BuildRequest.Builder.classic, .buildKit])
    func buildTagListInspectUntag(builder: BuildRequest.Builder) async throws {
        let name = RealEngine.name("build")
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        let labels = ["org.example.a": "x=\"1\" $HOME\nzwei ü", "org.example.name": name]
        var request = BuildRequest(
            tags: ["\(name):one"],
            labels: labels,
            noCache: true,
            networkMode: "none",
            builder: builder
        )
        request.buildArguments = ["WHO": "bob"]
        let records = Records<BuildRecord>()
        let result = try await client.build(
            request,
            context: RealEngine.context(
                """
                FROM \(RealEngine.base) AS first
                RUN echo unused
                FROM \(RealEngine.base)
                ARG WHO
                COPY a /a
                RUN cat /a; echo "hello $WHO"
                """,
                .file("a", contents: Array("content of a\n".utf8))
            )
        ) { await records.append($0) }

        let details = try #require(try await client.inspectImage("\(name):one"))
        #expect(details.id == result.imageID)
        #expect(details.labels == labels)
        #expect(details.repoTags == ["\(name):one"])
        #expect(details.os == "linux")
        let output = await records.all.output
        #expect(output.contains("hello bob"))
        #expect(output.contains("content of a"))

        try await client.tag("\(name):one", repository: name, tag: "two")
        let listed = try await client.images(labels: ["org.example.name=\(name)"], references: [])
        #expect(listed.map(\.id) == [result.imageID])
        #expect(listed.first.map { Set($0.repoTags) } == ["\(name):one", "\(name):two"])
        #expect(listed.first?.labels == labels)
        #expect(try await client.images(labels: [], references: ["\(name):two"]).map(\.id) == [result.imageID])

        #expect(try await client.untag("\(name):one") == [.untagged("\(name):one")])
        #expect(try await client.inspectImage("\(name):two")?.id == result.imageID)
        #expect(try await client.untag("\(name):two").first == .untagged("\(name):two"))
        #expect(try await client.inspectImage("\(name):two") == nil)
        #expect(try await client.untag("\(name):two") == [])
    }

    @Test(arguments: [BuildRequest.Builder.classic, .buildKit])
    func failingStepFailsTheBuildWithItsExitCode(builder: BuildRequest.Builder) async throws {
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        let error = await engineError {
            _ = try await client.build(
                BuildRequest(noCache: true, networkMode: "none", builder: builder),
                context: RealEngine.context("FROM \(RealEngine.base)\nRUN exit 7\n")
            )
        }
        #expect(error?.code == .buildFailed(exitCode: 7))
        #expect(error?.request == "POST /build")
    }

    @Test func missingDockerfileIsAnErrorBeforeTheStream() async throws {
        let error = await engineError {
            _ = try await client.build(BuildRequest(dockerfile: "None"), context: RealEngine.context("FROM scratch\n"))
        }
        #expect(error?.code == .serverError(status: 500))
        #expect(error?.message.contains("None") == true)
    }

    @Test func engineThatAnswersEarlyIsHeardOut() async throws {
        // The engine refuses the target's name before it has read the context, which is larger than any socket buffer.
        let large = TarEntry(
            path: Array("large".utf8),
            kind: .file(size: 40 << 20, source: .bytes(Array(repeating: 7, count: 40 << 20))),
            mode: 0o644
        )
        let error = await engineError {
            _ = try await client.build(
                BuildRequest(tags: ["bad tag!"]),
                context: RealEngine.context("FROM scratch\nCOPY large /\n", large)
            )
        }
        #expect(error.map { [.badRequest, .serverError(status: 500)].contains($0.code) } == true)
        #expect(error?.message.contains("invalid reference format") == true)
    }

    @Test func pullTellsProgressDigestAndStatus() async throws {
        let progress = Records<TransferProgress>()
        let request = PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1")
        let result = try await client.pull(request) { await progress.append($0) }
        #expect(result.digest?.hasPrefix("sha256:") == true)
        #expect(result.status?.contains(RealEngine.base) == true)
        #expect(await progress.all.isEmpty == false)
        let digest = try #require(result.digest)
        let byDigest = PullRequest(repository: "\(RealEngine.registry)/lab/base", version: .digest(digest))
        #expect(try await client.pull(byDigest).digest == digest)
    }

    struct PullFailure: Sendable, CustomTestStringConvertible {
        let repository: String
        let tag: String
        let code: EngineError.Code
        var testDescription: String { "\(repository):\(tag)" }
    }

    @Test(arguments: [
        PullFailure(repository: "\(RealEngine.registry)/lab/base", tag: "none", code: .notFound),
        PullFailure(repository: "\(RealEngine.registry)/lab/none", tag: "1", code: .notFound),
        PullFailure(repository: "127.0.0.1:9/lab/base", tag: "1", code: .registryUnreachable),
        PullFailure(repository: "\(RealEngine.authRegistry)/lab/base", tag: "1", code: .unauthorized),
        PullFailure(repository: "lab/UPPER", tag: "1", code: .badRequest),
        PullFailure(repository: "lab/base", tag: "", code: .badRequest),
    ])
    func failingPullSaysWhy(failure: PullFailure) async throws {
        let error = await engineError {
            _ = try await client.pull(PullRequest(repository: failure.repository, tag: failure.tag))
        }
        #expect(error?.code == failure.code, "\(String(describing: error))")
    }

    @Test func inspectOfWhatIsNotThereIsNil() async throws {
        #expect(try await client.inspectImage(RealEngine.name("none")) == nil)
        #expect(try await client.removeImage(RealEngine.name("none")) == nil)
        let error = await engineError { try await client.tag(RealEngine.name("none"), repository: "a", tag: "b") }
        #expect(error?.code == .notFound)
    }

    @Test func credentialsOpenTheRegistryThatWantsThem() async throws {
        let repository = "\(RealEngine.authRegistry)/lab/private-\(UInt32.random(in: 0 ... .max))"
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        try await client.tag(RealEngine.base, repository: repository, tag: "1")
        let refused = await engineError { _ = try await client.push(repository, tag: "1") }
        #expect(refused?.code == .unauthorized)
        let wrong = RegistryAuthorization(
            username: "tester",
            password: "wrong-secret",
            serverAddress: RealEngine.authRegistry
        )
        let error = await engineError { _ = try await client.push(repository, tag: "1", authorization: wrong) }
        #expect(error?.code == .unauthorized)
        #expect(error.map { "\($0)\(String(reflecting: $0))".contains("wrong-secret") } == false)

        let pushed = try await client.push(repository, tag: "1", authorization: RealEngine.credentials)
        let digest = try #require(pushed.digest)
        try await client.untag("\(repository):1")

        var pull = PullRequest(repository: repository, tag: "1", authorization: RealEngine.credentials)
        #expect(try await client.pull(pull).digest == digest)
        pull.authorization = nil
        let anonymous = await engineError { _ = try await client.pull(pull) }
        #expect(anonymous?.code == .unauthorized)
        try await client.untag("\(repository):1")
    }

    @Test func pushOfWhatIsNotThereIsNotFound() async throws {
        let error = await engineError { _ = try await client.push("\(RealEngine.registry)/lab/none", tag: "1") }
        #expect(error?.code == .notFound, "\(String(describing: error))")
    }

    @Test(arguments: [BuildRequest.Builder.classic, .buildKit])
    func cancellingTheTaskEndsTheBuildOnTheEngine(builder: BuildRequest.Builder) async throws {
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        let client = client
        let running = AsyncStream<Void>.makeStream()
        let marker = "started-\(UInt32.random(in: 0 ... .max))"
        let build = Task {
            // A build that fails at once must not leave us waiting for its output.
            defer { running.continuation.finish() }
            return try await client.build(
                BuildRequest(noCache: true, networkMode: "none", builder: builder),
                context: RealEngine.context("FROM \(RealEngine.base)\nRUN echo \(marker)=$((1 - 1)); sleep 600\n")
            ) { record in
                if [record].output.contains("\(marker)=0") { running.continuation.finish() }
            }
        }
        for await _ in running.stream {}
        build.cancel()
        let start = ContinuousClock.now
        let error = await engineError { _ = try await build.value }
        #expect(error?.code == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(300), "no shorter: other tests want the processor too")
    }

    @Test func timeLimitEndsTheBuild() async throws {
        try await client.pull(PullRequest(repository: "\(RealEngine.registry)/lab/base", tag: "1"))
        let error = await engineError {
            _ = try await client.build(
                BuildRequest(noCache: true, networkMode: "none", timeLimit: .milliseconds(1500)),
                context: RealEngine.context("FROM \(RealEngine.base)\nRUN sleep 120\n")
            )
        }
        #expect(error?.code == .timedOut)
    }

    @Test func fileThatIsNotAsListedFailsTheBuildByName() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("short", "abc")
        let entry = TarEntry(
            path: Array("dir/short".utf8),
            kind: .file(size: 4, source: .disk(path: Array("short".utf8), below: Array(folder.root.utf8))),
            mode: 0o644
        )
        let error = await engineError {
            _ = try await client.build(
                BuildRequest(noCache: true),
                context: RealEngine.context("FROM scratch\nCOPY dir /\n", entry)
            )
        }
        #expect(error?.code == .contextChanged(path: "dir/short"))
    }
}

extension [BuildRecord] {
    /// The text of the steps, whichever builder wrote it.
    var output: String {
        map { record in
            switch record {
            case .stream(let text): text
            case .trace(let trace): trace.logs.map { String(decoding: $0.message, as: UTF8.self) }.joined()
            default: ""
            }
        }.joined()
    }
}
