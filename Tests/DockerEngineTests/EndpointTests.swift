import Foundation
import Logging
import TestSupport
import Testing

@testable import DockerEngine

/// Which engine docker's environment and configuration name. The rules are the docker CLI's:
/// https://docs.docker.com/engine/manage-resources/contexts/ and https://docs.docker.com/reference/cli/docker/#environment-variables
@Suite("Endpoints", .timeLimit(.minutes(10)))
struct EndpointTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let environment: [String: String]
        let endpoint: EngineEndpoint
        var testDescription: String { environment.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ") }

        init(_ host: String, _ endpoint: EngineEndpoint) { self.init(["DOCKER_HOST": host], endpoint) }

        init(_ environment: [String: String], _ endpoint: EngineEndpoint) {
            self.environment = environment
            self.endpoint = endpoint
        }
    }

    static let system = TLSSettings(authorityPath: nil, certificatePath: nil, keyPath: nil)

    @Test(arguments: [
        Case([:], .unix(path: "/var/run/docker.sock")), Case("", .unix(path: "/var/run/docker.sock")),
        Case("unix:///run/user/1000/docker.sock", .unix(path: "/run/user/1000/docker.sock")),
        Case("unix:///with space", .unix(path: "/with space")),
        Case("tcp://build.example:2375", .tcp(host: "build.example", port: 2375, tls: nil)),
        Case("tcp://build.example", .tcp(host: "build.example", port: 2375, tls: nil)),
        Case("TCP://h:1/", .tcp(host: "h", port: 1, tls: nil)),
        Case("tcp://:99", .tcp(host: "localhost", port: 99, tls: nil)),
        Case("h:99", .tcp(host: "h", port: 99, tls: nil)), Case("http://h:99", .tcp(host: "h", port: 99, tls: nil)),
        Case("tcp://[::1]:99", .tcp(host: "::1", port: 99, tls: nil)),
        Case("https://h", .tcp(host: "h", port: 2376, tls: system)),
        Case(["DOCKER_HOST": "tcp://h", "DOCKER_TLS_VERIFY": ""], .tcp(host: "h", port: 2375, tls: nil)),
        // Blanks, as a shell's `export DOCKER_HOST=" …"` leaves them.
        Case("  tcp://h:1 \n", .tcp(host: "h", port: 1, tls: nil)), Case("  ", .unix(path: "/var/run/docker.sock")),
        // TLS without a look at whom it talks to, and no file needed.
        Case(
            ["DOCKER_HOST": "tcp://h", "DOCKER_TLS": "1", "DOCKER_CERT_PATH": "/none"],
            .tcp(
                host: "h",
                port: 2376,
                tls: TLSSettings(authorityPath: nil, certificatePath: nil, keyPath: nil, verifies: false)
            )
        ),
        Case(
            ["DOCKER_HOST": "unix:///s", "DOCKER_TLS_VERIFY": "1"],
            .unix(path: "/s")
        ),
        Case("ssh://h", .ssh(SSHTarget(host: "h"))),
        Case(
            "ssh://me@h:2222/run/d.sock",
            .ssh(SSHTarget(user: "me", host: "h", port: 2222, socketPath: "/run/d.sock"))
        ),
        // DOCKER_HOST beats a context.
        Case(["DOCKER_HOST": "unix:///s", "DOCKER_CONTEXT": "none"], .unix(path: "/s")),
        Case(["DOCKER_CONTEXT": "default"], .unix(path: "/var/run/docker.sock")),
    ])
    func addresses(_ item: Case) throws {
        let found = try DockerConfiguration(environment: item.environment).endpoint()
        #expect(found == item.endpoint)
    }

    @Test(arguments: [
        "unix://relative", "npipe:////./pipe/docker_engine", "fd://", "tcp://h:port", "tcp://h:0", "tcp://h:65536",
        "tcp://h:1/prefix", "tcp://user@h:1", "tcp://[::1", "tcp://[::1]x", "tcp://h h", "ssh://", "ssh://-oProxy=x",
        "ssh://-l@h", "ssh://me:secret@h", "tcp://me:secret@h",
    ])
    func badAddresses(_ host: String) {
        #expect {
            try DockerConfiguration(environment: ["DOCKER_HOST": host]).endpoint()
        } throws: { error in
            guard let error = error as? EngineError else { return false }
            return error.code == .badConfiguration && !error.description.contains("secret")
        }
    }

    @Test func descriptionsReadBack() throws {
        for text in ["unix:///a/b", "tcp://h:1", "tcp://[::1]:2", "ssh://h", "ssh://me@h:2/s"] {
            let endpoint = try DockerConfiguration(environment: ["DOCKER_HOST": text]).endpoint()
            #expect(endpoint.description == text)
        }
    }

    @Test func contexts() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let home = folder.root
        func meta(_ id: String, _ json: String) throws {
            try folder.write(".docker/contexts/meta/\(id)/meta.json", json)
        }
        try meta(
            "1a",
            #"{"Name":"local","Metadata":{},"Endpoints":{"docker":{"Host":"unix:///l","SkipTLSVerify":false}}}"#
        )
        try meta("2b", #"{"Name":"far","Endpoints":{"docker":{"Host":"tcp://far:9"}}}"#)
        try meta("3c", #"{"Name":"loose","Endpoints":{"docker":{"Host":"tcp://loose:9","SkipTLSVerify":true}}}"#)
        try meta("4d", #"{"Name":"kube","Endpoints":{"kubernetes":{"Host":"https://k"}}}"#)
        try meta("5e", "not json")
        try folder.write(".docker/contexts/tls/2b/docker/ca.pem", "x")
        try folder.write(".docker/contexts/tls/2b/docker/cert.pem", "x")
        try folder.write(".docker/contexts/tls/2b/docker/key.pem", "x")

        func resolve(_ environment: [String: String]) throws -> EngineEndpoint {
            try DockerConfiguration(environment: environment, homeFolder: home).endpoint()
        }
        #expect(try resolve([:]) == .standard)
        #expect(try resolve(["DOCKER_CONTEXT": "local"]) == .unix(path: "/l"))
        let files = "\(home)/.docker/contexts/tls/2b/docker"
        let far = TLSSettings(
            authorityPath: "\(files)/ca.pem",
            certificatePath: "\(files)/cert.pem",
            keyPath: "\(files)/key.pem"
        )
        #expect(try resolve(["DOCKER_CONTEXT": "far"]) == .tcp(host: "far", port: 9, tls: far))
        let loose = TLSSettings(authorityPath: nil, certificatePath: nil, keyPath: nil, verifies: false)
        #expect(try resolve(["DOCKER_CONTEXT": "loose"]) == .tcp(host: "loose", port: 9, tls: loose))
        for (name, message) in [
            ("kube", "the docker context 'kube' names no engine"), ("none", "there is no docker context 'none'"),
        ] {
            #expect { try resolve(["DOCKER_CONTEXT": name]) } throws: { ($0 as? EngineError)?.message == message }
        }

        try folder.write(".docker/config.json", #"{"auths":{},"currentContext":"local"}"#)
        #expect(try resolve([:]) == .unix(path: "/l"))
        #expect(try resolve(["DOCKER_HOST": "unix:///h"]) == .unix(path: "/h"))
        #expect(try resolve(["DOCKER_CONFIG": "/nonexistent"]) == .standard)
        try folder.write(".docker/config.json", #"{"currentContext":null,"auths":null}"#)
        #expect(try resolve([:]) == .standard)
        try folder.write(".docker/config.json", "{ broken")
        // As docker does, which warns of it: see CredentialTests.
        #expect(try resolve([:]) == .standard)
    }

    @Test func certificatesAreThoseOfDockerCertPath() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("certs/ca.pem", "x")
        let found = try DockerConfiguration(environment: [
            "DOCKER_HOST": "tcp://h", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": folder.path("certs"),
        ]).endpoint()
        let tls = TLSSettings(authorityPath: folder.path("certs/ca.pem"), certificatePath: nil, keyPath: nil)
        #expect(found == .tcp(host: "h", port: 2376, tls: tls))
    }

    struct Missing: Sendable, CustomTestStringConvertible {
        let present: [String]
        let missing: String
        var variable = "DOCKER_TLS_VERIFY"
        var testDescription: String { "\(variable), \(missing)" }
    }

    @Test(
        "A certificate that is asked for and not there is an error that names it, not trust in others",
        arguments: [
            Missing(present: [], missing: "ca.pem"), Missing(present: ["cert.pem", "key.pem"], missing: "ca.pem"),
            Missing(present: ["ca.pem", "cert.pem"], missing: "key.pem"),
            Missing(present: ["ca.pem", "key.pem"], missing: "cert.pem"),
            Missing(present: ["cert.pem"], missing: "key.pem", variable: "DOCKER_TLS"),
        ]
    )
    func missingCertificates(_ item: Missing) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for name in item.present { try folder.write("certs/\(name)", "x") }
        var environment = [item.variable: "0", "DOCKER_CERT_PATH": folder.path("certs")]
        for host in ["tcp://h", "https://h"] {
            environment["DOCKER_HOST"] = host
            let configuration = DockerConfiguration(environment: environment)
            let error = #expect(throws: EngineError.self) { try configuration.endpoint() }
            #expect(error?.code == .badConfiguration)
            #expect(
                error?.message == "there is no \(folder.path("certs/\(item.missing)")), which TLS to the engine takes"
            )
        }
        // A socket takes none of it.
        environment["DOCKER_HOST"] = "unix:///s"
        #expect(try DockerConfiguration(environment: environment).endpoint() == .unix(path: "/s"))
    }

    @Test func sshCommands() {
        #expect(
            SSHTarget(host: "h").arguments == [
                "-o", "ConnectTimeout=30", "-T", "--", "h", "docker", "system", "dial-stdio",
            ]
        )
        #expect(
            SSHTarget(user: "me", host: "h", port: 22, socketPath: "/s").arguments == [
                "-o", "ConnectTimeout=30", "-T", "-l", "me", "-p", "22", "--", "h", "docker", "--host",
                "unix:///s",
                "system", "dial-stdio",
            ]
        )
    }

    @Test("An engine that is not there is one clear line")
    func unreachable() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("plain", "no socket")
        let long = "/" + String(repeating: "x", count: 200)
        let cases: [(EngineEndpoint, EngineError.Code, String)] = [
            (.unix(path: folder.path("none")), .unreachable, "no such socket"),
            (.unix(path: folder.path("plain")), .unreachable, "Connection refused"),
            (.unix(path: long), .badConfiguration, "too long"),
            (.tcp(host: "127.0.0.1", port: 9, tls: nil), .unreachable, "Connection refused"),
            (.tcp(host: "name.invalid", port: 9, tls: nil), .unreachable, "name.invalid"),
        ]
        for (endpoint, code, words) in cases {
            let client = DockerClient(endpoint: endpoint, environment: [:], logger: Logger(label: "test"))
            let error = await engineError { try await client.connect() }
            #expect(error?.code == code)
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
            #expect(error?.description.contains("\n") == false)
            #expect(error?.endpoint == endpoint.description)
        }
    }
}
