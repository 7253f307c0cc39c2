/// `ADD [flags] source … destination`: like `COPY`, but from the build context only, and it fetches URLs and unpacks
/// archives.
public struct AddInstruction: Hashable, Sendable {
    /// What is taken, and where it goes.
    public let files: SourcesAndDestination
    /// As written.
    public let chown: String?
    /// As written.
    public let chmod: String?
    /// The digest that a fetched file must have, as written.
    public let checksum: String?
    /// Whether the layer is independent of those before it (`--link`).
    public let isLinked: Bool
    /// Whether a git repository that is fetched keeps its `.git`.
    public let keepsGitDirectory: Bool
    /// Whether archives are unpacked; `nil`: those of the context are, those of URLs not.
    public let unpacks: Bool?
    /// Patterns of what is left out, as written.
    public let excludes: [String]
    /// The names of all flags that are given, sorted.
    public let flagsUsed: [String]

    private static let flags: [String: InstructionFlags.Kind] = [
        "chown": .text, "chmod": .text, "link": .boolean, "keep-git-dir": .boolean, "checksum": .text,
        "unpack": .boolean, "exclude": .list,
    ]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        let flags = try InstructionFlags(of: syntax, known: Self.flags)
        files = try SourcesAndDestination(syntax)
        chown = flags.text("chown")
        chmod = flags.text("chmod")
        checksum = flags.text("checksum")
        isLinked = flags.isOn("link")
        keepsGitDirectory = flags.isOn("keep-git-dir")
        unpacks = flags.names.contains("unpack") ? flags.isOn("unpack") : nil
        excludes = flags.list("exclude")
        flagsUsed = flags.names
    }
}
