import Foundation
import ImageRegistry
import Logging
import NIOConcurrencyHelpers
import NIOHTTP1
import NIOSSL
import TestSupport
import Testing

/// What stands between a registry and us: proxies, certificates, and what is said of it.
@Suite("Connections", .timeLimit(.minutes(2)))
struct ConnectionTests {
    private typealias Registry = TestRegistry

    private static let hasTool = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")
    private static let login = RegistryLogin.password(username: "me", password: "s3cret")

    @Test("Registries are reached through the proxy of the environment, but for those that it leaves out")
    func proxy() async throws {
        try await StubServer.run { _, _ in
            .whole(407)
        } _: { proxy in
            try await StubServer.run { _, _ in
                Registry.answer(Registry.image())
            } _: { stub in
                var options = Registry.options(stub)
                options.retries = .none
                options.plainRegistries.insert("plain.example")
                options.environment = ["http_proxy": "http://u:p@\(proxy.address)", "HTTPS_PROXY": proxy.address]
                try await Registry.with(Registry.client(options)) { client in
                    for host in ["plain.example", "tls.example:5000"] {
                        let reference = RegistryReference(registry: host, repository: "lab/base", tag: "1")
                        let error = try await failure { try await client.head(reference) }
                        #expect(error.code == .unreachable)
                        #expect(error.message == "the proxy wants credentials")
                    }
                    // This machine is never reached through one.
                    _ = try await client.head(Registry.reference(stub))
                }
                #expect(proxy.lines == ["CONNECT plain.example:80", "CONNECT tls.example:5000"])
                #expect(proxy.requests.map { $0.headers["Proxy-Authorization"] } == [["Basic dTpw"], []])
            }
        }
    }

    @Test("What a registry still allows is told to the log")
    func rateLimit() async throws {
        let answer = ServedAnswer.json(
            200,
            Registry.image(),
            type: Registry.manifest,
            headers: [("ratelimit-limit", "100;w=21600"), ("ratelimit-remaining", "7;w=21600")]
        )
        try await StubServer.run { _, _ in
            answer
        } _: { stub in
            let lines = RecordedLines()
            var logger = Logger(label: "test") { _ in lines }
            logger.logLevel = .trace
            try await Registry.with(RegistryClient(options: Registry.options(stub), logger: logger)) { client in
                _ = try await client.manifest(Registry.reference(stub))
            }
            #expect(lines.all.contains("debug: a registry counts requests host=\(stub.address) remaining=7;w=21600"))
        }
    }

    @Test("A client that nobody shuts down goes without harm")
    func dropped() async throws {
        try await StubServer.run { _, _ in
            Registry.answer(Registry.image())
        } _: { stub in
            let client = Registry.client(Registry.options(stub))
            let head = try await client.head(Registry.reference(stub))
            #expect(head.size > 0)
        }
    }

    // MARK: - TLS

    /// A server of TLS on this machine, whose certificate its own key has signed.
    private static func runTLS(
        wantsCertificate: Bool = false,
        _ answers: @escaping StubServer.Answers,
        _ body: @escaping @Sendable (StubServer, TemporaryFolder) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let key = folder.path("key.pem")
            let certificate = folder.path("cert.pem")
            try await Program.output(
                [
                    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days",
                    "2", "-subj", "/CN=test", "-keyout", key, "-out", certificate,
                ],
                in: "/"
            )
            let own = try NIOSSLCertificate.fromPEMFile(certificate)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: own.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            )
            if wantsCertificate {
                configuration.certificateVerification = .noHostnameVerification
                configuration.trustRoots = .certificates(own)
            }
            try await StubServer.run(tls: configuration, answers) { try await body($0, folder) }
        }
    }

    @Test("No password goes to a token server without TLS, unless the registry has none either", .enabled(if: hasTool))
    func plainRealm() async throws {
        try await StubServer.run { _, _ in
            .json(#"{"token":"T"}"#)
        } _: { tokens in
            let realm = ("WWW-Authenticate", #"Bearer realm="http://\#(tokens.address)/t",service="S""#)
            try await Self.runTLS { request, _ in
                request.authorization == nil
                    ? Registry.errors(401, "UNAUTHORIZED", headers: [realm]) : Registry.answer(Registry.image())
            } _: { stub, _ in
                var options = Registry.options(stub)
                options.plainRegistries = []
                try await Registry.with(Registry.client(options, login: { _ in Self.login })) { client in
                    let error = try await failure { try await client.head(Registry.reference(stub)) }
                    #expect(error.code == .notTrusted)
                    #expect(error.message == "it wants the login to be sent to \(tokens.address) without TLS")
                    #expect(tokens.requests.isEmpty)
                }
                // Anonymously there is nothing to be lost.
                try await Registry.with(Registry.client(options)) { client in
                    let head = try await client.head(Registry.reference(stub))
                    #expect(head.size > 0)
                }
            }
        }
    }

    @Test(
        "A client's certificate is taken from docker's folder for the registry",
        .enabled(if: hasTool),
        arguments: [true, false]
    )
    func clientCertificate(isThere: Bool) async throws {
        try await Self.runTLS(wantsCertificate: true) { _, _ in
            Registry.answer(Registry.image())
        } _: { stub, folder in
            var options = Registry.options(stub)
            options.plainRegistries = []
            options.certificateFolders = [folder.path("none"), folder.path("certs.d")]
            if isThere {
                try folder.write("certs.d/\(stub.address)/client.cert", try folder.read("cert.pem"))
                try folder.write("certs.d/\(stub.address)/client.key", try folder.read("key.pem"))
            }
            try await Registry.with(Registry.client(options)) { client in
                if isThere {
                    let head = try await client.head(Registry.reference(stub))
                    #expect(head.size > 0)
                } else {
                    let error = try await failure { try await client.head(Registry.reference(stub)) }
                    #expect(error.code == .notTrusted)
                    #expect(error.message == "it wants a client certificate")
                    #expect(stub.requests.isEmpty)
                }
            }
        }
    }

    @Test("Files in docker's folder that cannot be used are named", .enabled(if: hasTool))
    func badCertificates() async throws {
        try await Self.runTLS { _, _ in
            Registry.answer(Registry.image())
        } _: { stub, folder in
            for (name, words) in [("ca.crt", "no certificate in PEM"), ("a.cert", "no certificate in PEM")] {
                let certificates = folder.path("certs-\(name)")
                try folder.write("certs-\(name)/\(stub.address)/\(name)", "nothing")
                var options = Registry.options(stub)
                options.plainRegistries = []
                options.insecureRegistries = []
                options.certificateFolders = [certificates]
                try await Registry.with(Registry.client(options)) { client in
                    let error = try await failure { try await client.head(Registry.reference(stub)) }
                    #expect(error.code == .invalid)
                    #expect(error.message.contains("\(certificates)/\(stub.address)/\(name) holds \(words)"))
                }
            }
        }
    }
}

/// A log that keeps its lines.
private struct RecordedLines: LogHandler {
    private let lines = NIOLockedValueBox<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var all: [String] { lines.withLockedValue { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let more = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        lines.withLockedValue { $0.append("\(event.level): \(event.message)\(more)") }
    }
}
