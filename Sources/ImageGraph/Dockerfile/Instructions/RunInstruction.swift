/// `RUN [flags] command`: a step of the build.
public struct RunInstruction: Hashable, Sendable {
    /// What `--network` may say: which network the command sees.
    public enum Network: String, Sendable, CaseIterable {
        /// The build's own network.
        case `default`
        /// No network at all.
        case none
        /// The network of the machine that builds.
        case host
    }

    /// What `--security` may say: what the command may do.
    public enum Security: String, Sendable, CaseIterable {
        /// Without privileges.
        case sandbox
        /// With those of the builder.
        case insecure
    }

    /// The command, for a shell or as words.
    public let command: CommandForm
    /// The documents that follow it: files that the command names, or the command itself.
    public let documents: [Heredoc]
    /// The values of `--mount`, in order.
    public let mounts: [Mount]
    /// `nil`: as the build says.
    public let network: Network?
    /// `nil`: the sandbox.
    public let security: Security?
    /// As written.
    public let devices: [String]
    /// The names of all flags that are given, sorted.
    public let flagsUsed: [String]

    private static let flags: [String: InstructionFlags.Kind] = [
        "mount": .list, "network": .text, "security": .text, "device": .list,
    ]

    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        let flags = try InstructionFlags(of: syntax, known: Self.flags)
        mounts = try flags.list("mount").map { value throws(SyntaxProblem) in try Mount(value) }
        network = try flags.choice("network")
        security = try flags.choice("security")
        devices = flags.list("device")
        flagsUsed = flags.names
        command = syntax.commandForm
        documents = syntax.heredocs
    }
}
