import DockerEngine
import Foundation
import TestSupport
import Testing

/// The shapes of answers that differ between engines: Docker 20.10 to 28 with either image store, Podman 4 and 5.
@Suite("Shapes of answers", .timeLimit(.minutes(10)))
struct EngineShapeTests {
    struct ListCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let json: String
        let images: [ImageSummary]
    }

    static let hex = String(repeating: "b", count: 64)

    @Test(arguments: [
        ListCase(
            testDescription: "Docker 20.10, dangling, labels null",
            json: """
                [{"Containers":-1,"Created":12,"Id":"sha256:a","Labels":null,"ParentId":"sha256:p",
                "RepoDigests":["<none>@<none>"],"RepoTags":["<none>:<none>"],"Size":5,"VirtualSize":5}]
                """,
            images: [ImageSummary(id: "sha256:a", created: 12, size: 5, parentID: "sha256:p")]
        ),
        ListCase(
            testDescription: "Podman, names null, id without its algorithm",
            json: #"[{"Id":"\#(hex)","RepoTags":null,"RepoDigests":null,"Labels":{},"ParentId":"\#(hex)"}]"#,
            images: [ImageSummary(id: "sha256:\(hex)", parentID: "sha256:\(hex)")]
        ),
        ListCase(
            testDescription: "names and labels",
            json:
                #"[{"Id":"sha256:a","RepoTags":["a:1","h:5000/b:2"],"RepoDigests":["a@sha256:d"],"Labels":{"k":"v"}}]"#,
            images: [
                ImageSummary(
                    id: "sha256:a",
                    repoTags: ["a:1", "h:5000/b:2"],
                    repoDigests: ["a@sha256:d"],
                    labels: ["k": "v"]
                )
            ]
        ),
        ListCase(testDescription: "an entry without an id", json: "[{}]", images: []),
        ListCase(testDescription: "null", json: "null", images: []),
        ListCase(testDescription: "none", json: "[]", images: []),
    ])
    func list(_ item: ListCase) async throws {
        let images = try await StubEngine.run { request, _ in
            request.path == "/v1.41/images/json" ? .json(item.json) : nil
        } _: { client, _ in
            try await client.images(labels: [], references: [])
        }
        #expect(images == item.images)
    }

    @Test("Podman fails a list while it removes an image; it is asked again, a few times", arguments: [3, 100])
    func listBesideRemoval(_ failures: Int) async throws {
        let said =
            #"{"message":"reading image \"\#(Self.hex)\": locating image with ID \"\#(Self.hex)\": image not known"}"#
        try await StubEngine.run { request, number in
            guard request.path.hasPrefix("/v1.41/images/") else { return nil }
            return number < failures
                ? .json(500, said) : .json(request.path.hasSuffix("/a/json") ? #"{"Id":"a"}"# : "[]")
        } _: { client, stub in
            let list = try? await client.images()
            let details = try? await client.inspectImage("a")
            #expect((list != nil) == (failures == 3))
            #expect((details != nil) == (failures == 3))
            #expect(stub.requests.count { $0.path.hasPrefix("/v1.41/images/") } == (failures == 3 ? 8 : 18))
        }
    }

    @Test func listFilters() async throws {
        let requests = try await StubEngine.run { request, _ in
            request.path == "/v1.41/images/json" ? .json("[]") : nil
        } _: { client, stub in
            _ = try await client.images(labels: ["a=b c", "d"], references: ["x/y:*"])
            return stub.requests
        }
        #expect(requests.last?.query == ["filters": #"{"label":["a=b c","d"],"reference":["x/y:*"]}"#])
        #expect(requests.last?.headers["host"] == "localhost")
    }

    struct InspectCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let json: String
        let details: ImageDetails
    }

    @Test(arguments: [
        InspectCase(
            testDescription: "labels null",
            json: #"{"Id":"sha256:a","Config":{"Labels":null}}"#,
            details: ImageDetails(id: "sha256:a")
        ),
        InspectCase(
            testDescription: "no configuration",
            json: #"{"Id":"sha256:a","Config":null,"RepoTags":null}"#,
            details: ImageDetails(id: "sha256:a")
        ),
        InspectCase(
            testDescription: "ContainerConfig is not looked at",
            json: #"{"Id":"sha256:a","Config":{},"ContainerConfig":{"Labels":{"wrong":"x"}}}"#,
            details: ImageDetails(id: "sha256:a")
        ),
        InspectCase(
            testDescription: "all",
            json: """
                {"Id":"sha256:a","RepoTags":["a:1"],"RepoDigests":["a@sha256:d"],"Created":"2026-01-02T03:04:05Z",
                "Architecture":"arm64","Os":"linux","Parent":"\(hex)","Size":99,"Config":{"Labels":{"k":"v"}}}
                """,
            details: ImageDetails(
                id: "sha256:a",
                repoTags: ["a:1"],
                repoDigests: ["a@sha256:d"],
                labels: ["k": "v"],
                created: "2026-01-02T03:04:05Z",
                architecture: "arm64",
                os: "linux",
                parentID: "sha256:\(hex)",
                size: 99
            )
        ),
    ])
    func inspect(_ item: InspectCase) async throws {
        let details = try await StubEngine.run { request, _ in
            request.path == "/v1.41/images/a/json" ? .json(item.json) : nil
        } _: { client, _ in
            try await client.inspectImage("a")
        }
        #expect(details == item.details)
    }

    @Test(
        "A field of the wrong type is named",
        arguments: [
            (#"{"Id":7}"#, "the engine's answer cannot be read: no String at Id"),
            (
                #"{"Id":"sha256:a","Config":{"Labels":{"a":[]}}}"#,
                "the engine's answer cannot be read: no String at Config.Labels.a"
            ),
            ("{}", "the engine's answer names no image id"), ("<html>", "the engine's answer cannot be read: no JSON"),
        ]
    )
    func wrongType(json: String, message: String) async throws {
        let error = await engineError {
            _ = try await StubEngine.run { request, _ in
                request.path.hasSuffix("/images/a/json") ? .json(json) : nil
            } _: { client, _ in
                try await client.inspectImage("a")
            }
        }
        #expect(error?.code == .protocolViolation)
        #expect(error?.message == message)
    }

    struct VersionCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ping: [String]
        let json: String
        let code: EngineError.Code?
        let version: EngineVersion?
    }

    @Test(arguments: [
        VersionCase(
            testDescription: "newer than we: ours is spoken",
            ping: ["Api-Version: 1.99"],
            json: #"{"Version":"31.0","ApiVersion":"1.99","MinAPIVersion":"1.44","Os":"linux","Arch":"arm64"}"#,
            code: nil,
            version: EngineVersion(
                version: "31.0",
                apiVersion: .newestSupported,
                minAPIVersion: APIVersion(major: 1, minor: 44),
                os: "linux",
                architecture: "arm64",
                kind: .docker
            )
        ),
        VersionCase(
            testDescription: "older than we: its own is spoken",
            ping: ["api-version: 1.43"],
            json: #"{"Version":"24.0","ApiVersion":"1.43","MinAPIVersion":null,"Os":"linux","Arch":"amd64"}"#,
            code: nil,
            version: EngineVersion(
                version: "24.0",
                apiVersion: APIVersion(major: 1, minor: 43),
                minAPIVersion: APIVersion(major: 1, minor: 12),
                os: "linux",
                architecture: "amd64",
                kind: .docker
            )
        ),
        VersionCase(
            testDescription: "Podman, by its header",
            ping: ["Libpod-API-Version: 4.3.1", "Builder-Version: "],
            json: #"{"Version":"4.3.1","ApiVersion":"1.41","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}"#,
            code: nil,
            version: EngineVersion(
                version: "4.3.1",
                apiVersion: APIVersion(major: 1, minor: 41),
                minAPIVersion: APIVersion(major: 1, minor: 24),
                os: "linux",
                architecture: "amd64",
                kind: .podman
            )
        ),
        VersionCase(
            testDescription: "Podman, by its components",
            ping: [],
            json: """
                {"Version":"5.0","ApiVersion":"1.41","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64",
                "Components":[{"Name":"Podman Engine"}]}
                """,
            code: nil,
            version: EngineVersion(
                version: "5.0",
                apiVersion: APIVersion(major: 1, minor: 41),
                minAPIVersion: APIVersion(major: 1, minor: 24),
                os: "linux",
                architecture: "amd64",
                kind: .podman
            )
        ),
        VersionCase(
            testDescription: "too old",
            ping: [],
            json: #"{"Version":"19.03","ApiVersion":"1.40"}"#,
            code: .tooOld,
            version: nil
        ),
        VersionCase(
            testDescription: "too new",
            ping: [],
            json: #"{"Version":"40","ApiVersion":"1.99","MinAPIVersion":"1.90"}"#,
            code: .tooNew,
            version: nil
        ),
        VersionCase(
            testDescription: "no engine",
            ping: [],
            json: #"{"hello":"world"}"#,
            code: .protocolViolation,
            version: nil
        ),
    ])
    func version(_ item: VersionCase) async throws {
        let found = Records<EngineVersion>()
        let error = await engineError {
            try await StubEngine.run { request, _ in
                switch request.path {
                case "/_ping": .json("OK", headers: item.ping)
                case "/version": .json(item.json)
                default: nil
                }
            } _: { client, _ in
                await found.append(try await client.connect())
            }
        }
        #expect(error?.code == item.code)
        #expect(await found.all.first == item.version)
        #expect(item.version == nil || item.version?.hasBuildKit == (item.version?.kind == .docker))
    }

    @Test("The version is asked for once, and stands in every path")
    func negotiation() async throws {
        let requests = try await StubEngine.run { request, _ in
            request.path.hasSuffix("/tag") ? StubAnswer(["HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"]) : nil
        } _: { client, stub in
            try await client.tag("h:5000/a b:1", repository: "r/s", tag: "t")
            try await client.tag("x@sha256:1", repository: "r", tag: "u&v")
            return stub.requests
        }
        #expect(
            requests.map { "\($0.method) \($0.target)" } == [
                "GET /_ping", "GET /version", "POST /v1.41/images/h:5000/a%20b:1/tag?repo=r%2Fs&tag=t",
                "POST /v1.41/images/x@sha256:1/tag?repo=r&tag=u%26v",
            ]
        )
    }

    @Test(arguments: ["", "..", "a/../b", "a//b", "/a", "a/"])
    func namesThatWouldLeaveTheirPathAreRefused(name: String) async throws {
        let error = await engineError {
            try await StubEngine.run { _, _ in
                nil
            } _: { client, _ in
                _ = try await client.inspectImage(name)
            }
        }
        #expect(error?.code == .badRequest)
    }

    @Test("Podman is not asked for what it does not have")
    func podman() async throws {
        try await StubEngine.run { request, _ in
            request.path == "/_ping" ? .json("OK", headers: ["Libpod-Api-Version: 5.4.2"]) : nil
        } _: { client, stub in
            let build = await engineError {
                _ = try await client.build(BuildRequest(builder: .buildKit), context: ContextArchive(entries: []))
            }
            #expect(build?.code == .unsupported)
            #expect(stub.requests.map(\.path) == ["/_ping", "/version"])
        }
    }

    @Test("What a build asks for")
    func buildRequest() async throws {
        let request = BuildRequest(
            tags: ["a:1", "b:2"],
            dockerfile: "docker/Dockerfile x",
            buildArguments: ["B": "2&", "A": "1"],
            labels: ["l": "\"ü\n"],
            target: "t",
            platform: "linux/arm64",
            noCache: true,
            networkMode: "none",
            cacheFrom: ["c:3"]
        )
        let stubbed = try await StubEngine.run { request, _ in
            request.path == "/v1.41/build" ? .chunked([#"{"aux":{"ID":"sha256:a"}}"#]) : nil
        } _: { client, stub in
            _ = try await client.build(request, context: ContextArchive(entries: []))
            return stub.requests.last
        }
        let sent = try #require(stubbed)
        #expect(sent.target.hasPrefix("/v1.41/build?t=a%3A1&t=b%3A2&dockerfile=docker%2FDockerfile%20x&version=1&"))
        #expect(sent.query["buildargs"] == #"{"A":"1","B":"2&"}"#)
        #expect(sent.query["labels"] == #"{"l":"\"ü\n"}"#)
        #expect(sent.query["target"] == "t")
        #expect(sent.query["platform"] == "linux/arm64")
        #expect(sent.query["nocache"] == "1")
        #expect(sent.query["forcerm"] == "1")
        #expect(sent.query["networkmode"] == "none")
        #expect(sent.query["cachefrom"] == #"["c:3"]"#)
        #expect(sent.headers["content-type"] == "application/x-tar")
    }
}
