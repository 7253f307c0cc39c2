/// `RUN [flags] command`: a step of the build.
public struct RunInstruction: Hashable, Sendable {
    /// `--network`
    public enum Network: String, Sendable, CaseIterable {
        case `default`, none, host
    }

    /// `--security`
    public enum Security: String, Sendable, CaseIterable {
        case sandbox, insecure
    }

    public let command: CommandForm
    /// The documents that follow it: files that the command names, or the command itself.
    public let documents: [Heredoc]
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
