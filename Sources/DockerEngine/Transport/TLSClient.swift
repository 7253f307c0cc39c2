import NIOCore
import NIOPosix
import NIOSSL

/// What a TLS connection needs, made once per connection: the files may have been renewed since the last one.
struct TLSClient: Sendable {
    let context: NIOSSLContext
    let host: String

    /// Reads the certificates on a thread that may block.
    static func make(_ settings: TLSSettings, host: String) async throws -> TLSClient {
        try await NIOThreadPool.singleton.runIfActive {
            do {
                var configuration = TLSConfiguration.makeClientConfiguration()
                configuration.minimumTLSVersion = .tlsv12
                if let path = settings.authorityPath { configuration.trustRoots = .file(path) }
                if let path = settings.certificatePath {
                    configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) }
                }
                if let path = settings.keyPath {
                    configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: path, format: .pem))
                }
                if !settings.verifies { configuration.certificateVerification = .none }
                return TLSClient(context: try NIOSSLContext(configuration: configuration), host: host)
            } catch {
                throw EngineError(
                    .badConfiguration,
                    "the TLS certificates for the engine cannot be used: \(error)",
                    hint: "see ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH",
                    underlying: error
                )
            }
        }
    }

    func handler() throws -> NIOSSLClientHandler {
        // A numeric address is no server name; it is compared with the certificate's addresses instead.
        let numeric = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: numeric ? nil : host)
    }
}
