/// A Dockerfile, read as BuildKit reads it.
///
/// Parsing checks everything that holds whatever the target and the build arguments are: syntax, known instructions and
/// flags, the number of arguments. ``resolve(_:)`` then says which external images a target needs.
///
/// The rules are those of BuildKit's frontend, <https://github.com/moby/buildkit/tree/master/frontend/dockerfile>.
public struct Dockerfile: Sendable {
    /// The file as the caller named it, for messages.
    public let file: String
    /// The escape character: the backslash, or the backtick by the directive `# escape`.
    public let escape: Character
    /// The parser directives, in order.
    public let directives: [ParserDirective]
    /// All instructions, in order; before the first `FROM` there are only `ARG`s.
    public let instructions: [Instruction]
    /// The stages, in order; there is at least one.
    public let stages: [Stage]

    /// Reads the content of a Dockerfile. UTF-8 byte order marks and CR LF line ends are fine.
    ///
    /// - Parameters:
    ///   - bytes: the content; anything above 16 MiB is refused, as is a line above 64 KiB, both as by BuildKit.
    ///   - file: the name to use in messages.
    /// - Throws: ``DockerfileError`` for what BuildKit refuses to parse. Names that are no image references are no
    ///   error here: they may hold variables.
    public static func parse(_ bytes: [UInt8], file: String) throws(DockerfileError) -> Dockerfile {
        let syntax = try DockerfileSyntax.parse(bytes, file: file)
        var instructions: [Instruction] = []
        var stages: [Stage] = []
        instructions.reserveCapacity(syntax.instructions.count)
        for (index, written) in syntax.instructions.enumerated() {
            do throws(SyntaxProblem) {
                let instruction = try Instruction(written)
                instructions.append(instruction)
                if case .from(let from) = instruction.command {
                    if let last = stages.indices.last { stages[last].end = index }
                    guard stages.count < DockerfileLimits.stages else {
                        throw SyntaxProblem(.tooLarge, "the file has more than \(DockerfileLimits.stages) stages")
                    }
                    stages.append(
                        Stage(
                            index: stages.count,
                            name: from.name,
                            base: from.base,
                            platform: from.platform,
                            from: instruction,
                            start: index + 1,
                            end: syntax.instructions.count
                        )
                    )
                } else if stages.isEmpty, instruction.keyword != .arg {
                    throw SyntaxProblem(
                        .invalidSyntax,
                        "\(instruction.keyword.rawValue) stands before the first FROM",
                        hint: "only ARG may"
                    )
                }
            } catch {
                throw error.at(file, line: written.line)
            }
        }
        guard !stages.isEmpty else {
            throw DockerfileError(
                file: file,
                code: .empty,
                message: "the file has no FROM, so there is nothing to build"
            )
        }
        return Dockerfile(
            file: file,
            escape: Character(Unicode.Scalar(syntax.escape)),
            directives: syntax.directives,
            instructions: instructions,
            stages: stages
        )
    }

    /// The external images that a target needs, and what else its stages say about the image.
    ///
    /// - Throws: ``DockerfileError`` for what BuildKit refuses before it builds anything: a base that is empty or no
    ///   reference (in any stage, needed or not), a stage that needs itself or a later one, an unknown target.
    public func resolve(_ options: ResolveOptions = ResolveOptions()) throws(DockerfileError) -> ResolvedDockerfile {
        var resolver = StageResolver(dockerfile: self, options: options)
        return try resolver.resolve()
    }

    /// The `ARG` instructions before the first `FROM`.
    var globalArguments: ArraySlice<Instruction> { instructions[..<(stages.first.map { $0.start - 1 } ?? 0)] }

    /// The instructions of a stage, without its `FROM`.
    public func instructions(of stage: Stage) -> ArraySlice<Instruction> { instructions[stage.start..<stage.end] }
}

/// One stage of a Dockerfile, as it is written.
public struct Stage: Hashable, Sendable {
    /// The position among the stages, from 0.
    public let index: Int
    /// The name after `AS`, in lower case.
    public let name: String?
    /// What the stage is built on, as written.
    public let base: String
    /// The value of `--platform`, as written.
    public let platform: String?
    /// The `FROM` instruction.
    public let from: Instruction
    /// The line of its `FROM`, from 1.
    public var line: Int { from.line }

    /// The range of its instructions in the file, `FROM` excluded.
    let start: Int
    var end: Int
}
