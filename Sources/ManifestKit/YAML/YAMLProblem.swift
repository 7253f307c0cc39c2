import Yams

/// Why a text cannot be read as YAML.
struct YAMLProblem: Error {
    let rule: Rule
    let line: Int
    let column: Int
    let message: String

    init(_ rule: Rule, _ line: Int, _ column: Int, _ message: String) {
        self.rule = rule
        self.line = max(1, line)
        self.column = max(1, column)
        self.message = message
    }

    init(_ rule: Rule, _ mark: Mark?, _ message: String) {
        self.init(rule, mark?.line ?? 1, mark?.column ?? 1, message)
    }

    /// - Parameter marker: the character that stands for `*` in the text that Yams was given.
    init(_ error: any Error, _ marker: Unicode.Scalar) {
        switch error {
        case let problem as YAMLProblem:
            self = problem
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let text = context.map { "\(problem), \($0.text)" } ?? problem
            self.init(.malformedYAML, mark, "not well-formed YAML: \(Self.oneLine(text))")
        case YamlError.reader(let problem, let offset, _, let yaml):
            let place = Self.place(of: offset, in: yaml)
            self.init(.malformedYAML, place.line, place.column, "not well-formed YAML: \(Self.oneLine(problem))")
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { $0.replacing(marker).quoted }.joined(separator: ", ")
            self.init(
                .duplicateKey,
                context.mark,
                "given more than once in one map, for the first time here: \(names)"
            )
        default:
            self.init(.malformedYAML, 1, 1, "not well-formed YAML: \(Self.oneLine(String(describing: error)))")
        }
    }

    func error(file: String) -> InputError {
        InputError([
            Diagnostic(rule, file: file, line: line, column: column, message: message)
        ])
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The line and column of a byte offset.
    private static func place(of offset: Int?, in text: String) -> (line: Int, column: Int) {
        let before = text.utf8.prefix(max(0, offset ?? 0))
        let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = lines.last.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count } ?? 0
        return (max(1, lines.count), column + 1)
    }
}

extension String {
    fileprivate func replacing(_ marker: Unicode.Scalar) -> String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == marker ? "*" : $0 }))
    }
}
