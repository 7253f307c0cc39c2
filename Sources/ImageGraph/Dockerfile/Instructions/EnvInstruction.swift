/// `ENV key=value …`: the environment of what runs in the image and of the steps after it.
public struct EnvInstruction: Hashable, Sendable {
    /// At least one, in order.
    public let variables: [KeyValuePair]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        variables = try syntax.pairs()
    }
}
