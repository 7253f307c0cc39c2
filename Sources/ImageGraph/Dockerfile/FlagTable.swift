import Basics

/// The flags that each instruction knows, and what they may hold.
///
/// Source: BuildKit's `instructions/parse.go` and `bflag.go`.
enum FlagTable {
    enum Kind {
        /// `--link`, `--link=true`, `--link=false`.
        case boolean
        /// `--chown=VALUE`, once.
        case text
        /// `--mount=VALUE`, any number of times.
        case list
    }

    private static let copy: [String: Kind] = [
        "chown": .text, "chmod": .text, "from": .text, "link": .boolean, "parents": .boolean, "exclude": .list,
    ]
    private static let add: [String: Kind] = [
        "chown": .text, "chmod": .text, "link": .boolean, "keep-git-dir": .boolean, "checksum": .text,
        "unpack": .boolean, "exclude": .list,
    ]
    private static let run: [String: Kind] = [
        "mount": .list, "network": .text, "security": .text, "device": .list,
    ]
    private static let healthCheck: [String: Kind] = [
        "interval": .text, "timeout": .text, "start-period": .text, "start-interval": .text, "retries": .text,
    ]

    /// The flags of an instruction; `nil` where BuildKit does not look at them at all.
    static func flags(of keyword: String) -> [String: Kind]? {
        switch keyword {
        case "ADD": add
        case "COPY": copy
        case "FROM": ["platform": .text]
        case "HEALTHCHECK": healthCheck
        case "RUN": run
        case "ARG", "STOPSIGNAL": nil
        default: [:]
        }
    }

    /// The flags of an instruction by name, all checked.
    static func values(of instruction: Instruction) throws(SyntaxProblem) -> [String: [String]] {
        guard let known = flags(of: instruction.keyword) else { return [:] }
        var values: [String: [String]] = [:]
        for flag in instruction.flags {
            let body = flag.dropFirst(2)
            let equals = body.utf8.firstIndex(of: .equals)
            let name = String(equals.map { body[..<$0] } ?? body)
            let value = equals.map { String(body[body.utf8.index(after: $0)...]) }
            guard let kind = known[name] else {
                throw SyntaxProblem(
                    .invalidFlag,
                    "\(instruction.keyword) has no flag --\(name)",
                    hint: suggestion(name, known)
                )
            }
            if kind != .list, values[name] != nil {
                throw SyntaxProblem(.invalidFlag, "the flag --\(name) is given twice")
            }
            values[name, default: []].append(try checked(value, name: name, kind: kind))
        }
        return values
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

    private static func suggestion(_ name: String, _ known: [String: Kind]) -> String? {
        Suggestion.nearest(to: name, among: known.keys).map { "did you mean --\($0)?" }
    }
}
