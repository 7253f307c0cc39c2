/// The variables that `FROM` sees: the predefined platform arguments and the `ARG`s before the first `FROM`.
///
/// Source: BuildKit's `defaultArgs` and `buildMetaArgs`.
struct GlobalScope {
    var variables: [String: String]
    let target: Platform
    let build: Platform
    /// The names that need no declaration.
    static let predefined: Set<String> = [
        "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT",
        "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
    ]

    init(options: ResolveOptions, lastStage: String?) throws(SyntaxProblem) {
        target = try Platform(parsing: options.platform, host: nil)
        build =
            try options.buildPlatform.map { text throws(SyntaxProblem) in
                try Platform(parsing: text, host: nil)
            } ?? target
        var name = options.target ?? lastStage ?? ""
        if name.isEmpty { name = "default" }
        variables = [
            "BUILDPLATFORM": build.text, "BUILDOS": build.system, "BUILDOSVERSION": build.systemVersion,
            "BUILDARCH": build.architecture, "BUILDVARIANT": build.variant,
            "TARGETPLATFORM": target.text, "TARGETOS": target.system, "TARGETOSVERSION": target.systemVersion,
            "TARGETARCH": target.architecture, "TARGETVARIANT": target.variant, "TARGETSTAGE": name,
        ]
        for key in Self.predefined {
            if let value = options.buildArguments[key] { variables[key] = value }
        }
    }

    /// Takes in one global `ARG`, whose defaults may use the ones before it.
    mutating func declare(
        _ arg: ArgInstruction,
        lexer: ShellLexer,
        buildArguments: [String: String],
        budget: inout ShellLexer.Budget
    ) throws(SyntaxProblem) {
        for argument in arg.declarations {
            if let value = buildArguments[argument.name] {
                variables[argument.name] = value
            } else if let value = argument.value {
                variables[argument.name] = try lexer.expand(value, variables: variables, budget: &budget).text
            }
        }
    }
}
