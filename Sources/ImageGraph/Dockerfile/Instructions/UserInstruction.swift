/// `USER user[:group]`: whom commands run as.
public struct UserInstruction: Hashable, Sendable {
    /// Name or number, with the group if there is one, as written.
    public let user: String

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        user = try syntax.soleArgument()
    }
}
