import Basics
import NIOConcurrencyHelpers
import NIOPosix
import NIOSSL

/// TLS with a host: whom we trust, and what we show
/// (<https://docs.docker.com/engine/security/certificates/>). The files are read once for each host.
final class HostCertificates: Sendable {
    private let options: RegistryOptions
    private let known = NIOLockedValueBox<[String: TLSConfiguration]>([:])

    init(options: RegistryOptions) { self.options = options }

    func configuration(for authority: String) async throws(RegistryError) -> TLSConfiguration {
        if let made = known.withLockedValue({ $0[authority] }) { return made }
        let options = options
        let outcome: Result<TLSConfiguration, RegistryError>
        do {
            outcome = try await NIOThreadPool.singleton.runIfActive {
                Result { () throws(RegistryError) in try Self.read(authority, options) }
            }
        } catch {
            throw RegistryError(.cancelled, "cancelled", host: authority)
        }
        let made = try outcome.get()
        known.withLockedValue { $0[authority] = made }
        return made
    }

    private static func read(_ authority: String, _ options: RegistryOptions) throws(RegistryError) -> TLSConfiguration
    {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        // As Go has it, and with it docker.
        if let file = options.environment["SSL_CERT_FILE"], !file.isEmpty { configuration.trustRoots = .file(file) }
        if HostSecurity(of: authority, options: options) != .trusted { configuration.certificateVerification = .none }
        for folder in options.certificateFolders {
            let own = PathText.join(folder, authority)
            guard let names = try? DiskPath.names(in: own) else { continue }
            for name in names where name.hasSuffix(".crt") {
                let authorities = try certificates(PathText.join(own, name), authority)
                configuration.additionalTrustRoots.append(.certificates(authorities))
            }
            guard let name = names.first(where: { $0.hasSuffix(".cert") }) else { continue }
            let certificate = PathText.join(own, name)
            let key = PathText.join(own, name.dropLast(".cert".count) + ".key")
            configuration.certificateChain = try certificates(certificate, authority).map { .certificate($0) }
            do {
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            } catch {
                throw unusable("\(key) holds no private key that can be read without a passphrase", authority)
            }
        }
        return configuration
    }

    private static func certificates(_ path: String, _ host: String) throws(RegistryError) -> [NIOSSLCertificate] {
        guard let found = try? NIOSSLCertificate.fromPEMFile(path), !found.isEmpty else {
            throw unusable("\(path) holds no certificate in PEM that can be read", host)
        }
        return found
    }

    private static func unusable(_ why: String, _ host: String) -> RegistryError {
        RegistryError(.invalid, why, hint: "see the folder of this registry in certs.d", host: host)
    }
}
