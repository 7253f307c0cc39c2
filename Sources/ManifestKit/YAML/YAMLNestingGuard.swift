/// Refuses texts that nest so deeply that reading them would exhaust a small thread's stack: Yams builds its tree by
/// recursion, up to the 1,000 levels at which libyaml ends.
///
/// It looks at characters, not at YAML: brackets and indentation within quotes and comments count too. The bounds are
/// so far from real files that this does not matter.
enum YAMLNestingGuard {
    /// More `[` and `{` open at a time.
    private static let mostBrackets = 200
    /// More columns of spaces and of `-`, `?`, `:` indicators before a line's first word; a level of block nesting
    /// takes at least one.
    private static let widestIndentation = 300

    static func problem(in text: String) -> YAMLProblem? {
        var line = 1
        var column = 0
        var brackets = 0
        var indentation = 0
        var isIndenting = true
        for byte in text.utf8 {
            column += 1
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                (column, indentation, isIndenting) = (0, 0, true)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets += 1
                isIndenting = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                brackets = max(0, brackets - 1)
                isIndenting = false
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                if isIndenting { indentation += 1 }
            default:
                isIndenting = false
            }
            if brackets > mostBrackets || indentation > widestIndentation {
                return YAMLProblem(.tooDeep, line, column, "values are nested too deeply")
            }
        }
        return nil
    }
}
