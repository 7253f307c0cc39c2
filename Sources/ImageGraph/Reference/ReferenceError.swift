public import Foundation

/// Why a text is no image reference, or a reference cannot take a tag.
public struct ReferenceError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// What is wrong, for code that reacts to it.
    public enum Code: String, Sendable {
        /// There is no text at all.
        case empty
        /// The text does not follow the grammar.
        case invalidFormat
        /// The repository name has a capital letter.
        case uppercase
        /// The repository name is longer than registries take.
        case nameTooLong
        /// The text is an image id: 64 hexadecimal digits.
        case bareIdentifier
        /// What follows the `@` is no digest.
        case invalidDigest
        /// A text that should become a tag is none.
        case invalidTag
    }

    /// What is wrong.
    public let code: Code
    /// The offending text, as it was given.
    public let text: String

    /// What is wrong, in words, with the offending text shortened to a printable length.
    public var description: String {
        // Hostile input may be long; an error message need not be.
        let shown = text.count > 120 ? String(text.prefix(117)) + "..." : text
        return switch code {
        case .empty: "an image reference must not be empty"
        case .invalidFormat: "\"\(shown)\" is not an image reference"
        case .uppercase: "\"\(shown)\": the repository name must be lowercase"
        case .nameTooLong:
            "\"\(shown)\": the repository name is longer than \(ReferenceGrammar.maximumPathLength) characters"
        case .bareIdentifier: "\"\(shown)\": 64 hexadecimal characters are an image ID, not a repository name"
        case .invalidDigest: "\"\(shown)\": the digest must be \"sha256:\" and 64 lowercase hexadecimal characters"
        case .invalidTag: "\"\(shown)\" is not a legal tag"
        }
    }

    public var errorDescription: String? { description }
}
