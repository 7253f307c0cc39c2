import Basics
import Testing

@testable import DockerEngine

/// What engines say of registries, and what that means: how a message is judged, one row a rule.
@Suite("Failures of registries")
struct RegistryFailureTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// Whose words they are: the engine, and the registry where it matters.
        let seen: String
        /// `nil` for an error within a stream.
        let status: Int?
        let message: String
        let repository: String
        let failure: RegistryFailure?

        init(
            _ seen: String,
            _ status: Int?,
            _ message: String,
            _ failure: RegistryFailure?,
            of repository: String = "h:5/x/y"
        ) {
            self.seen = seen
            self.status = status
            self.message = message
            self.repository = repository
            self.failure = failure
        }

        var testDescription: String { "\(seen): \(message)" }
    }

    private func failure(_ row: Row) -> RegistryFailure? {
        RegistryFailure(
            RegistryMessage(row.message, about: row.repository),
            engineStatus: row.status,
            isDockerHub: DockerHub.registry(ofRepository: row.repository) == DockerHub.name
        )
    }

    @Test(
        "It is there, or it is not",
        arguments: [
            Row("Docker 28, a registry by the specification", 404, "manifest unknown", .notFound),
            Row("Docker 20.10, the same", 500, "name unknown", .notFound),
            Row("Docker 20.10, Harbor", 500, "unknown: artifact x/y:1 not found", .notFound),
            Row("Docker 28, Harbor", 500, "unknown: repository x/y not found", .notFound),
            Row("Podman 4, Harbor", nil, "reading manifest 1 in h:5/x/y: unknown: artifact x/y:1 not found", .notFound),
            Row(
                "Docker 28, containerd",
                nil,
                #"failed to resolve reference "h:5/x/y:1": h:5/x/y:1: not found"#,
                .notFound
            ),
            Row("Docker 20.10", 404, "manifest for h:5/x/y:1 not found: manifest unknown: no such thing", .notFound),
            Row("Docker 28", 200, "no matching manifest for linux/s390x in the manifest list entries", .otherPlatforms),
            Row("Docker 28, containerd", 404, "no match for platform in manifest: not found", .otherPlatforms),
            Row(
                "Podman 5",
                500,
                "no image found in image index for architecture \"s390x\", variant \"\", OS linux",
                .otherPlatforms
            ),
            // The image is there, and what it is made of is not.
            Row("Docker 20.10", nil, "unknown blob", .unusable),
            Row(
                "Docker 28, containerd",
                nil,
                "could not fetch content descriptor sha256:1 (a/b) from remote: not found",
                .unusable
            ),
            Row(
                "Podman 4",
                nil,
                "reading blob sha256:1: Error fetching blob: invalid status code from registry 404 (Not Found)",
                .unusable
            ),
            Row("Docker 28, containerd", nil, "unexpected media type a/b for sha256:1: not found", .unusable),
            // A 404 that is no registry's.
            Row(
                "Docker 20.10, a proxy",
                500,
                #"error parsing HTTP 404 response body: invalid character '<': "<html>404 Not Found""#,
                .unusable
            ),
            Row("Docker 28, a web server", 500, "unknown: 404 page not found", .unusable),
            Row(
                "Docker 28, a proxy",
                500,
                "unknown: <html><head><title>404 Not Found</title></head></html>",
                .unusable
            ),
            Row(
                "Podman 4, a proxy",
                nil,
                "reading manifest 1 in h:5/x/y: StatusCode: 404, <html>repository not found",
                .unusable
            ),
        ]
    )
    func presence(_ row: Row) { #expect(failure(row) == row.failure) }

    @Test(
        "It is refused, or Docker Hub does not say",
        arguments: [
            Row(
                "Docker 28, Docker Hub",
                404,
                "pull access denied for x/y, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
                .notFound,
                of: "x/y"
            ),
            Row(
                "Docker 28, containerd, Docker Hub",
                404,
                "pull access denied for x/y, repository does not exist or may require 'docker login'",
                .notFound,
                of: "x/y"
            ),
            Row(
                "containerd, Docker Hub",
                500,
                "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
                .notFound,
                of: "docker.io/x/y"
            ),
            Row(
                "containerd, another registry",
                500,
                "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
                .denied
            ),
            Row(
                "Podman 4, Docker Hub",
                nil,
                "reading manifest 1 in docker.io/x/y: errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n",
                .notFound,
                of: "docker.io/x/y"
            ),
            Row(
                "Podman 5, Docker Hub",
                500,
                "reading manifest 1 in docker.io/x/y: requested access to the resource is denied",
                .notFound,
                of: "docker.io/x/y"
            ),
            Row(
                "Podman 4, another registry",
                nil,
                "reading manifest 1 in h:5/x/y: denied: requested access to the resource is denied",
                .denied
            ),
            Row("a push, Docker Hub", nil, "denied: requested access to the resource is denied", .denied, of: "x/y"),
            Row(
                "Docker 28, a cloud's registry",
                404,
                "pull access denied for h:5/x/y, repository does not exist or may require 'docker login': denied: Your authorization token has expired. Reauthenticate and try again.",
                .denied
            ),
            Row(
                "Docker 20.10, GitLab",
                404,
                "pull access denied for h:5/x/y, repository does not exist or may require 'docker login': denied: access forbidden",
                .denied
            ),
            Row(
                "Docker 28, a proxy",
                404,
                "pull access denied for h:5/x/y, …: denied: <html><title>403 Forbidden</title>not found</html>",
                .denied
            ),
            Row(
                "Docker 20.10, a proxy",
                500,
                #"error parsing HTTP 403 response body: invalid character '<': "<html>""#,
                .denied
            ),
            Row(
                "Docker 20.10, a plan without this",
                500,
                #"error parsing HTTP 402 response body: unexpected end of JSON input: """#,
                .denied
            ),
            Row(
                "Docker 28, the same as a page",
                500,
                "unknown: <html><title>402 Payment Required</title></html>",
                .denied
            ),
            Row("Docker 28, Artifactory", 500, "unknown: Forbidden", .denied),
            Row(
                "Docker 28, containerd",
                500,
                "unknown: failed to resolve reference \"h\": unexpected status from HEAD request to https://h:5/v2/x/y/manifests/1: 401 Unauthorized",
                .denied
            ),
            Row("Docker 28", 401, "authentication required - incorrect username or password", .denied),
            Row("Docker 20.10", 500, #"Head "https://h:5/v2/x/y/manifests/1": no basic auth credentials"#, .denied),
            // The server that gives tokens: its 404 is not the image's.
            Row(
                "Docker 28, containerd",
                500,
                "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to http://h/token?scope=a: 404 Not Found",
                .denied
            ),
            Row("Docker 28, containerd", 500, "error from registry: not found", .denied),
            Row("Podman 4", nil, "requesting bearer token: invalid status code from registry 404 (Not Found)", .denied),
        ]
    )
    func refusal(_ row: Row) { #expect(failure(row) == row.failure) }

    @Test(
        "It may pass",
        arguments: [
            Row("Docker 28", 429, "toomanyrequests: slow down", .rateLimited),
            Row(
                "Docker 20.10, no JSON",
                500,
                #"error parsing HTTP 429 response body: invalid character 's': "slow down\n""#,
                .rateLimited
            ),
            Row(
                "containerd, the token server",
                500,
                "failed to fetch oauth token: unexpected status from POST request to https://h/token: 429 Too Many Requests",
                .rateLimited
            ),
            Row(
                "Podman 4",
                nil,
                "requesting bearer token: invalid status code from registry 429 (Too Many Requests)",
                .rateLimited
            ),
            Row(
                "Docker 20.10, words of the server's own",
                500,
                "received unexpected HTTP status: 503 Out to Lunch",
                .passing
            ),
            Row("Docker 28, Cloudflare", 500, "received unexpected HTTP status: 520  ", .passing),
            Row(
                "Docker 28, no JSON",
                500,
                #"error parsing HTTP 504 response body: unexpected end of JSON input: """#,
                .passing
            ),
            Row(
                "containerd, the token server",
                500,
                "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to http://h/t: 500 Internal Server Error",
                .passing
            ),
            Row(
                "containerd, a layer",
                nil,
                "failed to copy: httpReadSeeker: failed open: unexpected status code https://h/v2/x/y/blobs/sha256:1: 502 Bad Gateway",
                .passing
            ),
            Row("Docker 28, a layer", nil, "filesystem layer verification failed for digest sha256:1", .passing),
            Row("Docker 20.10, a layer cut off", nil, "expected HTTP 206 from byte range request", .passing),
            Row(
                "containerd, a layer",
                nil,
                "failed commit on ref \"layer-sha256:1\": unexpected commit digest sha256:2, expected sha256:1: failed precondition",
                .passing
            ),
            Row(
                "Docker 28, HTTP/2",
                500,
                "http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=NO_ERROR, debug=\"\"",
                .passing
            ),
            Row("Docker 28, HTTP/2", nil, "stream error: stream ID 5; INTERNAL_ERROR; received from peer", .passing),
            Row("Docker 28, HTTP/2", nil, "http2: client connection lost", .passing),
            Row("Go", 500, #"Get "https://h:5/v2/": net/http: TLS handshake timeout"#, .unreachable),
            Row("Go", 500, "dial tcp: lookup h on 127.0.0.11:53: server misbehaving", .unreachable),
            Row("Go", 500, #"Get "https://h:5/v2/": dial tcp 10.0.0.1:5: i/o timeout"#, .unreachable),
            Row("Go", nil, "read tcp 10.0.0.2:1->10.0.0.1:5: i/o timeout", .passing),
            Row(
                "containerd, the token server",
                500,
                #"failed to authorize: failed to fetch anonymous token: Get "http://t/": dial tcp: lookup t: no such host"#,
                .passing
            ),
            Row(
                "Go",
                500,
                "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
                .unreachable
            ),
            Row("Go", nil, "local error: tls: bad record MAC", .passing), Row("Go", nil, "unexpected EOF", .passing),
            Row("a registry without a better code", 500, "unknown: internal error, please try again", .passing),
        ]
    )
    func passing(_ row: Row) { #expect(failure(row) == row.failure) }

    @Test(
        "It does not pass",
        arguments: [
            Row(
                "Go",
                500,
                #"Get "https://h:5/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid"#,
                .untrusted
            ),
            Row("Go", 500, #"Get "https://h:5/v2/": http: server gave HTTP response to HTTPS client"#, .untrusted),
            Row("Go", 500, #"Get "https://h:5/v2/": remote error: tls: handshake failure"#, .untrusted),
            Row("Docker 20.10", 500, "name invalid", .unusable),
            Row(
                "Docker 28, Harbor",
                500,
                "unknown: current image with 5 vulnerabilities cannot be pulled due to configured policy",
                .unusable
            ),
            Row(
                "containerd, Harbor",
                500,
                "unexpected status from HEAD request to http://h/v2/x: 412 Precondition Failed",
                .unusable
            ),
            Row("Docker 20.10", 500, "missing signature key", .unusable),
            Row("Podman 4", nil, "no FSLayers in manifest", .unusable),
            // Nothing of a registry.
            Row("Docker 28", 500, "database is locked", nil), Row("Docker 28", 400, "invalid reference format", nil),
        ]
    )
    func lasting(_ row: Row) { #expect(failure(row) == row.failure) }

    @Test(
        "A repository's name decides nothing",
        arguments: [
            "certificate-manager", "denied", "unauthorized", "toomanyrequests", "eof", "manifest-unknown", "x509",
            "timeout", "status-503",
        ]
    )
    func names(_ name: String) {
        for repository in [name, "lab/\(name)", "\(name)/lab", "\(name).example:5000/lab/\(name)"] {
            let messages: [(Int?, String, RegistryFailure?)] = [
                (500, "Head \"https://h/v2/\(repository)/manifests/1\": connection reset by peer", .passing),
                (500, "unknown: repository \(repository) not found", .notFound),
                (404, "manifest for \(repository):1 not found: manifest unknown: manifest unknown", .notFound),
                (nil, "reading manifest 1 in \(repository): no FSLayers in manifest", .unusable),
                (500, "\(repository): database is locked", nil),
                (500, "'\(repository)' and \"\(repository)\" are locked", nil),
            ]
            for (status, message, expected) in messages {
                #expect(failure(Row("any", status, message, expected, of: repository)) == expected, "\(message)")
            }
        }
    }

    @Test("A page's text decides nothing")
    func pages() {
        let row = Row(
            "a proxy",
            500,
            "unknown: <HTML><body>denied: toomanyrequests, certificate timeout</body>",
            .unusable
        )
        #expect(failure(row) == .unusable)
    }
}
