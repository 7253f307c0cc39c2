/// `COPY [flags] source … destination`: files of the build context, of a stage or of an image.
public struct CopyInstruction: Hashable, Sendable {
    /// What is taken, and where it goes.
    public let files: SourcesAndDestination
    /// The stage, by name or index, or the image that the files come from; `nil` for the build context.
    public let from: String?
    /// As written.
    public let chown: String?
    /// As written.
    public let chmod: String?
    /// Whether the layer is independent of those before it (`--link`).
    public let isLinked: Bool
    /// Whether the folders above a source are kept (`--parents`).
    public let keepsParents: Bool
    /// Patterns of what is left out, as written.
    public let excludes: [String]
    /// The names of all flags that are given, sorted.
    public let flagsUsed: [String]

    private static let flags: [String: InstructionFlags.Kind] = [
        "chown": .text, "chmod": .text, "from": .text, "link": .boolean, "parents": .boolean, "exclude": .list,
    ]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        let flags = try InstructionFlags(of: syntax, known: Self.flags)
        files = try SourcesAndDestination(syntax)
        from = flags.text("from")
        chown = flags.text("chown")
        chmod = flags.text("chmod")
        isLinked = flags.isOn("link")
        keepsParents = flags.isOn("parents")
        excludes = flags.list("exclude")
        flagsUsed = flags.names
    }
}
