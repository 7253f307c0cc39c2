/// `ENTRYPOINT command`: what a container runs.
public struct EntrypointInstruction: Hashable, Sendable {
    /// The command, for a shell or as words.
    public let command: CommandForm

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        command = syntax.commandForm
    }
}
