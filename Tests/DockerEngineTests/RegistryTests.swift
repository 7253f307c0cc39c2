import DockerEngine
import Foundation
import TestSupport
import Testing

/// What engines say of registries, and what is sent to them.
@Suite("Registries", .timeLimit(.minutes(10)))
struct RegistryTests {
    struct Failure: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: StubAnswer
        let code: EngineError.Code
        let retryAfter: Duration?

        /// - Parameter status: `nil` for an error within a stream.
        init(
            _ name: String,
            _ status: Int?,
            _ message: String,
            _ code: EngineError.Code,
            retryAfter: Duration? = nil,
            headers: [String] = []
        ) {
            testDescription = name
            self.code = code
            self.retryAfter = retryAfter
            let text = message.replacingOccurrences(of: "\"", with: "\\\"")
            if let status {
                answer = .json(status, #"{"message":"\#(text)"}"#, headers: headers)
            } else {
                answer = .chunked([
                    #"{"status":"Pulling from a"}"#, "\r\n",
                    #"{"errorDetail":{"message":"\#(text)"},"error":"\#(text)"}"#,
                    "\r\n",
                ])
            }
        }
    }

    @Test(arguments: [
        // Docker 20.10 to 28, graph drivers; seen on the wire.
        Failure("missing tag", 404, "manifest for h/r:t not found: manifest unknown: manifest unknown", .notFound),
        Failure(
            "dead registry",
            500,
            #"Get "http://127.0.0.1:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused"#,
            .registryUnreachable
        ),
        Failure(
            "no such registry",
            500,
            #"Get "https://h/v2/": dial tcp: lookup h: no such host"#,
            .registryUnreachable
        ),
        Failure(
            "credentials missing",
            500,
            #"Head "http://h/v2/r/manifests/t": no basic auth credentials"#,
            .unauthorized
        ),
        Failure("credentials wrong", 500, "unauthorized: authentication required", .unauthorized),
        Failure("bad reference", 400, "invalid reference format", .badRequest),
        Failure("a layer is missing", nil, "unknown blob", .registryFailure),
        // The same with the containerd image store.
        Failure("containerd: missing", 404, #"failed to resolve reference "h/r:t": h/r:t: not found"#, .notFound),
        Failure(
            "containerd: missing, in the stream",
            nil,
            #"failed to resolve reference "h/r:t": h/r:t: not found"#,
            .notFound
        ),
        Failure(
            "containerd: credentials missing",
            500,
            "pull access denied, repository does not exist or may require authorization: authorization failed: "
                + "no basic auth credentials",
            .unauthorized
        ),
        // Podman 4 and 5.
        Failure(
            "Podman 4: missing",
            nil,
            "initializing source docker://h/r:t: reading manifest t in h/r: manifest unknown",
            .notFound
        ),
        Failure("Podman 5: missing", 404, "manifest unknown: manifest unknown", .notFound),
        Failure(
            "Podman: dead registry",
            nil,
            "pinging container registry h: Get \"http://h/v2/\": dial tcp: i/o timeout",
            .registryUnreachable
        ),
        Failure(
            "Podman: unauthorized",
            nil,
            "reading manifest t in h/r: unauthorized: authentication required",
            .unauthorized
        ),
        // Docker Hub's words. A missing repository and a private one are the same to it, and 404 is the engine's word.
        Failure(
            "Docker Hub: no such repository",
            404,
            "pull access denied for r, repository does not exist or may require 'docker login': "
                + "denied: requested access to the resource is denied",
            .notFound
        ),
        Failure("denied", 500, "denied: requested access to the resource is denied", .unauthorized),
        Failure("403", 403, "forbidden", .unauthorized),
        Failure(
            "Docker Hub: rate limit",
            429,
            "toomanyrequests: You have reached your pull rate limit",
            .rateLimited,
            retryAfter: .seconds(7),
            headers: ["Retry-After: 7"]
        ),
        Failure(
            "rate limit as a 500",
            500,
            "toomanyrequests: You have reached your pull rate limit.",
            .rateLimited
        ),
        Failure(
            "GitHub's registry: rate limit",
            nil,
            "toomanyrequests: retry-after: 1.5s, allowed: 44000/minute",
            .rateLimited,
            retryAfter: .milliseconds(1500)
        ),
        Failure("registry fails", 500, "received unexpected HTTP status: 503 Service Unavailable", .network),
        Failure("registry fails, in the stream", nil, "received unexpected HTTP status: 502 Bad Gateway", .network),
        Failure("cut off", nil, "unexpected EOF", .network),
        Failure(
            "cut off in the head",
            500,
            #"Get "http://h/v2/": net/http: HTTP/1.x transport connection broken: malformed MIME header: missing colon"#,
            .network
        ),
        Failure(
            "cut off in the first line",
            500,
            #"Get "http://h/v2/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "H""#,
            .network
        ),
        // It may have been cut off, or be no JSON in the first place; the registry that serves such a thing serves it again.
        Failure("cut off in a manifest", 500, "unexpected end of JSON input", .registryFailure),
        Failure(
            "unknown authority",
            500,
            #"Get "https://h/v2/": x509: certificate signed by unknown authority"#,
            .tlsFailure
        ),
        Failure(
            "no TLS",
            500,
            #"Get "https://h/v2/": http: server gave HTTP response to HTTPS client"#,
            .tlsFailure
        ),
        Failure("the engine's own fault", 500, "database is locked", .serverError(status: 500)),
    ])
    func pullFailure(_ failure: Failure) async throws {
        let error = await engineError {
            _ = try await StubEngine.run { request, _ in
                request.path == "/v1.41/images/create" ? failure.answer : nil
            } _: { client, _ in
                try await client.pull(PullRequest(repository: "h/r", tag: "t"))
            }
        }
        #expect(error?.code == failure.code, "\(String(describing: error))")
        #expect(error?.retryAfter == failure.retryAfter)
        #expect(error?.request == "POST /images/create")
    }

    @Test func pullReadsProgressNullsAndTheEnd() async throws {
        let lines = [
            #"{"status":"Pulling from lab/base","id":"1"}"#,
            #"{"status":"Downloading","progressDetail":{"current":10,"total":20},"progress":"[=> ]","id":"abc"}"#,
            #"{"status":"Extracting","progressDetail":{},"id":"abc"}"#,
            #"{"status":"Pull complete","progressDetail":null,"id":null}"#, #"{"progressDetail":{"current":"?"}}"#,
            #"{"status":"Digest: sha256:d"}"#, #"{"status":"Status: Downloaded newer image for h/r:t"}"#,
        ]
        let heard = Records<TransferProgress>()
        let (result, request) = try await StubEngine.run { request, _ in
            request.path == "/v1.41/images/create" ? .chunked(lines.map { "\($0)\r\n" }) : nil
        } _: { client, stub in
            let result = try await client.pull(
                PullRequest(repository: "h/r", tag: "t", platform: "linux/arm64")
            ) { await heard.append($0) }
            return (result, stub.requests.last)
        }
        #expect(result == PullResult(digest: "sha256:d", status: "Downloaded newer image for h/r:t"))
        #expect(
            await heard.all.prefix(4) == [
                TransferProgress(id: "1", status: "Pulling from lab/base"),
                TransferProgress(id: "abc", status: "Downloading", current: 10, total: 20),
                TransferProgress(id: "abc", status: "Extracting"), TransferProgress(id: nil, status: "Pull complete"),
            ]
        )
        #expect(request?.query == ["fromImage": "h/r", "tag": "t", "platform": "linux/arm64"])
        #expect(request?.headers["x-registry-auth"] == "e30=")
    }

    struct PushCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let last: [String]
    }

    @Test(arguments: [
        PushCase(
            testDescription: "Docker: a record of its own",
            last: [
                #"{"status":"1: digest: sha256:d size: 527"}"#,
                #"{"progressDetail":{},"aux":{"Tag":"1","Digest":"sha256:d","Size":527}}"#,
            ]
        ),
        PushCase(
            testDescription: "containerd, Podman: in words",
            last: [#"{"status":"1: digest: sha256:d size: 527"}"#]
        ),
    ])
    func pushDigest(_ item: PushCase) async throws {
        let authorization = RegistryAuthorization(username: "u", password: "??>>~~", serverAddress: "h")
        let (result, request) = try await StubEngine.run { request, _ in
            request.path == "/v1.41/images/h/r/push" ? .chunked(item.last.map { "\($0)\r\n" }) : nil
        } _: { client, stub in
            (try await client.push("h/r", tag: "1", authorization: authorization), stub.requests.last)
        }
        #expect(result == PushResult(digest: "sha256:d"))
        let header = try #require(request?.headers["x-registry-auth"])
        // The URL alphabet, padded: any other form is silently no credentials to an engine.
        #expect(!header.contains("+") && !header.contains("/") && header.count % 4 == 0)
        let plain = header.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let json = Data(base64Encoded: plain).map { String(decoding: $0, as: UTF8.self) }
        #expect(json == #"{"password":"??>>~~","serveraddress":"h","username":"u"}"#)
    }

    @Test(
        "what there is to say of credentials is said where a registry refuses, and only there",
        arguments: [
            (401, "unauthorized: authentication required", true), (404, "manifest unknown: manifest unknown", false),
        ]
    )
    func shortfall(_ status: Int, _ message: String, _ isNamed: Bool) async throws {
        var authorization = RegistryAuthorization(anonymousAt: "h")
        authorization.shortfall = "the credential helper x is not installed"
        let request = PullRequest(repository: "h/r", tag: "t", authorization: authorization)
        let error = await engineError {
            try await StubEngine.run { request, _ in
                request.path == "/v1.41/images/create" ? .json(status, #"{"message":"\#(message)"}"#) : nil
            } _: { client, stub in
                _ = try await client.pull(request)
                #expect(stub.requests.last?.headers["x-registry-auth"] == "e30=")
            }
        }
        #expect(error?.message == message)
        let words = "the credential helper x is not installed; log in"
        #expect(error?.hint?.hasPrefix(words) == (isNamed ? true : nil))
    }

    @Test func authorizationsHideTheirSecrets() {
        let password = RegistryAuthorization(username: "user", password: "hunter2", serverAddress: "h:1")
        let token = RegistryAuthorization(identityToken: "tok3n", serverAddress: "h:1")
        let bearer = RegistryAuthorization(registryToken: "tok3n", serverAddress: "h:1")
        var dumped = ""
        dump([password, token, bearer], to: &dumped)
        for text in ["\(password)\(token)\(bearer)", String(reflecting: [password, token, bearer]), dumped] {
            #expect(!text.contains("hunter2") && !text.contains("tok3n") && !text.contains("user"), "\(text)")
        }
    }
}
