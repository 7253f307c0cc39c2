/// What `ADD` and `COPY` take, and where it goes.
public struct SourcesAndDestination: Hashable, Sendable {
    /// Paths and, for `ADD`, URLs, as written.
    public let sources: [String]
    /// The documents that stand in the Dockerfile itself, in order.
    public let documents: [Heredoc]
    /// As written.
    public let destination: String

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        guard syntax.arguments.count >= 2, let destination = syntax.arguments.last else {
            throw SyntaxProblem(.invalidSyntax, "\(syntax.keyword) needs a source and a destination")
        }
        try InstructionSyntax.require(
            !Self.isDocument(destination),
            "\(syntax.keyword) cannot have a heredoc for a destination"
        )
        self.destination = destination
        sources = syntax.arguments.dropLast().filter { !Self.isDocument($0) }
        documents = syntax.heredocs
    }

    /// Whether a word is `<<NAME`.
    private static func isDocument(_ word: String) -> Bool {
        // Like BuildKit, this takes a word that cannot be read as one for a path.
        ((try? HeredocReader.parse(word)) ?? nil) != nil
    }
}
