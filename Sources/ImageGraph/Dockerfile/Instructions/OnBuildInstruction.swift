/// `ONBUILD instruction`: what runs in images that are built on this one.
public struct OnBuildInstruction: Hashable, Sendable {
    /// What it carries.
    public let trigger: OnBuildTrigger

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        try syntax.refuseFlags()
        guard let carried = syntax.trigger else {
            throw SyntaxProblem(.invalidSyntax, "ONBUILD needs an instruction")
        }
        switch carried.keyword {
        case "ONBUILD": throw SyntaxProblem(.invalidSyntax, "ONBUILD ONBUILD is not allowed")
        case "FROM", "MAINTAINER":
            throw SyntaxProblem(.invalidSyntax, "\(carried.keyword) is not allowed as an ONBUILD trigger")
        default: break
        }
        trigger = OnBuildTrigger(expression: Self.expression(syntax))
    }

    /// The text after `ONBUILD`, with the heredocs that belong to it.
    private static func expression(_ syntax: InstructionSyntax) -> String {
        let bytes = GoSpace.trimmingStart(syntax.source.bytes[...])
        // The keyword has seven letters; BuildKit cuts it and the white space after it, nothing else.
        var text = String(decoding: GoSpace.trimmingStart(bytes.dropFirst(7)), as: UTF8.self)
        for heredoc in syntax.heredocs { text += "\n" + heredoc.content + heredoc.name }
        return text
    }
}
