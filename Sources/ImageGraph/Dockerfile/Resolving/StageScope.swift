/// The variables within a stage: what its base left, its `ARG`s and its `ENV`s.
///
/// Source: BuildKit's `dispatch`. What an external image sets in its environment is not known here, so a variable that
/// is not set in the file counts as empty, and `${x:?}` of it as no error.
struct StageScope {
    /// What all commands of a file are expanded with.
    struct Surroundings {
        var lexer: ShellLexer
        let globals: [String: String]
        let buildArguments: [String: String]
        var budget: ShellLexer.Budget

        mutating func expand(_ text: String, _ variables: [String: String]) throws(SyntaxProblem) -> String {
            try lexer.expand(text, variables: variables, budget: &budget).text
        }
    }

    var variables: [String: String] = [:]
    /// The labels so far.
    var labels: [String: String] = [:]
    /// What `ENV` has set so far.
    var environment: Set<String> = []
    /// What `ARG` has declared so far.
    var declared: Set<String> = []

    /// Whether a variable has been declared or set.
    func knows(_ name: String) -> Bool { declared.contains(name) || environment.contains(name) }

    /// Takes in one command: its expansions, which may fail, and what it sets.
    mutating func apply(_ command: Instruction.Command, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        switch command {
        case .arg(let arg): try declare(arg, &surroundings)
        case .env(let env): try set(env, &surroundings)
        case .label(let label): try add(label, &surroundings)
        case .run(let run):
            for mount in run.mounts {
                try mount.check { text throws(SyntaxProblem) in try surroundings.expand(text, variables) }
            }
        case .add(let add):
            try check([add.chown, add.chmod, add.checksum].compactMap(\.self) + add.excludes, &surroundings)
            try check(add.files, &surroundings)
        case .copy(let copy):
            try check([copy.chown, copy.chmod].compactMap(\.self) + copy.excludes, &surroundings)
            try check(copy.files, &surroundings)
        case .expose(let expose): try check(expose, &surroundings)
        case .stopSignal(let stopSignal): try check(stopSignal, &surroundings)
        case .user(let user): try check([user.user], &surroundings)
        case .volume(let volume): try check(volume.paths, &surroundings)
        case .workdir(let workdir): try check([workdir.path], &surroundings)
        case .cmd, .entrypoint, .from, .healthCheck, .maintainer, .onBuild, .shell: break
        }
    }

    /// Each default of an `ARG` sees the arguments before it.
    mutating func declare(_ arg: ArgInstruction, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        for argument in arg.declarations {
            declared.insert(argument.name)
            if let value = surroundings.buildArguments[argument.name] {
                variables[argument.name] = value
            } else if let value = argument.value {
                variables[argument.name] = try surroundings.expand(value, variables)
            } else if let value = surroundings.globals[argument.name] {
                variables[argument.name] = value
            }
        }
    }

    /// All values of one `ENV` see the variables from before it.
    private mutating func set(_ env: EnvInstruction, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        let before = variables
        for pair in env.variables {
            let key = try surroundings.expand(pair.key, before)
            variables[key] = try surroundings.expand(pair.value, before)
            environment.insert(key)
        }
    }

    private mutating func add(_ label: LabelInstruction, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        let written = ShellLexer(escape: surroundings.lexer.escape, keepsUnset: true)
        for pair in label.labels {
            let key = try surroundings.expand(pair.key, variables)
            _ = try surroundings.expand(pair.value, variables)
            labels[key] = try written.expand(pair.value, variables: [:], budget: &surroundings.budget).text
        }
    }

    /// The paths of the build context that a command takes, as far as they can be told.
    func contextSources(of step: StageResolver.StageStep, _ surroundings: inout Surroundings) -> [ContextSource] {
        let files: SourcesAndDestination
        switch step.instruction.command {
        case .add(let add): files = add.files
        case .copy(let copy) where copy.from?.isEmpty ?? true: files = copy.files
        default: return []
        }
        return files.sources.compactMap { text in
            // That they can be expanded has been seen.
            guard
                let expanded = try? surroundings.lexer.expand(
                    text,
                    variables: variables,
                    budget: &surroundings.budget
                ), expanded.unset.isEmpty || !surroundings.lexer.toleratesUnset
            else { return nil }
            return ContextSource(
                step.instruction.keyword,
                expanded.text,
                line: (step.origin ?? step.instruction).line,
                isTriggered: step.origin != nil
            )
        }
    }

    // MARK: Texts that set nothing

    private func check(_ texts: [String], _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        for text in texts { _ = try surroundings.expand(text, variables) }
    }

    private func check(_ files: SourcesAndDestination, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        try check(files.sources + [files.destination], &surroundings)
        // The text of a document is expanded too, with a backslash for the escape character whatever the file's is.
        let document = ShellLexer(ignoresQuotes: true, toleratesUnset: surroundings.lexer.toleratesUnset)
        for heredoc in files.documents where heredoc.isExpanded {
            _ = try document.expand(heredoc.content, variables: variables, budget: &surroundings.budget)
        }
    }

    private func check(_ expose: ExposeInstruction, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        let lexer = surroundings.lexer
        for port in expose.ports {
            let expanded = try lexer.expand(port, variables: variables, splits: true, budget: &surroundings.budget)
            // With a variable that an image may set, the port is not known.
            guard expanded.unset.isEmpty || !lexer.toleratesUnset else { continue }
            for port in expanded.words { try ExposeInstruction.check(port: port) }
        }
    }

    private func check(_ stop: StopSignalInstruction, _ surroundings: inout Surroundings) throws(SyntaxProblem) {
        let lexer = surroundings.lexer
        let expanded = try lexer.expand(stop.signal, variables: variables, budget: &surroundings.budget)
        guard expanded.unset.isEmpty || !lexer.toleratesUnset else { return }
        try StopSignalInstruction.check(signal: expanded.text)
    }
}
