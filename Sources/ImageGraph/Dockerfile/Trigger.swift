/// `ONBUILD` instructions as texts, which is how an image carries them.
enum Trigger {
    /// The text after `ONBUILD`, with the heredocs that belong to it.
    static func text(of instruction: Instruction) -> String {
        let bytes = GoSpace.trimmingStart(instruction.source.bytes[...])
        // The keyword has seven letters; BuildKit cuts it and the white space after it, nothing else.
        var text = String(decoding: GoSpace.trimmingStart(bytes.dropFirst(7)), as: UTF8.self)
        for heredoc in instruction.heredocs { text += "\n" + heredoc.content + heredoc.name }
        return text
    }

    /// Reads a trigger as BuildKit does when it takes effect: as a file of one instruction.
    static func parse(_ text: String) throws(SyntaxProblem) -> Instruction {
        let syntax: DockerfileSyntax
        do {
            syntax = try DockerfileSyntax.parse(Array(text.utf8), file: "")
        } catch {
            throw SyntaxProblem(error.code, "ONBUILD \(text.prefix(60)): \(error.message)", hint: error.hint)
        }
        guard var instruction = syntax.instructions.first, syntax.instructions.count == 1 else {
            throw SyntaxProblem(.invalidSyntax, "ONBUILD \(text.prefix(60)) is not one instruction")
        }
        guard instruction.keyword != "FROM" else {
            throw SyntaxProblem(.invalidSyntax, "FROM is not allowed as an ONBUILD trigger")
        }
        instruction.flagValues = try InstructionCheck.check(instruction)
        return instruction
    }
}
