/// Checks `SOURCE_DATE_EPOCH`: seconds, the word `context`, or a stage that fetches one remote source.
///
/// Source: BuildKit's `dockerfile2llb/epoch.go`.
enum SourceDateEpoch {
    private static let name = "SOURCE_DATE_EPOCH"

    static func check(
        _ dockerfile: Dockerfile,
        globals: GlobalScope,
        buildArguments: [String: String],
        lexer: ShellLexer
    ) throws(DockerfileError) {
        let value = buildArguments[name] ?? globals.variables[name] ?? ""
        guard !value.isEmpty, Int64(value) == nil, value != "context" else { return }
        let lower = value.lowercased()
        guard let stage = dockerfile.stages.first(where: { $0.name == lower }) else {
            throw DockerfileError(
                file: dockerfile.file,
                code: .invalidSourceDate,
                message: "\(name) is \"\(value)\"",
                hint: "it must be seconds since 1970, context or the name of a stage"
            )
        }
        var variables = globals.variables
        variables[name] = nil
        do {
            try check(
                stage,
                of: dockerfile,
                variables: variables,
                buildArguments: buildArguments,
                lexer: lexer
            )
        } catch {
            throw error.at(dockerfile.file, line: stage.line)
        }
    }

    private static func check(
        _ stage: Stage,
        of dockerfile: Dockerfile,
        variables: [String: String],
        buildArguments: [String: String],
        lexer: ShellLexer
    ) throws(SyntaxProblem) {
        let failure = SyntaxProblem(
            .invalidSourceDate,
            "the stage that \(name) names must be FROM scratch with one ADD of a URL, and no more"
        )
        guard try lexer.expand(stage.base, variables: variables).text == "scratch" else { throw failure }
        var scope = StageScope(variables: variables)
        var surroundings = StageScope.Surroundings(
            lexer: lexer,
            globals: [:],
            buildArguments: buildArguments,
            budget: ShellLexer.Budget()
        )
        var sources = 0
        for instruction in dockerfile.instructions(of: stage) {
            switch instruction.command {
            case .arg(let arg):
                try scope.declare(arg, &surroundings)
            case .add(let add):
                sources += 1
                guard add.files.sources.count == 1, add.files.documents.isEmpty,
                    ContextSource.isRemote(try lexer.expand(add.files.sources[0], variables: scope.variables).text)
                else { throw failure }
            default: throw failure
            }
        }
        guard sources == 1 else { throw failure }
    }
}
