import Basics

/// Checks one instruction on its own: is it known, are its flags and the number of its arguments right?
///
/// Source: BuildKit's `instructions.ParseInstruction`.
enum InstructionCheck {
    static let keywords: Set<String> = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ]

    /// Checks `instruction`, and gives its flags by name.
    static func check(_ instruction: Instruction) throws(SyntaxProblem) -> [String: [String]] {
        let keyword = instruction.keyword
        guard keywords.contains(keyword) else {
            let hint = Suggestion.nearest(to: keyword, among: keywords).map { "did you mean \($0)?" }
            let shown = keyword.count > 60 ? String(keyword.prefix(57)) + "..." : keyword
            throw SyntaxProblem(.unknownInstruction, "unknown instruction \(shown)", hint: hint)
        }
        let arguments = instruction.arguments
        // BuildKit does not look at the flags of a disabled health check.
        if keyword == "HEALTHCHECK", arguments.count == 1, arguments[0].uppercased() == "NONE" { return [:] }
        let flags = try FlagTable.values(of: instruction)
        switch keyword {
        case "ADD", "COPY": try checkCopy(instruction)
        case "ARG": try checkArgument(arguments)
        case "ENV", "LABEL": try checkPairs(arguments, keyword: keyword)
        case "EXPOSE": try require(!arguments.isEmpty, "EXPOSE needs at least one port")
        case "FROM": _ = try stageName(arguments)
        case "HEALTHCHECK": try checkHealthCheck(instruction, flags: flags)
        case "MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR":
            try require(arguments.count == 1, "\(keyword) needs exactly one argument")
        case "ONBUILD": try checkTrigger(instruction)
        case "RUN": try checkRun(flags)
        case "SHELL":
            try require(!arguments.isEmpty, "SHELL needs at least one argument")
            try require(instruction.isJSON, "SHELL takes its arguments in JSON form: [\"/bin/sh\", \"-c\"]")
        case "VOLUME": try checkVolumes(arguments)
        default: break
        }
        return flags
    }

    private static func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(SyntaxProblem) {
        guard condition else { throw SyntaxProblem(.invalidSyntax, message()) }
    }

    /// The stage name of `FROM base AS name` in lower case; `nil` for `FROM base`.
    static func stageName(_ arguments: [String]) throws(SyntaxProblem) -> String? {
        if arguments.count == 1 { return nil }
        guard arguments.count == 3, arguments[1].lowercased() == "as" else {
            throw SyntaxProblem(
                .invalidSyntax,
                "FROM takes an image, or an image, AS and a stage name",
                hint: arguments.contains { $0.utf8.first == .hash } ? "a comment needs a line of its own" : nil
            )
        }
        let name = arguments[2].lowercased()
        let bytes = name.utf8
        guard let first = bytes.first, first.isLowercase,
            bytes.allSatisfy({ $0.isLowerAlphanumeric || $0 == .hyphen || $0 == .underscore || $0 == .dot })
        else {
            throw SyntaxProblem(
                .invalidSyntax,
                "\"\(arguments[2])\" is no stage name",
                hint: "a stage name starts with a letter, then has letters, digits, - _ and ."
            )
        }
        return name
    }

    private static func checkCopy(_ instruction: Instruction) throws(SyntaxProblem) {
        guard instruction.arguments.count >= 2, let destination = instruction.arguments.last else {
            throw SyntaxProblem(.invalidSyntax, "\(instruction.keyword) needs a source and a destination")
        }
        let heredoc = (try? HeredocReader.parse(destination)) ?? nil
        try require(heredoc == nil, "\(instruction.keyword) cannot have a heredoc for a destination")
    }

    private static func checkArgument(_ arguments: [String]) throws(SyntaxProblem) {
        try require(!arguments.isEmpty, "ARG needs at least one argument")
        try require(!arguments.contains { $0.utf8.first == .equals }, "the name of an ARG must not be blank")
    }

    private static func checkPairs(_ arguments: [String], keyword: String) throws(SyntaxProblem) {
        try require(!arguments.isEmpty, "\(keyword) needs at least one argument")
        for key in stride(from: 0, to: arguments.count, by: 3) {
            try require(!arguments[key].isEmpty, "the name of a \(keyword) must not be blank")
        }
    }

    private static func checkTrigger(_ instruction: Instruction) throws(SyntaxProblem) {
        guard let trigger = instruction.trigger else {
            throw SyntaxProblem(.invalidSyntax, "ONBUILD needs an instruction")
        }
        switch trigger.keyword {
        case "ONBUILD": throw SyntaxProblem(.invalidSyntax, "ONBUILD ONBUILD is not allowed")
        case "FROM", "MAINTAINER":
            throw SyntaxProblem(.invalidSyntax, "\(trigger.keyword) is not allowed as an ONBUILD trigger")
        default: break
        }
    }

    private static func checkRun(_ flags: [String: [String]]) throws(SyntaxProblem) {
        for mount in flags["mount"] ?? [] { _ = try MountOption(mount) }
        for (flag, known) in [
            ("network", ["default", "none", "host"]), ("security", ["sandbox", "insecure"]),
        ] {
            guard let value = flags[flag]?.first else { continue }
            guard known.contains(value) else {
                throw SyntaxProblem(
                    .invalidFlag,
                    "--\(flag)=\(value) is not one of \(known.joined(separator: ", "))"
                )
            }
        }
    }

    private static func checkVolumes(_ arguments: [String]) throws(SyntaxProblem) {
        try require(!arguments.isEmpty, "VOLUME needs at least one argument")
        try require(
            arguments.allSatisfy { !$0.unicodeScalars.allSatisfy(GoSpace.isSpace) },
            "the path of a VOLUME must not be empty"
        )
    }
}
