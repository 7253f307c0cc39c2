import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Raised by `TimeLimitHandler` on the connection it watches.
struct TimeLimitPassed: Error {
    /// What the engine did meanwhile: `said nothing for 5 seconds`.
    let message: String
}

/// An engine's refusal of HTTP on a port of TLS.
struct PlainRequestRefused: Error {}

extension EngineError {
    /// An error while a connection was being made.
    static func connecting(_ error: any Error, to endpoint: EngineEndpoint) -> EngineError {
        if let known = error as? EngineError { return known }
        if let known = tls(error) { return known }
        switch error {
        case let error as NIOConnectionError:
            let cause = error.connectionErrors.first?.error ?? error.dnsAAAAError ?? error.dnsAError
            if let cause { return connecting(cause, to: endpoint) }
            return unreachable(endpoint, "no address for \(error.host)", error)
        case let error as IOError:
            return connecting(errno: error.errnoCode, endpoint, error)
        case ChannelError.connectTimeout:
            return unreachable(endpoint, "no connection in time", error)
        case SocketAddressError.unixDomainSocketPathTooLong:
            return EngineError(.badConfiguration, "the path of the socket is too long: \(endpoint)", underlying: error)
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            return unreachable(endpoint, "no such host", error)
        default:
            return unreachable(endpoint, String(describing: error), error)
        }
    }

    private static func connecting(errno code: CInt, _ endpoint: EngineEndpoint, _ error: any Error) -> EngineError {
        switch code {
        case EACCES, EPERM:
            EngineError(
                .permissionDenied,
                "no permission to talk to the Docker engine at \(endpoint)",
                hint: "run as root, or as a member of the group that owns the socket",
                underlying: error
            )
        case ENOENT:
            unreachable(endpoint, "no such socket", error)
        default:
            unreachable(endpoint, String(cString: strerror(code)), error)
        }
    }

    private static func unreachable(_ endpoint: EngineEndpoint, _ why: String, _ error: any Error) -> EngineError {
        EngineError(
            .unreachable,
            "cannot reach the Docker engine at \(endpoint): \(why)",
            hint: "is it running? DOCKER_HOST or the docker context say where it is",
            underlying: error
        )
    }

    /// An error on a connection that stood.
    static func exchange(_ error: any Error) -> EngineError {
        if let known = error as? EngineError { return known }
        if let known = tls(error) { return known }
        switch error {
        case let error as TimeLimitPassed:
            return EngineError(.timedOut, "the engine \(error.message)", underlying: error)
        case is CancellationError:
            return EngineError(.cancelled, "cancelled")
        case HTTPParserError.invalidEOFState:
            return EngineError(
                .disconnected,
                "the engine closed the connection in the middle of its answer",
                underlying: error
            )
        case is HTTPParserError:
            return EngineError(.protocolViolation, "the answer is no HTTP", underlying: error)
        case let error as IOError:
            return EngineError(
                .disconnected,
                "the connection to the engine was lost: \(String(cString: strerror(error.errnoCode)))",
                underlying: error
            )
        default:
            return EngineError(.disconnected, "the connection to the engine was lost: \(error)", underlying: error)
        }
    }

    private static func tls(_ error: any Error) -> EngineError? {
        guard error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError else { return nil }
        // An engine that wants a client certificate and gets none ends the connection with an alert; a bare close is
        // how NIOSSL tells of an end without `close_notify`, which says nothing about trust.
        if case NIOSSLError.uncleanShutdown = error {
            return EngineError(
                .disconnected,
                "the engine closed the connection in the middle of its answer",
                underlying: error
            )
        }
        return EngineError(
            .tlsFailure,
            "TLS with the engine failed: \(TLSFailure(error).words)",
            hint: "see DOCKER_TLS_VERIFY and the certificates in DOCKER_CERT_PATH",
            underlying: error
        )
    }

    /// With the address in the message, where what is wrong may be the address.
    func addressed(_ endpoint: EngineEndpoint) -> EngineError {
        switch underlying {
        case let cause as TimeLimitPassed:
            replacing(
                "the engine at \(endpoint) \(cause.message)",
                "is it an engine that listens there, and is it well? DOCKER_HOST or the docker context say where it is"
            )
        case is PlainRequestRefused:
            replacing(
                "the engine at \(endpoint) wants TLS",
                "see DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or the docker context"
            )
        case is HTTPParserError where code == .protocolViolation:
            replacing(
                "what answers at \(endpoint) speaks no HTTP",
                "is it an engine that listens there, and with TLS or without? See DOCKER_HOST and DOCKER_TLS_VERIFY"
            )
        default: self
        }
    }

    private func replacing(_ message: String, _ hint: String) -> EngineError {
        var other = EngineError(code, message, hint: self.hint ?? hint, underlying: underlying)
        other.endpoint = endpoint
        other.request = request
        return other
    }
}
