/// `ARG name[=default] …`: variables that a build may set.
public struct ArgInstruction: Hashable, Sendable {
    /// One `NAME` or `NAME=DEFAULT`.
    public struct Declaration: Hashable, Sendable {
        /// The name, as written.
        public let name: String
        /// The default, quotes and variables as written; `nil` where there is none.
        public let value: String?

        init(_ word: String) {
            let equals = word.utf8.firstIndex(of: .equals)
            name = String(equals.map { word[..<$0] } ?? word[...])
            value = equals.map { String(word[word.utf8.index(after: $0)...]) }
        }
    }

    /// At least one.
    public let declarations: [Declaration]

    // BuildKit does not look at the flags of an ARG.
    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        declarations = syntax.arguments.map(Declaration.init)
        try InstructionSyntax.require(!declarations.isEmpty, "ARG needs at least one argument")
        try InstructionSyntax.require(
            !declarations.contains { $0.value != nil && $0.name.isEmpty },
            "the name of an ARG must not be blank"
        )
    }
}
