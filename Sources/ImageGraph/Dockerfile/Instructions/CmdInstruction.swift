/// `CMD command`: what a container runs, or the arguments of its entry point.
public struct CmdInstruction: Hashable, Sendable {
    /// The command, for a shell or as words.
    public let command: CommandForm

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        command = syntax.commandForm
    }
}
