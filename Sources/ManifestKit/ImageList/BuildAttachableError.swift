public import Foundation

/// What is wrong with a secret or an ssh agent that builds are to get.
public struct BuildAttachableError: Error, Sendable, Hashable, CustomStringConvertible, LocalizedError {
    public let message: String
    public let hint: String?

    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// The message, and the hint in parentheses.
    public var description: String { hint.map { "\(message) (\($0))" } ?? message }
    public var errorDescription: String? { description }
}
