/// `MAINTAINER name`: who looks after the image; labels are used for it today.
public struct MaintainerInstruction: Hashable, Sendable {
    /// As written.
    public let name: String

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        name = try syntax.soleArgument()
    }
}
