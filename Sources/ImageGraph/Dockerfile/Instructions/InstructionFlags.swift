import Basics

/// The flags of one instruction by name, checked against those that it knows.
///
/// Source: BuildKit's `bflag.go`.
struct InstructionFlags {
    enum Kind {
        /// `--link`, `--link=true`, `--link=false`.
        case boolean
        /// `--chown=VALUE`, once.
        case text
        /// `--mount=VALUE`, any number of times.
        case list
    }

    private let values: [String: [String]]

    init(of syntax: InstructionSyntax, known: [String: Kind]) throws(SyntaxProblem) {
        var values: [String: [String]] = [:]
        for flag in syntax.flags {
            let body = flag.dropFirst(2)
            let equals = body.utf8.firstIndex(of: .equals)
            let name = String(equals.map { body[..<$0] } ?? body)
            let value = equals.map { String(body[body.utf8.index(after: $0)...]) }
            guard let kind = known[name] else {
                let hint = Suggestion.nearest(to: name, among: known.keys).map { "did you mean --\($0)?" }
                throw SyntaxProblem(.invalidFlag, "\(syntax.keyword) has no flag --\(name)", hint: hint)
            }
            if kind != .list, values[name] != nil {
                throw SyntaxProblem(.invalidFlag, "the flag --\(name) is given twice")
            }
            values[name, default: []].append(try Self.checked(value, name: name, kind: kind))
        }
        self.values = values
    }

    /// The names of all flags that are given, sorted.
    var names: [String] { values.keys.sorted() }

    /// The value of a flag that may be given once; `nil` where it is not.
    func text(_ name: String) -> String? { values[name]?.first }

    /// The values of a flag that may be given any number of times, in order.
    func list(_ name: String) -> [String] { values[name] ?? [] }

    /// Whether a flag that is true or false is given and true.
    func isOn(_ name: String) -> Bool { text(name) == "true" }

    /// The value of a flag that has a choice of words; `nil` where it is not given.
    func choice<Choice: CaseIterable & RawRepresentable<String>>(_ name: String) throws(SyntaxProblem) -> Choice? {
        guard let value = text(name) else { return nil }
        guard let choice = Choice(rawValue: value) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw SyntaxProblem(.invalidFlag, "--\(name)=\(value) is not one of \(known)")
        }
        return choice
    }

    private static func checked(_ value: String?, name: String, kind: Kind) throws(SyntaxProblem) -> String {
        switch kind {
        case .text, .list:
            guard let value else { throw SyntaxProblem(.invalidFlag, "the flag --\(name) needs a value") }
            return value
        case .boolean:
            guard let value else { return "true" }
            let lower = value.lowercased()
            guard lower == "true" || lower == "false" else {
                throw SyntaxProblem(.invalidFlag, "the flag --\(name) takes true or false, not \"\(value)\"")
            }
            return lower
        }
    }
}
