import Basics

/// One instruction of a Dockerfile: what it says, typed, and where it stands. Nothing in it is expanded yet.
///
/// Source: BuildKit's `instructions.ParseInstruction`, which has one type an instruction too.
public struct Instruction: Hashable, Sendable {
    /// What the instruction says.
    public enum Command: Hashable, Sendable {
        case add(AddInstruction)
        case arg(ArgInstruction)
        case cmd(CmdInstruction)
        case copy(CopyInstruction)
        case entrypoint(EntrypointInstruction)
        case env(EnvInstruction)
        case expose(ExposeInstruction)
        case from(FromInstruction)
        case healthCheck(HealthCheckInstruction)
        case label(LabelInstruction)
        case maintainer(MaintainerInstruction)
        indirect case onBuild(OnBuildInstruction)
        case run(RunInstruction)
        case shell(ShellInstruction)
        case stopSignal(StopSignalInstruction)
        case user(UserInstruction)
        case volume(VolumeInstruction)
        case workdir(WorkdirInstruction)
    }

    /// The keywords that there are, as a Dockerfile has them.
    public enum Keyword: String, Sendable, CaseIterable {
        case add = "ADD"
        case arg = "ARG"
        case cmd = "CMD"
        case copy = "COPY"
        case entrypoint = "ENTRYPOINT"
        case env = "ENV"
        case expose = "EXPOSE"
        case from = "FROM"
        case healthCheck = "HEALTHCHECK"
        case label = "LABEL"
        case maintainer = "MAINTAINER"
        case onBuild = "ONBUILD"
        case run = "RUN"
        case shell = "SHELL"
        case stopSignal = "STOPSIGNAL"
        case user = "USER"
        case volume = "VOLUME"
        case workdir = "WORKDIR"
    }

    public let keyword: Keyword
    public let command: Command
    /// The first physical line, from 1.
    public var line: Int { syntax.line }
    /// The last physical line, heredocs included.
    public var endLine: Int { syntax.endLine }
    /// The whole instruction on one line, without comments and continuation characters.
    public var text: String { syntax.text }
    /// The documents that follow the instruction, in order.
    public var heredocs: [Heredoc] { syntax.heredocs }

    let syntax: InstructionSyntax

    /// Reads what `syntax` says: a known keyword, known flags, arguments of the right number and shape.
    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        guard let keyword = Keyword(rawValue: syntax.keyword) else { throw Self.unknown(syntax.keyword) }
        self.keyword = keyword
        self.syntax = syntax
        command = try Self.command(keyword, syntax)
    }

    private static func command(_ keyword: Keyword, _ syntax: InstructionSyntax) throws(SyntaxProblem) -> Command {
        switch keyword {
        case .add: .add(try AddInstruction(syntax))
        case .arg: .arg(try ArgInstruction(syntax))
        case .cmd: .cmd(try CmdInstruction(syntax))
        case .copy: .copy(try CopyInstruction(syntax))
        case .entrypoint: .entrypoint(try EntrypointInstruction(syntax))
        case .env: .env(try EnvInstruction(syntax))
        case .expose: .expose(try ExposeInstruction(syntax))
        case .from: .from(try FromInstruction(syntax))
        case .healthCheck: .healthCheck(try HealthCheckInstruction(syntax))
        case .label: .label(try LabelInstruction(syntax))
        case .maintainer: .maintainer(try MaintainerInstruction(syntax))
        case .onBuild: .onBuild(try OnBuildInstruction(syntax))
        case .run: .run(try RunInstruction(syntax))
        case .shell: .shell(try ShellInstruction(syntax))
        case .stopSignal: .stopSignal(try StopSignalInstruction(syntax))
        case .user: .user(try UserInstruction(syntax))
        case .volume: .volume(try VolumeInstruction(syntax))
        case .workdir: .workdir(try WorkdirInstruction(syntax))
        }
    }

    private static func unknown(_ keyword: String) -> SyntaxProblem {
        let nearest = Suggestion.nearest(to: keyword, among: Keyword.allCases.map(\.rawValue))
        let shown = keyword.count > 60 ? String(keyword.prefix(57)) + "..." : keyword
        return SyntaxProblem(
            .unknownInstruction,
            "unknown instruction \(shown)",
            hint: nearest.map { "did you mean \($0)?" }
        )
    }
}
