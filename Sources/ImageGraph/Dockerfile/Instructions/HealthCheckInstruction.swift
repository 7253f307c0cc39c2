/// `HEALTHCHECK NONE`, or `HEALTHCHECK [flags] CMD command`.
public struct HealthCheckInstruction: Hashable, Sendable {
    /// What tells whether a container works; `nil`: nothing, not even what the base has.
    public let command: CommandForm?
    /// The flags as written, checked: `interval`, `timeout`, `start-period` and `start-interval` are durations as Go
    /// writes them, `retries` is a number. An empty value counts as none.
    public let settings: [String: String]

    private static let durations = ["interval", "timeout", "start-period", "start-interval"]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        // BuildKit does not look at the flags of a disabled health check.
        if syntax.arguments.count == 1, syntax.arguments[0].uppercased() == "NONE" {
            command = nil
            settings = [:]
            return
        }
        let known = Self.durations + ["retries"]
        let flags = try InstructionFlags(of: syntax, known: Dictionary(uniqueKeysWithValues: known.map { ($0, .text) }))
        command = try Self.command(syntax)
        var settings: [String: String] = [:]
        for name in known {
            guard let value = flags.text(name), !value.isEmpty else { continue }
            try Self.check(value, of: name)
            settings[name] = value
        }
        self.settings = settings
    }

    private static func command(_ syntax: InstructionSyntax) throws(SyntaxProblem) -> CommandForm {
        guard let kind = syntax.arguments.first else {
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK needs NONE or CMD")
        }
        switch kind.uppercased() {
        case "NONE":
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK NONE takes no arguments")
        case "CMD":
            let words = Array(syntax.arguments.dropFirst())
            guard let first = words.first else {
                throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK CMD needs a command")
            }
            return syntax.isJSON ? .exec(words) : .shell(first)
        default:
            throw SyntaxProblem(.invalidSyntax, "HEALTHCHECK takes NONE or CMD, not \(kind)")
        }
    }

    private static func check(_ value: String, of name: String) throws(SyntaxProblem) {
        if durations.contains(name) {
            guard GoDuration.isValidInterval(value) else {
                throw SyntaxProblem(
                    .invalidFlag,
                    "--\(name)=\(value) is no duration of 0 or at least 1ms",
                    hint: "such as 30s or 1m30s"
                )
            }
        } else {
            guard let number = Int32(value), number >= 0 else {
                throw SyntaxProblem(.invalidFlag, "--\(name)=\(value) is no number of retries")
            }
        }
    }
}
