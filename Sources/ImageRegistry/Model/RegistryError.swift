import Basics
public import Foundation

/// Why a question to a registry has no answer.
///
/// `code` says what a caller can do about it, `message` what was said, by the registry where it said something. Neither
/// holds a credential, and addresses in them have no user and no query.
public struct RegistryError: LocalizedError, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure, by what a caller can do.
    public enum Code: Sendable, Hashable {
        /// What was asked for cannot be asked for: no such name, tag or digest is possible, or the certificates or the proxy
        /// that the options name cannot be used. Nothing was sent.
        case invalid
        /// The registry is there, and the image, the blob or the repository is not.
        case notFound
        /// The registry wants a login, and there is none for it.
        case unauthorized
        /// The registry refuses the login, or refuses it this repository.
        case denied
        /// The registry asks to be left alone, for as long as it said.
        case rateLimited(Duration?)
        /// Nobody answers there: no such host, nobody who listens, no answer in time, a connection that broke.
        case unreachable
        /// Its certificate, or that it has none, is refused.
        case notTrusted
        /// It answers, and what it says is no answer of a registry, or contradicts itself.
        case malformed
        /// It failed itself, with this HTTP status of 500 or above.
        case failing(status: Int)
        /// It does not take what was sent, with this HTTP status.
        case refused(status: Int)
        /// The task was cancelled.
        case cancelled
    }

    /// What a caller can do about it.
    public let code: Code
    /// What went wrong, in one line, at most some hundred characters of it the registry's own.
    public let message: String
    /// What a person can do about it.
    public var hint: String?
    /// Who said so: `host[:port]`; of a token server that is not the registry's.
    public var host: String?
    /// What was asked for.
    public var reference: RegistryReference?

    /// Whether somebody is there who speaks no TLS.
    var lacksTLS = false
    /// How long whoever refused asks to be left alone.
    var retryAfter: Duration?

    /// An error; what is missing is added on its way.
    public init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        host: String? = nil,
        reference: RegistryReference? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.host = host
        self.reference = reference
    }

    /// `REFERENCE: message (hint)`, in one line.
    public var description: String {
        let subject = reference.map(\.description) ?? host
        let text = (subject.map { "\($0): \(message)" } ?? message) + (hint.map { " (\($0))" } ?? "")
        return VisibleText.line(text.singleLine)
    }

    /// The ``description``.
    public var errorDescription: String? { description }

    /// Whether the same question may have an answer a little later.
    var mayPass: Bool {
        switch code {
        case .rateLimited, .unreachable: true
        case .failing(let status): status != 501
        default: false
        }
    }

    func about(_ reference: RegistryReference) -> RegistryError {
        var copy = self
        copy.reference = self.reference ?? reference
        copy.host = host ?? reference.registry
        return copy
    }
}
