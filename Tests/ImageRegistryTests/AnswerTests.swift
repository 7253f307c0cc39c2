import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

/// What registries answer for what is missing, refused or too much, and what that means.
@Suite("Answers of registries", .timeLimit(.minutes(2)))
struct AnswerTests {
    private typealias Registry = TestRegistry

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var registry = ""
        var status: Int
        var body: String
        var type = "application/json"
        var headers: [(String, String)] = []
        var code: RegistryError.Code
        var message: String
        var hint: String?

        /// Registry, status, body, what it means, what is said.
        init(
            _ name: String,
            _ status: Int,
            _ body: String,
            _ code: RegistryError.Code,
            _ message: String,
            hint: String? = nil,
            type: String = "application/json",
            headers: [(String, String)] = []
        ) {
            testDescription = "\(name): \(status)"
            registry = name
            self.status = status
            self.body = body
            self.code = code
            self.message = message
            self.hint = hint
            self.type = type
            self.headers = headers
        }
    }

    private static func errors(_ code: String, _ message: String, _ more: String = "") -> String {
        #"{"errors":[{"code":"\#(code)","message":"\#(message)"\#(more)}]}"#
    }

    private static let rows = [
        // Docker Hub, https://docs.docker.com/docker-hub/usage/pulls/: a tag that is not there in a public repository.
        Row(
            "Docker Hub",
            404,
            errors("MANIFEST_UNKNOWN", "manifest unknown", #","detail":{"Tag":"nope"}"#),
            .notFound,
            "MANIFEST_UNKNOWN: manifest unknown"
        ),
        Row(
            "Docker Hub",
            429,
            errors("TOOMANYREQUESTS", "You have reached your pull rate limit."),
            .rateLimited(nil),
            "TOOMANYREQUESTS: You have reached your pull rate limit."
        ),
        Row(
            "GHCR",
            404,
            errors("MANIFEST_UNKNOWN", "manifest unknown"),
            .notFound,
            "MANIFEST_UNKNOWN: manifest unknown"
        ),
        Row(
            "GHCR",
            403,
            errors("DENIED", "requested access to the resource is denied"),
            .denied,
            "DENIED: requested access to the resource is denied",
            hint: "docker login HOST"
        ),
        Row(
            "GHCR",
            429,
            errors("TOOMANYREQUESTS", "retry-after: 1m30s, allowed: 44000/minute"),
            .rateLimited(.seconds(90)),
            "TOOMANYREQUESTS: retry-after: 1m30s, allowed: 44000/minute"
        ),
        Row(
            "ECR",
            404,
            errors("NAME_UNKNOWN", "The repository with name 'x' does not exist in the registry with id '1'"),
            .notFound,
            "NAME_UNKNOWN: The repository with name 'x' does not exist in the registry with id '1'"
        ),
        Row(
            "ECR",
            403,
            errors("DENIED", "Your authorization token has expired. Reauthenticate and try again."),
            .denied,
            "DENIED: Your authorization token has expired. Reauthenticate and try again.",
            hint: "docker login HOST"
        ),
        Row(
            "ECR",
            429,
            errors("TOOMANYREQUESTS", "Rate exceeded"),
            .rateLimited(nil),
            "TOOMANYREQUESTS: Rate exceeded"
        ),
        Row(
            "Quay",
            404,
            errors("MANIFEST_UNKNOWN", "manifest unknown", #","detail":{}"#),
            .notFound,
            "MANIFEST_UNKNOWN: manifest unknown"
        ),
        Row(
            "Quay",
            502,
            "<html>bad</html>",
            .failing(status: 502),
            "status 502 Bad Gateway",
            type: "text/html"
        ),
        Row(
            "Harbor",
            404,
            errors("NOT_FOUND", "artifact lab/x:1 not found"),
            .notFound,
            "NOT_FOUND: artifact lab/x:1 not found"
        ),
        Row(
            "Harbor",
            412,
            errors("PROJECTPOLICYVIOLATION", "current image with 5 vulnerabilities cannot be pulled"),
            .refused(status: 412),
            "PROJECTPOLICYVIOLATION: current image with 5 vulnerabilities cannot be pulled"
        ),
        Row(
            "Artifactory",
            404,
            errors("MANIFEST_UNKNOWN", "The named manifest is not known to the registry."),
            .notFound,
            "MANIFEST_UNKNOWN: The named manifest is not known to the registry."
        ),
        Row(
            "Artifactory",
            404,
            "<!doctype html><title>HTTP Status 404</title>",
            .malformed,
            "status 404 Not Found",
            type: "text/html;charset=utf-8"
        ),
        Row(
            "distribution",
            503,
            "no storage",
            .failing(status: 503),
            "status 503 Service Unavailable: no storage",
            type: "text/plain",
            headers: [("Retry-After", "0")]
        ),
        Row(
            "a proxy",
            429,
            "slow down",
            .rateLimited(.seconds(120)),
            "status 429 Too Many Requests: slow down",
            type: "text/plain",
            headers: [("Retry-After", "120")]
        ),
        Row(
            "a proxy, by date",
            429,
            "",
            .rateLimited(.seconds(60)),
            "status 429 Too Many Requests",
            type: "text/plain",
            headers: [
                ("Date", "Wed, 21 Oct 2026 07:28:00 GMT"), ("Retry-After", "Wed, 21 Oct 2026 07:29:00 GMT"),
            ]
        ),
        Row("a proxy", 407, "", .refused(status: 407), "status 407 Proxy Authentication Required", type: "text/plain"),
    ]

    @Test("Of a manifest", arguments: rows)
    func manifest(_ row: Row) async throws {
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : .json(row.status, row.body, type: row.type, headers: row.headers)
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let error = try await failure { try await client.manifest(Registry.reference(stub)) }
                #expect(error.code == row.code)
                #expect(error.message == row.message)
                #expect(error.hint == row.hint?.replacingOccurrences(of: "HOST", with: stub.address))
                #expect(error.description.hasPrefix("\(stub.address)/lab/base:1: \(row.message)"))
                #expect(error.errorDescription == error.description)
            }
        }
    }

    @Test("Docker Hub refuses what is private and what is not there in the same way", arguments: [true, false])
    func dockerHub(hasLogin: Bool) async throws {
        try await StubServer.run { _, _ in
            .json(#"{"token":"T"}"#)
        } _: { tokens in
            let realm = #"Bearer realm="http://\#(tokens.address)/token",service="registry.docker.io""#
            try await StubServer.run { _, _ in
                Registry.errors(401, "UNAUTHORIZED", "authentication required", headers: [("WWW-Authenticate", realm)])
            } _: { stub in
                var options = Registry.options(stub)
                options.interfaces = ["docker.io": stub.address]
                let client = Registry.client(options) { key in
                    #expect(key == "https://index.docker.io/v1/")
                    return hasLogin ? .password(username: "me", password: "p") : nil
                }
                try await Registry.with(client) { client in
                    let reference = RegistryReference(registry: "index.docker.io", repository: "nginx", tag: "nope")
                    let error = try await failure { try await client.head(reference) }
                    #expect(error.code == .notFound)
                    #expect(error.reference?.description == "docker.io/library/nginx:nope")
                    let hint =
                        hasLogin
                        ? "it does not exist, or this login may not see it"
                        : "it does not exist, or is private: docker login"
                    #expect(error.hint == hint)
                    #expect(stub.lines.last == "HEAD /v2/library/nginx/manifests/nope")
                    // Who would write has been told that it may not.
                    let push = try await failure {
                        try await client.mount(.init(of: []), from: reference, to: reference)
                    }
                    #expect(push.code == (hasLogin ? .denied : .unauthorized))
                    #expect(push.hint?.hasSuffix("docker login") == true)
                }
            }
        }
    }

    @Test("What a registry says cannot act on a screen, and has an end")
    func harmless() async throws {
        let long = String(repeating: "word ", count: 1_000)
        let body = #"{"errors":[{"code":"DENIED","message":"a\u001b[31m\nb\u202e \#(long)"}]}"#
        try await StubServer.run { request, _ in
            request.path == "/v2/" ? .json("{}") : .json(403, body)
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                let error = try await failure { try await client.manifest(Registry.reference(stub)) }
                #expect(error.message.hasPrefix("DENIED: a [31m b\\u{202e} word word"))
                #expect(error.message.count <= 301)
            }
        }
    }
}
