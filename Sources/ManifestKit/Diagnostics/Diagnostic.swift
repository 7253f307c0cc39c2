/// One problem in an input file, in the shape that editors and code hosts read.
public struct Diagnostic: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How bad a problem is.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// The file cannot be used.
        case error
        /// The file is used, but most likely does not say what its author meant.
        case warning
    }

    public let severity: Severity
    /// A stable kebab-case identifier of the kind of problem, e.g. `unknown-key`.
    public let code: String
    /// The file as its reader was told to open it.
    public let file: String
    /// 1-based; `nil` when the problem is the file as a whole (it is missing, say).
    public let line: Int?
    /// 1-based, in Unicode scalars; `nil` when ``line`` is.
    public let column: Int?
    /// What is wrong: one line, with no control characters of the input in it.
    public let message: String
    /// What a person can do about it, if there is something to be said.
    public let hint: String?

    public init(
        severity: Severity,
        code: String,
        file: String,
        line: Int? = nil,
        column: Int? = nil,
        message: String,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// `FILE:LINE:COLUMN: error: message (hint)`, without the parts that are not known.
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        text += ": \(severity.rawValue): \(message)"
        if let hint { text += " (\(hint))" }
        return text
    }
}
