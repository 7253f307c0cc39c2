import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Raised where an exchange took longer than it may.
struct ExchangeTimePassed: Error {
    let limit: Duration
}

extension RegistryError {
    /// What an error of the libraries below means.
    static func transport(_ error: any Error, at address: WebAddress) -> RegistryError {
        if let known = error as? RegistryError { return known }
        let host = address.authority
        func unreachable(_ why: String) -> RegistryError { RegistryError(.unreachable, why, host: host) }
        switch error {
        case is CancellationError:
            return RegistryError(.cancelled, "cancelled", host: host)
        case let error as HTTPClientError where error == .cancelled:
            return RegistryError(.cancelled, "cancelled", host: host)
        case let error as ExchangeTimePassed:
            return unreachable("no whole answer within \(error.limit.components.seconds) seconds")
        case let error as NIOConnectionError:
            if let cause = error.connectionErrors.first?.error { return transport(cause, at: address) }
            return unreachable("no such host")
        case let error as IOError:
            return unreachable(String(cString: strerror(error.errnoCode)))
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            return unreachable("no such host")
        case is HTTPParserError:
            return HTTPParserError.invalidEOFState == error as? HTTPParserError
                ? unreachable("the connection ended in the middle of the answer")
                : RegistryError(.malformed, "the answer is no HTTP", host: host)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            return ofTLS(error, host)
        case let error as HTTPClientError:
            return unreachable(words(error))
        default:
            // The texts of others are not known to hold nothing that they should not.
            return unreachable("the connection failed (\(type(of: error)))")
        }
    }

    private static func words(_ error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout: "no connection in time"
        case .readTimeout, .deadlineExceeded: "no answer in time"
        case .tlsHandshakeTimeout: "TLS did not come about in time"
        case .remoteConnectionClosed: "the connection was closed without an answer"
        case .proxyAuthenticationRequired: "the proxy wants credentials"
        case .invalidProxyResponse: "the proxy does not let us through"
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: "the proxy did not answer in time"
        default: error.shortDescription
        }
    }

    /// BoringSSL's names of its errors, which NIOSSL hands on as text only: there is no other way to tell them apart.
    private static let trust: [(name: String, words: String)] = [
        ("CERTIFICATE_VERIFY_FAILED", "its certificate is not trusted"),
        ("CERTIFICATE_REQUIRED", "it wants a client certificate"),
        ("CERTIFICATE_EXPIRED", "our client certificate has expired"),
        ("UNKNOWN_CA", "it refuses our client certificate"), ("BAD_CERTIFICATE", "it refuses our client certificate"),
        ("CERTIFICATE_UNKNOWN", "it refuses our client certificate"),
        ("HANDSHAKE_FAILURE", "it refuses our way of TLS, or our client certificate"),
        ("WRONG_VERSION_NUMBER", "it speaks no TLS"), ("HTTP_REQUEST", "it speaks no TLS"),
        ("UNSUPPORTED_PROTOCOL", "it speaks no TLS of our time"), ("PROTOCOL_VERSION", "it speaks no TLS of our time"),
    ]

    private static func ofTLS(_ error: any Error, _ host: String) -> RegistryError {
        let hint = "an authority of its own belongs into certs.d/\(host)/ca.crt; or name it as an insecure registry"
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return RegistryError(.notTrusted, "its certificate is for another name", hint: hint, host: host)
        }
        let text = String(describing: error)
        if let found = trust.first(where: { text.contains($0.name) }) {
            var failure = RegistryError(.notTrusted, found.words, hint: hint, host: host)
            failure.lacksTLS = ["WRONG_VERSION_NUMBER", "HTTP_REQUEST"].contains(found.name)
            return failure
        }
        return RegistryError(.unreachable, "TLS was broken off", host: host)
    }
}
