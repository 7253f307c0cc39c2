/// `WORKDIR path`: the folder that commands run in.
public struct WorkdirInstruction: Hashable, Sendable {
    /// As written; one that is not absolute starts at the one before.
    public let path: String

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        path = try syntax.soleArgument()
    }
}
