/// Collects what is wrong with an input, so that one run reports all of it.
struct DiagnosticLog {
    /// Enough for any person; a hostile file must not make us hold millions of messages.
    static let limit = 1000

    private(set) var errors: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    var hasErrors: Bool { !errors.isEmpty }

    /// - Parameter severity: the rule's own by default.
    mutating func add(
        _ rule: Rule,
        severity: Diagnostic.Severity? = nil,
        at position: SourcePosition,
        _ message: String,
        hint: String? = nil
    ) {
        append(Diagnostic(rule, severity: severity, at: position, message, hint: hint))
    }

    /// A problem of a file as a whole.
    mutating func add(_ rule: Rule, in file: String, _ message: String, hint: String? = nil) {
        append(Diagnostic(rule, file: file, message: message, hint: hint))
    }

    mutating func append(_ diagnostic: Diagnostic) {
        switch diagnostic.severity {
        case .error: if errors.count < Self.limit { errors.append(diagnostic) }
        case .warning: if warnings.count < Self.limit { warnings.append(diagnostic) }
        }
    }

    /// The errors, if there are any, as the error to throw.
    func throwIfFailed() throws(InputError) {
        if hasErrors { throw InputError(errors + warnings) }
    }
}

extension String {
    /// The text in double quotes for use within a message: control characters escaped (a file must not be able to
    /// drive a terminal through our messages) and cut to a readable length.
    var quoted: String {
        let longest = 120
        var text = "\""
        for scalar in unicodeScalars.prefix(longest) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += scalar.escaped(asASCII: true)
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        if unicodeScalars.count > longest { text += "…" }
        return text + "\""
    }
}
