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
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv12
            if let path = settings.authorityPath { configuration.trustRoots = .certificates(try certificates(path)) }
            if let path = settings.certificatePath {
                configuration.certificateChain = try certificates(path).map { .certificate($0) }
            }
            if let path = settings.keyPath {
                do {
                    configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: path, format: .pem))
                } catch {
                    throw unusable("\(path) holds no private key that can be read without a passphrase", error)
                }
            }
            if !settings.verifies { configuration.certificateVerification = .none }
            do {
                return TLSClient(context: try NIOSSLContext(configuration: configuration), host: host)
            } catch {
                let files = [settings.certificatePath, settings.keyPath].compactMap(\.self).joined(separator: " and ")
                throw unusable("\(files.isEmpty ? "the TLS settings" : files) do not belong together", error)
            }
        }
    }

    private static func certificates(_ path: String) throws(EngineError) -> [NIOSSLCertificate] {
        do {
            let found = try NIOSSLCertificate.fromPEMFile(path)
            if !found.isEmpty { return found }
        } catch {
            throw unusable("\(path) holds no certificate in PEM that can be read", error)
        }
        throw unusable("\(path) holds no certificate", nil)
    }

    private static func unusable(_ why: String, _ error: (any Error)?) -> EngineError {
        EngineError(
            .badConfiguration,
            why,
            hint: "see ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH",
            underlying: error
        )
    }

    /// - Parameter verify: judges the engine's certificates in place of the library.
    func handler(verify: NIOSSLCustomVerificationCallback? = nil) throws -> NIOSSLClientHandler {
        // A numeric address is no server name; it is compared with the certificate's addresses instead.
        let isNumeric = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        let name = isNumeric ? nil : host
        guard let verify else { return try NIOSSLClientHandler(context: context, serverHostname: name) }
        return try NIOSSLClientHandler(context: context, serverHostname: name, customVerificationCallback: verify)
    }
}
