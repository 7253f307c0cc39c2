/// One problem in an input file, in the shape that editors and code hosts read.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How bad a problem is.
    public enum Severity: String, Sendable, Hashable, Encodable {
        /// The file cannot be used.
        case error
        /// The file is used, but most likely does not say what its author meant.
        case warning
    }

    /// What kind of problem it is.
    public let rule: Rule
    public var severity: Severity
    /// The file as its reader was told to open it.
    public let file: String
    /// 1-based; `nil` when the problem is the file as a whole (it is missing, say).
    public let line: Int?
    /// 1-based, in Unicode scalars; `nil` when ``line`` is.
    public var column: Int?
    /// What is wrong: one line, with no control characters of the input in it.
    public var message: String
    /// What a person can do about it, if there is something to be said.
    public var hint: String?

    /// The stable kebab-case identifier of ``rule``, e.g. `unknown-key`.
    public var code: String { rule.id }

    /// - Parameter severity: the rule's own by default.
    public init(
        _ rule: Rule,
        severity: Severity? = nil,
        file: String,
        line: Int? = nil,
        column: Int? = nil,
        message: String,
        hint: String? = nil
    ) {
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// A problem at a place.
    ///
    /// - Parameter severity: the rule's own by default.
    public init(
        _ rule: Rule,
        severity: Severity? = nil,
        at position: SourcePosition,
        _ message: String,
        hint: String? = nil
    ) {
        self.init(
            rule,
            severity: severity,
            file: position.file,
            line: position.line,
            column: position.column,
            message: message,
            hint: hint
        )
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

/// `severity`, `code`, `file`, `line`, `column`, `message` and `hint`; those that are not known are left out.
///
/// It is not read back: a rule is more than its code.
extension Diagnostic: Encodable {
    private enum CodingKeys: String, CodingKey {
        case severity, code, file, line, column, message, hint
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(severity, forKey: .severity)
        try container.encode(code, forKey: .code)
        try container.encode(file, forKey: .file)
        try container.encodeIfPresent(line, forKey: .line)
        try container.encodeIfPresent(column, forKey: .column)
        try container.encode(message, forKey: .message)
        try container.encodeIfPresent(hint, forKey: .hint)
    }
}
