/// An instruction that an image carries for the images built on it.
///
/// An image carries it as a text. BuildKit reads that text when it takes effect, as a file of one instruction, and so
/// does this: parser directives of the Dockerfile that it comes from say nothing any more. What is wrong with it is told
/// only then.
public struct OnBuildTrigger: Hashable, Sendable {
    /// The text after the word `ONBUILD`, heredocs included.
    public let expression: String
    private let outcome: Result<Instruction, SyntaxProblem>

    /// Reads `expression`, once for all images that it takes effect in.
    public init(expression: String) {
        self.expression = expression
        outcome = Result { () throws(SyntaxProblem) in try Self.parse(expression) }
    }

    /// - Throws: what is wrong with ``expression``.
    func instruction() throws(SyntaxProblem) -> Instruction { try outcome.get() }

    public static func == (left: OnBuildTrigger, right: OnBuildTrigger) -> Bool { left.expression == right.expression }

    public func hash(into hasher: inout Hasher) { hasher.combine(expression) }

    private static func parse(_ text: String) throws(SyntaxProblem) -> Instruction {
        let syntax: DockerfileSyntax
        do {
            syntax = try DockerfileSyntax.parse(Array(text.utf8), file: "")
        } catch {
            throw SyntaxProblem(error.code, "ONBUILD \(text.prefix(60)): \(error.message)", hint: error.hint)
        }
        guard let instruction = syntax.instructions.first, syntax.instructions.count == 1 else {
            throw SyntaxProblem(.invalidSyntax, "ONBUILD \(text.prefix(60)) is not one instruction")
        }
        guard instruction.keyword != "FROM" else {
            throw SyntaxProblem(.invalidSyntax, "FROM is not allowed as an ONBUILD trigger")
        }
        return try Instruction(instruction)
    }
}
