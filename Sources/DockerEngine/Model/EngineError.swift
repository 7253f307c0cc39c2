import Basics
public import Foundation

/// Why a call to the engine did not do its job.
///
/// `code` says what a caller can do about it, `message` is what the engine, the registry or the system said. Neither
/// ever holds a credential. `description` is one line.
public struct EngineError: LocalizedError, Sendable, CustomStringConvertible {
    /// The kinds of failure, by what a caller can do.
    public enum Code: Sendable, Hashable {
        /// Nothing answers at the endpoint: not running, wrong address, no such socket.
        case unreachable
        /// The endpoint exists and this user may not talk to it.
        case permissionDenied
        /// A certificate or a handshake was refused, by the engine, by the registry or by us.
        case tlsFailure
        /// The engine speaks only API versions older than `APIVersion.oldestSupported`.
        case tooOld
        /// The engine speaks only API versions newer than `APIVersion.newestSupported`.
        case tooNew
        /// The engine's address, the docker context or the docker configuration file cannot be used.
        case badConfiguration
        /// The image, the tag or the repository does not exist, here or in the registry.
        case notFound
        /// The registry wants credentials, or refuses the ones it got. Trying again does not help.
        case unauthorized
        /// The registry asks to slow down, for as long as ``EngineError/retryAfter`` says.
        case rateLimited
        /// The engine does not take the request as it stands.
        case badRequest
        /// Something else uses what the request would change.
        case conflict
        /// The engine failed with this HTTP status.
        case serverError(status: Int)
        /// The registry failed (5xx), or the connection to it broke. Trying again may help.
        case network
        /// The engine could not reach the registry. Trying again may help.
        case registryUnreachable
        /// The registry's answer cannot be used: a missing layer, a wrong platform.
        case registryFailure
        /// A build step failed, with the exit status of its command where the engine told it.
        case buildFailed(exitCode: Int?)
        /// The connection ended in the middle of an exchange. The engine may have restarted.
        case disconnected
        /// The task was cancelled; the connection is closed, and with it the engine ends what it did for us.
        case cancelled
        /// The answer is not what the protocol says.
        case protocolViolation
        /// A time limit passed.
        case timedOut
        /// An answer or an argument is larger than the bound set for it.
        case outOfBounds
        /// A file of the build context is not as it was listed: it vanished, or its size, kind or time changed.
        case contextChanged(path: String)
        /// A file of the build context cannot be read.
        case contextUnreadable(path: String)
        /// This engine cannot do what is asked.
        case unsupported
        /// The caller's own handler threw; its error is in `underlying`.
        case handlerFailed
    }

    /// What a caller can do about it.
    public let code: Code
    /// What went wrong, in the words of whoever said it.
    public let message: String
    /// What a person can do about it.
    public var hint: String?
    /// The engine's address, without credentials.
    public var endpoint: String?
    /// Method and path of the request, such as `POST /images/create`.
    public var request: String?
    /// How long whoever refused asks to be left alone, where it said so: at most a day.
    public var retryAfter: Duration?
    /// The error below, if it came as one.
    public let underlying: (any Error)?

    /// An error; address and request are added where it passes them.
    public init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        endpoint: String? = nil,
        request: String? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.endpoint = endpoint
        self.request = request
        self.underlying = underlying
    }

    /// Request, message and hint in one line: `POST /build: no space left (a hint)`.
    public var description: String {
        var text = message
        if let request { text = "\(request): \(text)" }
        if let hint { text += " (\(hint))" }
        return text.singleLine
    }

    /// The ``description``.
    public var errorDescription: String? { description }

    func at(_ endpoint: EngineEndpoint, _ request: String) -> EngineError {
        var copy = addressed(endpoint)
        copy.endpoint = copy.endpoint ?? endpoint.description
        copy.request = copy.request ?? request
        return copy
    }
}
