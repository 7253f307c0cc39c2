/// `VOLUME path …`: where data is kept outside the container.
public struct VolumeInstruction: Hashable, Sendable {
    /// The paths as written, at least one, none of them blank.
    public let paths: [String]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        paths = syntax.arguments
        try InstructionSyntax.require(!paths.isEmpty, "VOLUME needs at least one argument")
        try InstructionSyntax.require(
            paths.allSatisfy { !$0.unicodeScalars.allSatisfy(GoSpace.isSpace) },
            "the path of a VOLUME must not be empty"
        )
    }
}
