import Yams

extension YAMLNode.ScalarKind {
    /// What a scalar is by its tag, or by its text if it is plain and has none.
    ///
    /// The types of YAML 1.1, whose readers (the first program's among them) take `yes` for a boolean; not its
    /// numbers to base 60, which no later YAML has.
    init(_ scalar: Node.Scalar) {
        switch scalar.tag.rawValue {
        case "tag:yaml.org,2002:null": self = .null
        case "tag:yaml.org,2002:bool": self = .boolean
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float": self = .number
        case "" where scalar.style == .plain: self = Self(plain: scalar.string)
        default: self = .text
        }
    }

    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL":
            self = .null
        case "true", "True", "TRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO", "on", "On",
            "ON", "off", "Off", "OFF":
            self = .boolean
        default:
            self = Self.isNumber(text) ? .number : .text
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        var rest = text[...]
        if let sign = rest.first, sign == "+" || sign == "-" { rest = rest.dropFirst() }
        if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(String(rest)) { return true }
        for (prefix, digits) in [("0x", "0123456789abcdefABCDEF_"), ("0o", "01234567_"), ("0b", "01_")]
        where rest.hasPrefix(prefix) {
            return rest.count > 2 && rest.dropFirst(2).allSatisfy { digits.contains($0) }
        }
        return isDecimal(rest)
    }

    /// `1_000`, `1.5`, `.5`, `1.`, each with or without an exponent.
    private static func isDecimal(_ text: Substring) -> Bool {
        var digits = 0
        var index = text.startIndex
        func skipDigits() -> Int {
            let start = index
            while index < text.endIndex, "0123456789_".contains(text[index]) { index = text.index(after: index) }
            return text[start..<index].count { $0 != "_" }
        }
        guard let first = text.first, first != "_" else { return false }
        digits += skipDigits()
        if index < text.endIndex, text[index] == "." {
            index = text.index(after: index)
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if index < text.endIndex, text[index] == "e" || text[index] == "E" {
            index = text.index(after: index)
            if index < text.endIndex, text[index] == "+" || text[index] == "-" { index = text.index(after: index) }
            guard skipDigits() > 0 else { return false }
        }
        return index == text.endIndex
    }
}
