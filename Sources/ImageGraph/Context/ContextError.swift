public import Foundation

/// Why an ignore file or a build context could not be read.
public struct ContextError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// What kind of fault it is, by what a caller can do about it.
    public enum Code: Hashable, Sendable {
        /// A pattern of an ignore file has no meaning: the file has to be corrected.
        case invalidPattern
        /// An ignore file is larger than anything a person writes.
        case ignoreFileTooLarge
        /// The context's root, an overlay's source or a file that must be sent is not there.
        case missing
        /// The context's root is no folder.
        case notAFolder
        /// A file or folder may not be read.
        case permissionDenied
        /// Something went away or changed its type while it was read: whoever works there has to finish first.
        case changedDuringWalk
        /// Anything else that the operating system says, with its `errno`.
        case system(Int32)
    }

    /// What kind of fault it is.
    public let code: Code
    /// The ignore file, or the path on disk that could not be read.
    public let path: String
    /// The line of the ignore file, counted from 1; nil where the fault has none.
    public let line: Int?
    /// What is wrong, without the path.
    public let message: String
    /// What a person can do about it.
    public let hint: String?

    /// An error about `path`; the message is one sentence without a full stop.
    public init(code: Code, path: String, line: Int? = nil, message: String, hint: String? = nil) {
        self.code = code
        self.path = path
        self.line = line
        self.message = message
        self.hint = hint
    }

    /// `PATH:LINE: message (hint)`.
    public var description: String {
        let place = [path, line.map(String.init)].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ":")
        let text = place.isEmpty ? message : "\(place): \(message)"
        return hint.map { "\(text) (\($0))" } ?? text
    }

    public var errorDescription: String? { description }
}
