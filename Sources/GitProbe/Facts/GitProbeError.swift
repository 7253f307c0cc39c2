public import Foundation
public import SystemPackage

/// Why nothing can be said about a checkout. That is "unknown", and never "clean".
public struct GitProbeError: Error, Hashable, Sendable {
    /// What happened, by what can be done about it.
    public enum Code: Hashable, Sendable {
        /// There is no git to run.
        case gitMissing
        /// The folder is not the top of a checkout.
        case notARepository
        /// The checkout belongs to another user, and git refuses to read it.
        case unsafeOwnership
        /// A file of git's own is damaged, though git reads it.
        case damaged
        /// git ended with this status.
        case failed(status: Int32)
        /// git was ended by this signal.
        case killed(signal: Int32)
        /// git could not be started.
        case notStarted
        /// git wrote more than this many bytes.
        case outputTooLong(limit: Int)
        /// git took longer than this.
        case timedOut(after: Duration)
        /// git warned that it could not look at everything.
        case incomplete
        /// git wrote something that is not understood.
        case unexpectedOutput
        /// `HEAD` or the index changed each time the checkout was probed.
        case changedWhileProbed
        /// Submodules within submodules go deeper than this.
        case nestedTooDeeply(limit: Int)
        /// The task was cancelled.
        case cancelled
    }

    /// What happened, for code that reacts to it.
    public let code: Code

    /// The checkout (or file) that was asked about; `nil` when there was none.
    public let checkout: FilePath?

    /// One line: git's own first line of complaint where it gave one.
    public let message: String

    /// What a person can do about it.
    public let hint: String?

    /// An error about `checkout`; the message is one line without a full stop.
    public init(code: Code, checkout: FilePath?, message: String, hint: String? = nil) {
        self.code = code
        self.checkout = checkout
        self.message = message
        self.hint = hint
    }
}

extension GitProbeError: CustomStringConvertible, LocalizedError {
    public var description: String {
        let place = checkout.map { "\($0.string): " } ?? ""
        let advice = hint.map { " (\($0))" } ?? ""
        return place + message + advice
    }

    public var errorDescription: String? { description }
}
