import Foundation
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import TestSupport
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
        /// Of the engine's certificate, in days from now.
        var days = 2
        /// The clock that messages go by; `nil`: the system's.
        var now: Int64?
        var code: EngineError.Code?
        /// What the message holds; `FOLDER` stands for that of the certificates.
        var words = ""
    }

    @Test(arguments: [
        Case(testDescription: "all as it should be"), Case(testDescription: "by address", host: "127.0.0.1"),
        Case(
            testDescription: "signed by another",
            authority: "other",
            code: .tlsFailure,
            words: "failed: its certificate is signed by an unknown issuer, not by FOLDER/other.pem"
        ),
        Case(
            testDescription: "not known to the system",
            authority: nil,
            code: .tlsFailure,
            words: "failed: its certificate is signed by an issuer that is unknown to this system"
        ),
        Case(testDescription: "expired", days: -1, code: .tlsFailure, words: "failed: its certificate expired on 20"),
        Case(
            testDescription: "not valid yet, by a clock that is wrong",
            authority: "other",
            now: 0,
            code: .tlsFailure,
            words: "failed: its certificate is not valid before 20"
        ),
        Case(testDescription: "not verified, by a context's wish", authority: nil, verifies: false),
        Case(testDescription: "expired, and not verified", authority: nil, verifies: false, days: -1),
        Case(
            testDescription: "no client certificate",
            client: nil,
            code: .tlsFailure,
            words: "failed: it wants a client certificate, and got none"
        ),
        Case(
            testDescription: "client certificate of another authority",
            client: "stranger",
            code: .tlsFailure,
            words: "failed: it refuses our client certificate"
        ),
        Case(
            testDescription: "a file that is not there",
            authority: "none",
            code: .badConfiguration,
            words: "FOLDER/none.pem holds no certificate in PEM that can be read"
        ),
        Case(
            testDescription: "a file of something else",
            client: "garbage",
            code: .badConfiguration,
            words: "FOLDER/garbage.pem holds no certificate in PEM that can be read"
        ),
        Case(
            testDescription: "the key of another certificate",
            client: "mixed",
            code: .badConfiguration,
            words: "FOLDER/mixed.pem and FOLDER/mixed.key do not belong together"
        ),
        Case(
            testDescription: "a name the certificate does not hold",
            names: "DNS:elsewhere",
            code: .tlsFailure,
            words: "failed: its certificate is for another name than 'localhost'"
        ),
        Case(
            testDescription: "an address the certificate does not hold",
            host: "127.0.0.1",
            names: "DNS:localhost",
            code: .tlsFailure,
            words: "failed: its certificate is for another name than '127.0.0.1'"
        ),
    ])
    func handshake(_ item: Case) async throws {
        defer { folder.remove() }
        for authority in ["ca", "other"] { try await makeAuthority(authority) }
        try await sign("server", by: "ca", names: item.names, days: item.days)
        try await sign("client", by: "ca", names: "DNS:client")
        try await sign("stranger", by: "other", names: "DNS:client")
        try folder.write("garbage.pem", "no certificate")
        try FileManager.default.copyItem(atPath: folder.path("client.pem"), toPath: folder.path("mixed.pem"))
        try FileManager.default.copyItem(atPath: folder.path("stranger.key"), toPath: folder.path("mixed.key"))
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
                let client = DockerClient(
                    endpoint: .tcp(host: item.host, port: port, tls: settings),
                    environment: [:],
                    logger: Logger(label: "test"),
                    now: { item.now ?? DockerClient.systemTime() }
                )
                let version = try await client.connect()
                #expect(version.version == "20.10.24")
            }
        }
        #expect(error?.code == item.code, "\(String(describing: error))")
        guard item.code != nil else { return }
        let message = try #require(error?.message)
        #expect(message.contains(item.words.replacingOccurrences(of: "FOLDER", with: folder.root)), "\(message)")
        // No word of a library, nor a place in its source.
        #expect(!message.contains("SSL") && !message.contains(".cc"), "\(message)")
        #expect(error?.hint != nil)
    }

    @Test("TLS against a port that has none, and none against one that has, are told as such")
    func mismatch() async throws {
        defer { folder.remove() }
        let plain = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(PlainAnswer()) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = plain.localAddress?.port ?? 0
        let settings = TLSSettings(authorityPath: nil, certificatePath: nil, keyPath: nil)
        let error = await engineError { try await client(port: port, tls: settings).connect() }
        #expect(error?.code == .tlsFailure)
        #expect(error?.message == "TLS with the engine at tcp://127.0.0.1:\(port) failed: it speaks no TLS there")
        let other = await engineError { try await client(port: port, tls: nil).connect() }
        #expect(other?.code == .tlsFailure)
        #expect(other?.message == "the engine at tcp://127.0.0.1:\(port) wants TLS")
        try await plain.close()
    }

    private func client(port: Int, tls: TLSSettings?) -> DockerClient {
        DockerClient(
            endpoint: .tcp(host: "127.0.0.1", port: port, tls: tls),
            environment: [:],
            logger: Logger(label: "test")
        )
    }

    private func makeAuthority(_ name: String) async throws {
        try await openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-keyout", folder.path("\(name).key"), "-out", folder.path("\(name).pem"),
        ])
    }

    private func sign(_ name: String, by authority: String, names: String, days: Int = 2) async throws {
        try folder.write("\(name).ext", "subjectAltName=\(names)\nbasicConstraints=critical,CA:FALSE\n")
        try await openssl([
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
            "-keyout", folder.path("\(name).key"), "-out", folder.path("\(name).csr"),
        ])
        try await openssl([
            "x509", "-req", "-in", folder.path("\(name).csr"), "-days", "\(days)",
            "-CA", folder.path("\(authority).pem"), "-CAkey", folder.path("\(authority).key"), "-CAcreateserial",
            "-extfile", folder.path("\(name).ext"), "-out", folder.path("\(name).pem"),
        ])
    }

    private func openssl(_ arguments: [String]) async throws {
        let result = try await Tool.run(["openssl"] + arguments)
        try #require(result.status == 0, "\(result.text)")
    }
}

/// Answers whatever comes as an engine's TLS port answers HTTP without TLS.
private final class PlainAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let answer = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
