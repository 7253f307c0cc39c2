import Basics

/// One instruction of a Dockerfile: what it says, typed, and where it stands. Nothing in it is expanded yet.
///
/// Source: BuildKit's `instructions.ParseInstruction`, which has one type an instruction too.
public struct Instruction: Hashable, Sendable {
    /// What the instruction says.
    public enum Command: Hashable, Sendable {
        /// Files, URLs and archives for the image.
        case add(AddInstruction)
        /// Variables that a build may set.
        case arg(ArgInstruction)
        /// What a container runs, or the arguments of its entry point.
        case cmd(CmdInstruction)
        /// Files for the image.
        case copy(CopyInstruction)
        /// What a container runs.
        case entrypoint(EntrypointInstruction)
        /// The environment.
        case env(EnvInstruction)
        /// Ports that a container listens on.
        case expose(ExposeInstruction)
        /// The start of a stage.
        case from(FromInstruction)
        /// What tells whether a container works.
        case healthCheck(HealthCheckInstruction)
        /// Labels of the image.
        case label(LabelInstruction)
        /// Who looks after the image.
        case maintainer(MaintainerInstruction)
        /// What runs in images that are built on this one.
        indirect case onBuild(OnBuildInstruction)
        /// A step of the build.
        case run(RunInstruction)
        /// What runs commands in shell form.
        case shell(ShellInstruction)
        /// How a container is asked to stop.
        case stopSignal(StopSignalInstruction)
        /// Whom commands run as.
        case user(UserInstruction)
        /// Where data is kept outside the container.
        case volume(VolumeInstruction)
        /// The folder that commands run in.
        case workdir(WorkdirInstruction)
    }

    /// The keywords that there are, as a Dockerfile has them.
    public enum Keyword: String, Sendable, CaseIterable {
        /// Files, URLs and archives for the image.
        case add = "ADD"
        /// Variables that a build may set.
        case arg = "ARG"
        /// What a container runs, or the arguments of its entry point.
        case cmd = "CMD"
        /// Files for the image.
        case copy = "COPY"
        /// What a container runs.
        case entrypoint = "ENTRYPOINT"
        /// The environment.
        case env = "ENV"
        /// Ports that a container listens on.
        case expose = "EXPOSE"
        /// The start of a stage.
        case from = "FROM"
        /// What tells whether a container works.
        case healthCheck = "HEALTHCHECK"
        /// Labels of the image.
        case label = "LABEL"
        /// Who looks after the image.
        case maintainer = "MAINTAINER"
        /// What runs in images that are built on this one.
        case onBuild = "ONBUILD"
        /// A step of the build.
        case run = "RUN"
        /// What runs commands in shell form.
        case shell = "SHELL"
        /// How a container is asked to stop.
        case stopSignal = "STOPSIGNAL"
        /// Whom commands run as.
        case user = "USER"
        /// Where data is kept outside the container.
        case volume = "VOLUME"
        /// The folder that commands run in.
        case workdir = "WORKDIR"
    }

    /// Which instruction it is.
    public let keyword: Keyword
    /// What it says.
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
