import NIOSSL

/// Why a TLS handshake with the engine failed.
enum TLSFailure: Hashable {
    /// Nobody whom we trust stands for the engine's certificate, or its time is over.
    case notVerified
    /// The certificate is for another name.
    case otherName
    /// The engine wants a certificate of ours.
    case certificateRequired
    /// The engine refuses ours.
    case certificateRefused
    /// Ours has expired, says the engine.
    case certificateExpired
    /// What answers speaks no TLS, or none that we speak.
    case noTLS
    /// Anything else.
    case other

    /// BoringSSL's names of its errors, which NIOSSL hands on as text only: there is no other way to tell them apart.
    private static let names: [(name: String, failure: TLSFailure)] = [
        ("CERTIFICATE_VERIFY_FAILED", .notVerified), ("CERTIFICATE_REQUIRED", .certificateRequired),
        ("CERTIFICATE_EXPIRED", .certificateExpired), ("UNKNOWN_CA", .certificateRefused),
        ("BAD_CERTIFICATE", .certificateRefused), ("CERTIFICATE_UNKNOWN", .certificateRefused),
        ("CERTIFICATE_REVOKED", .certificateRefused), ("ACCESS_DENIED", .certificateRefused),
        ("HANDSHAKE_FAILURE", .certificateRefused), ("WRONG_VERSION_NUMBER", .noTLS), ("HTTP_REQUEST", .noTLS),
        ("UNSUPPORTED_PROTOCOL", .noTLS), ("PROTOCOL_VERSION", .noTLS), ("EOF during handshake", .noTLS),
    ]

    init(_ error: any Error) {
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            self = .otherName
        } else {
            let text = String(describing: error)
            self = Self.names.first { text.contains($0.name) }?.failure ?? .other
        }
    }

    /// What is wrong, of the engine: `its certificate is for another name`.
    var words: String {
        switch self {
        case .notVerified: "its certificate is not trusted"
        case .otherName: "its certificate is for another name"
        case .certificateRequired: "it wants a client certificate, and got none"
        case .certificateRefused: "it refuses our client certificate"
        case .certificateExpired: "our client certificate has expired"
        case .noTLS: "it speaks no TLS there"
        case .other: "the handshake was broken off"
        }
    }
}
