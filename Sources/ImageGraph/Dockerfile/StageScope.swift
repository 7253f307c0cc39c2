/// The variables within a stage: what its base left, its `ARG`s and its `ENV`s.
///
/// Source: BuildKit's `dispatch`. What an external image sets in its environment is not known here, so a variable that
/// is not set in the file counts as empty, and `${x:?}` of it as no error.
struct StageScope {
    var variables: [String: String] = [:]
    /// The labels so far.
    var labels: [String: String] = [:]

    /// Takes in one command: its expansions, which may fail, and what it sets.
    mutating func apply(
        _ instruction: Instruction,
        lexer: ShellLexer,
        globals: [String: String],
        buildArguments: [String: String],
        budget: inout ShellLexer.Budget
    ) throws(SyntaxProblem) {
        // All values of one instruction see the variables from before it.
        let before = variables
        func expand(_ text: String) throws(SyntaxProblem) -> String {
            try lexer.expand(text, variables: before, budget: &budget).text
        }
        let arguments = instruction.arguments
        switch instruction.keyword {
        case "ARG":
            for argument in ArgumentDeclaration.all(in: instruction) {
                if let value = buildArguments[argument.name] {
                    variables[argument.name] = value
                } else if let value = argument.value {
                    variables[argument.name] = try lexer.expand(value, variables: variables, budget: &budget).text
                } else if let value = globals[argument.name] {
                    variables[argument.name] = value
                }
            }
        case "ENV":
            for index in stride(from: 0, to: arguments.count, by: 3) {
                let key = try expand(arguments[index])
                variables[key] = try expand(arguments[index + 1])
            }
        case "LABEL":
            for index in stride(from: 0, to: arguments.count, by: 3) {
                let key = try expand(arguments[index])
                _ = try expand(arguments[index + 1])
                let written = ShellLexer(escape: lexer.escape, keepsUnset: true)
                labels[key] = try written.expand(arguments[index + 1], variables: [:], budget: &budget).text
            }
        case "RUN":
            for mount in instruction.flagValues["mount"] ?? [] {
                try MountOption(mount).check(expand)
            }
        case "ADD", "COPY":
            for flag in ["chown", "chmod", "checksum", "exclude"] {
                for value in instruction.flagValues[flag] ?? [] { _ = try expand(value) }
            }
            for argument in arguments where try HeredocReader.parse(argument) == nil { _ = try expand(argument) }
            // The text of a document is expanded too, with a backslash for the escape character whatever the file's is.
            let document = ShellLexer(ignoresQuotes: true, toleratesUnset: lexer.toleratesUnset)
            for heredoc in instruction.heredocs where heredoc.isExpanded {
                _ = try document.expand(heredoc.content, variables: before, budget: &budget)
            }
        case "EXPOSE":
            for argument in arguments {
                let expanded = try lexer.expand(argument, variables: before, splits: true, budget: &budget)
                // With a variable that an image may set, the port is not known.
                guard expanded.unset.isEmpty || !lexer.toleratesUnset else { continue }
                for port in expanded.words { try PortCheck.check(port) }
            }
        case "STOPSIGNAL":
            for argument in arguments {
                let expanded = try lexer.expand(argument, variables: before, budget: &budget)
                guard expanded.unset.isEmpty || !lexer.toleratesUnset else { continue }
                try SignalCheck.check(expanded.text)
            }
        case "USER", "VOLUME", "WORKDIR":
            for argument in arguments { _ = try expand(argument) }
        default:
            break
        }
    }
}
