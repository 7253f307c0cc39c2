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
    let message: String
}

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
            return EngineError(.timedOut, error.message)
        case is CancellationError:
            return EngineError(.cancelled, "cancelled")
        case HTTPParserError.invalidEOFState:
            return EngineError(
                .disconnected,
                "the engine closed the connection in the middle of its answer",
                underlying: error
            )
        case is HTTPParserError:
            return EngineError(.protocolViolation, "the answer is not HTTP: \(error)", underlying: error)
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
            "no trust between this machine and the engine: \(error)",
            hint: "see DOCKER_TLS_VERIFY and the certificates in DOCKER_CERT_PATH",
            underlying: error
        )
    }
}
