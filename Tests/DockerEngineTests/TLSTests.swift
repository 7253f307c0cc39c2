import Foundation
import Logging
import NIOSSL
import Testing

@testable import DockerEngine

/// TLS as docker sets it up: an authority, a certificate of the engine, one of the client.
@Suite(
    "TLS",
    .enabled(if: Tool.path("openssl") != nil, "no openssl to make certificates with"),
    .timeLimit(.minutes(10))
)
struct TLSTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var host = "localhost"
        var names = "DNS:localhost,IP:127.0.0.1"
        var authority: String? = "ca"
        var client: String? = "client"
        var verifies = true
        var code: EngineError.Code?
    }

    @Test(arguments: [
        Case(testDescription: "all as it should be"), Case(testDescription: "by address", host: "127.0.0.1"),
        Case(testDescription: "signed by another", authority: "other", code: .tlsFailure),
        Case(testDescription: "not known to the system", authority: nil, code: .tlsFailure),
        Case(testDescription: "not verified, by a context's wish", authority: nil, verifies: false),
        Case(testDescription: "no client certificate", client: nil, code: .tlsFailure),
        Case(testDescription: "client certificate of another authority", client: "stranger", code: .tlsFailure),
        Case(testDescription: "a file that is not there", authority: "none", code: .badConfiguration),
        Case(testDescription: "a name the certificate does not hold", names: "DNS:elsewhere", code: .tlsFailure),
        Case(
            testDescription: "an address the certificate does not hold",
            host: "127.0.0.1",
            names: "DNS:localhost",
            code: .tlsFailure
        ),
    ])
    func handshake(_ item: Case) async throws {
        defer { folder.remove() }
        for authority in ["ca", "other"] { try await makeAuthority(authority) }
        try await sign("server", by: "ca", names: item.names)
        try await sign("client", by: "ca", names: "DNS:client")
        try await sign("stranger", by: "other", names: "DNS:client")
        var server = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(folder.path("server.pem")).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: folder.path("server.key"), format: .pem))
        )
        server.trustRoots = .file(folder.path("ca.pem"))
        server.certificateVerification = .noHostnameVerification

        let settings = TLSSettings(
            authorityPath: item.authority.map { folder.path("\($0).pem") },
            certificatePath: item.client.map { folder.path("\($0).pem") },
            keyPath: item.client.map { folder.path("\($0).key") },
            verifies: item.verifies
        )
        let error = await engineError {
            try await StubEngine.runTLS(server) { port, _ in
                let endpoint = EngineEndpoint.tcp(host: item.host, port: port, tls: settings)
                let client = DockerClient(endpoint: endpoint, environment: [:], logger: Logger(label: "test"))
                let version = try await client.connect()
                #expect(version.version == "20.10.24")
            }
        }
        #expect(error?.code == item.code, "\(String(describing: error))")
    }

    private func makeAuthority(_ name: String) async throws {
        try await openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-keyout", folder.path("\(name).key"), "-out", folder.path("\(name).pem"),
        ])
    }

    private func sign(_ name: String, by authority: String, names: String) async throws {
        try await openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-CA", folder.path("\(authority).pem"), "-CAkey", folder.path("\(authority).key"),
            "-keyout", folder.path("\(name).key"), "-out", folder.path("\(name).pem"),
        ])
    }

    private func openssl(_ arguments: [String]) async throws {
        let result = try await Tool.run(["openssl"] + arguments)
        try #require(result.status == 0, "\(result.text)")
    }
}
