/// `SHELL ["program", "argument", …]`: what runs commands in shell form.
public struct ShellInstruction: Hashable, Sendable {
    /// The program and its arguments, at least one word.
    public let words: [String]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        try InstructionSyntax.require(!syntax.arguments.isEmpty, "SHELL needs at least one argument")
        try InstructionSyntax.require(
            syntax.isJSON,
            "SHELL takes its arguments in JSON form: [\"/bin/sh\", \"-c\"]"
        )
        words = syntax.arguments
    }
}
