public import Foundation

/// Why a Dockerfile cannot be read or resolved, and where.
public struct DockerfileError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// What kind of problem it is, for code that reacts to it.
    public enum Code: String, Sendable {
        /// The file, a line or an expansion is larger than this reader allows.
        case tooLarge
        /// There is no instruction, or no `FROM`.
        case empty
        /// A parser directive is repeated or has a value that it cannot have.
        case invalidDirective
        /// The text of an instruction does not follow its syntax.
        case invalidSyntax
        /// A keyword is none of those that there are.
        case unknownInstruction
        /// A flag is unknown, repeated, or has a value that it cannot have.
        case invalidFlag
        /// A `$` expression is malformed, or demands a variable that is not set.
        case invalidExpansion
        /// A base name is empty after expansion.
        case blankBase
        /// A name is no image reference.
        case invalidReference
        /// A text is no platform.
        case invalidPlatform
        /// `SOURCE_DATE_EPOCH` is no time and names no stage that gives one.
        case invalidSourceDate
        /// The target or a stage index does not exist.
        case unknownStage
        /// Stages need each other in a loop, or a stage needs one that is defined after it.
        case stageOrder
    }

    /// The file as the caller named it.
    public let file: String
    /// The line, from 1; `nil` for a problem of the whole file.
    public let line: Int?
    /// The column in bytes, from 1; `nil` where the whole instruction is meant.
    public let column: Int?
    /// What kind of problem it is.
    public let code: Code
    /// What is wrong, one sentence without a full stop.
    public let message: String
    /// What a person can do about it, where that is known.
    public let hint: String?

    init(
        file: String,
        line: Int? = nil,
        column: Int? = nil,
        code: Code,
        message: String,
        hint: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// `FILE:LINE:COLUMN: message (hint)`, with the parts that there are.
    public var description: String {
        var position = file
        if let line {
            position += ":\(line)"
            if let column { position += ":\(column)" }
        }
        return "\(position): \(message)" + (hint.map { " (\($0))" } ?? "")
    }

    public var errorDescription: String? { description }
}

/// A problem found below the level that knows file and line; ``at(_:line:column:)`` gives it both.
struct SyntaxProblem: Error, Hashable {
    var code: DockerfileError.Code
    var message: String
    var hint: String?

    init(_ code: DockerfileError.Code = .invalidSyntax, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    func at(_ file: String, line: Int?, column: Int? = nil) -> DockerfileError {
        DockerfileError(file: file, line: line, column: column, code: code, message: message, hint: hint)
    }
}
