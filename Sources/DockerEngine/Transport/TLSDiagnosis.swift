import Basics
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// Finds words for a handshake that failed, in place of a library's.
struct TLSDiagnosis: Sendable {
    let endpoint: EngineEndpoint
    let host: String
    let port: Int
    let settings: TLSSettings
    /// Seconds since 1970.
    let now: Int64
    let timeLimit: Duration

    /// The error to show for one that came of TLS; any other is itself.
    func explained(_ error: EngineError) async -> EngineError {
        guard error.code == .tlsFailure, let cause = error.underlying else { return error }
        let failure = TLSFailure(cause)
        let (why, hint) = await reason(failure)
        return EngineError(
            .tlsFailure,
            "TLS with the engine at \(endpoint) failed: \(why)",
            hint: hint,
            underlying: cause
        )
    }

    private func reason(_ failure: TLSFailure) async -> (why: String, hint: String) {
        switch failure {
        case .notVerified: return await reasonOfDistrust()
        case .otherName:
            return (
                "its certificate is for another name than '\(host)'",
                "use a name that the certificate holds in DOCKER_HOST or the docker context"
            )
        case .certificateRefused where settings.certificatePath == nil:
            return await reason(.certificateRequired)
        case .certificateRequired:
            return (failure.words, "cert.pem and key.pem go into the folder that DOCKER_CERT_PATH names")
        case .certificateRefused, .certificateExpired:
            return (failure.words, "see \(settings.certificatePath ?? "cert.pem")")
        case .noTLS, .other:
            return (
                failure.words,
                "is the port the right one? An engine without TLS takes none of DOCKER_TLS_VERIFY and DOCKER_TLS"
            )
        }
    }

    private func reasonOfDistrust() async -> (why: String, hint: String) {
        let shown = await certificates()
        if let old = shown.first(where: { Int64($0.notValidAfter) < now }) {
            return (
                "its certificate expired on \(Timestamp.rfc3339(Int64(old.notValidAfter)))",
                "the engine needs a new one; is the clock of this machine right?"
            )
        }
        if let young = shown.first(where: { Int64($0.notValidBefore) > now }) {
            return (
                "its certificate is not valid before \(Timestamp.rfc3339(Int64(young.notValidBefore)))",
                "is the clock of this machine right?"
            )
        }
        if let path = settings.authorityPath {
            return ("its certificate is signed by an unknown issuer, not by \(path)", "is it this engine's ca.pem?")
        }
        return (
            "its certificate is signed by an issuer that is unknown to this system",
            "DOCKER_CERT_PATH names the folder of the ca.pem that signed it"
        )
    }

    /// What the engine shows, taken from a second handshake that trusts nobody and sends nothing.
    private func certificates() async -> [NIOSSLCertificate] {
        let seen = NIOLockedValueBox<[NIOSSLCertificate]>([])
        guard let tls = try? await TLSClient.make(settings, host: host) else { return [] }
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeLimit))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try tls.handler { shown, verdict in
                        seen.withLockedValue { $0 = shown }
                        verdict.succeed(.failed)
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return channel
                }
            }
        guard let channel else { return [] }
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(timeLimit)) { channel.close(promise: nil) }
        try? await channel.closeFuture.get()
        timer.cancel()
        return seen.withLockedValue { $0 }
    }
}
