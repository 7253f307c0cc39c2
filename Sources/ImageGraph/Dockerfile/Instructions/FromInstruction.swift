/// `FROM [--platform=…] base [AS name]`: the start of a stage.
public struct FromInstruction: Hashable, Sendable {
    /// An image, an earlier stage or `scratch`, as written.
    public let base: String
    /// The name after `AS`, in lower case.
    public let name: String?
    /// The value of `--platform`, as written.
    public let platform: String?

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        platform = try InstructionFlags(of: syntax, known: ["platform": .text]).text("platform")
        let arguments = syntax.arguments
        guard arguments.count == 1 || arguments.count == 3 && arguments[1].lowercased() == "as" else {
            throw SyntaxProblem(
                .invalidSyntax,
                "FROM takes an image, or an image, AS and a stage name",
                hint: arguments.contains { $0.utf8.first == .hash } ? "a comment needs a line of its own" : nil
            )
        }
        base = arguments[0]
        name = arguments.count == 1 ? nil : try Self.stageName(arguments[2])
    }

    private static func stageName(_ written: String) throws(SyntaxProblem) -> String {
        let name = written.lowercased()
        let bytes = name.utf8
        guard let first = bytes.first, first.isLowercase,
            bytes.allSatisfy({ $0.isLowerAlphanumeric || $0 == .hyphen || $0 == .underscore || $0 == .dot })
        else {
            throw SyntaxProblem(
                .invalidSyntax,
                "\"\(written)\" is no stage name",
                hint: "a stage name starts with a letter, then has letters, digits, - _ and ."
            )
        }
        return name
    }
}
