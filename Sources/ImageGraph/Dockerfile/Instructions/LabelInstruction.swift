/// `LABEL key=value …`: labels of the image.
public struct LabelInstruction: Hashable, Sendable {
    /// At least one, in order.
    public let labels: [KeyValuePair]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        labels = try syntax.pairs()
    }
}
