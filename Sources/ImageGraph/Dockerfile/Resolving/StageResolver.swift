import Basics

/// Finds out which stages and images a target needs.
///
/// Source: BuildKit's `dockerfile2llb/convert.go`. Like it, this works on one list of nodes: first the stages, then, as
/// they are met, what `COPY --from` and mounts name outside them.
struct StageResolver {
    struct StageNode {
        /// The base after expansion, or the name in `--from` and `from=`.
        var base: String
        /// The earlier stage that it is built on.
        var baseNode: Int?
        /// The image; `nil` for a stage on a stage, and on `scratch`.
        var reference: ImageReference?
        var platform: Platform?
        var steps: [StageStep] = []
        var dependencies: [Int] = []
    }

    /// An instruction of a stage after its `FROM`.
    struct StageStep {
        var instruction: Instruction
        var sources: [FileSource] = []
        /// For a trigger, the instruction that brought it: `ONBUILD`, or the `FROM` of an external base.
        var origin: Instruction?
    }

    /// A stage or image that a step takes files from.
    struct FileSource {
        var node: Int
        var kind: ImageUse.Kind
    }

    let dockerfile: Dockerfile
    let options: ResolveOptions
    let lexer: ShellLexer
    var budget = ShellLexer.Budget()
    var nodes: [StageNode] = []
    /// Stages by name; the later of two with one name counts.
    var names: [String: Int] = [:]
    var triggerCount = 0

    init(dockerfile: Dockerfile, options: ResolveOptions) {
        self.dockerfile = dockerfile
        self.options = options
        lexer = ShellLexer(escape: dockerfile.escape.asciiValue ?? .backslash)
    }

    var stageCount: Int { dockerfile.stages.count }

    mutating func resolve() throws(DockerfileError) -> ResolvedDockerfile {
        let globals = try readGlobals()
        try SourceDateEpoch.check(dockerfile, globals: globals, buildArguments: options.buildArguments, lexer: lexer)
        for stage in dockerfile.stages { try addStage(stage, globals: globals) }
        let target = try findTarget()
        for stage in dockerfile.stages { try addSteps(of: stage) }
        try refuseLoops()
        try resolveReferences(of: nodes.indices)
        let needed = try needed(by: target, globals: globals)
        let counted = options.allStages ? [Bool](repeating: true, count: stageCount) : needed
        try checkOrder(counted)
        return try summary(target: target, needed: needed, counted: counted, globals: globals)
    }

    func failure(_ problem: SyntaxProblem, at instruction: Instruction) -> DockerfileError {
        problem.at(dockerfile.file, line: instruction.line)
    }

    // MARK: Stages

    private mutating func readGlobals() throws(DockerfileError) -> GlobalScope {
        var globals: GlobalScope
        do {
            globals = try GlobalScope(options: options, lastStage: dockerfile.stages.last?.name)
        } catch {
            throw error.at(dockerfile.file, line: nil)
        }
        for instruction in dockerfile.globalArguments {
            guard case .arg(let arg) = instruction.command else { continue }
            do {
                try globals.declare(arg, lexer: lexer, buildArguments: options.buildArguments, budget: &budget)
            } catch {
                throw failure(error, at: instruction)
            }
        }
        return globals
    }

    private mutating func addStage(_ stage: Stage, globals: GlobalScope) throws(DockerfileError) {
        do throws(SyntaxProblem) {
            let expanded = try lexer.expand(stage.base, variables: globals.variables, budget: &budget)
            guard !expanded.text.isEmpty else {
                let unset = expanded.unset.sorted().first
                throw SyntaxProblem(
                    .blankBase,
                    "the base \(stage.base) is empty after expansion",
                    hint: unset.map {
                        "give ARG \($0) a default before the first FROM, or set it with a build argument"
                    }
                )
            }
            var node = StageNode(base: expanded.text)
            if let written = stage.platform, !written.isEmpty {
                let text = try lexer.expand(written, variables: globals.variables, budget: &budget).text
                guard !text.isEmpty else {
                    throw SyntaxProblem(.invalidPlatform, "the platform \(written) is empty after expansion")
                }
                node.platform = try Platform(parsing: text, host: globals.build)
            }
            node.baseNode = names[node.base]
            nodes.append(node)
            if let name = stage.name { names[name] = nodes.count - 1 }
        } catch {
            throw failure(error, at: stage.from)
        }
    }

    private func findTarget() throws(DockerfileError) -> Int {
        guard let target = options.target, !target.isEmpty else { return stageCount - 1 }
        guard let index = names[target.lowercased()] else {
            let hint = Suggestion.nearest(to: target, among: names.keys).map { "did you mean \($0)?" }
            throw DockerfileError(
                file: dockerfile.file,
                code: .unknownStage,
                message: "there is no stage \(target) to build",
                hint: hint
            )
        }
        return index
    }

    // MARK: Steps and what they take files from

    private mutating func addSteps(of stage: Stage) throws(DockerfileError) {
        for instruction in dockerfile.instructions(of: stage) {
            do {
                try add(StageStep(instruction: instruction), to: stage.index)
            } catch {
                throw failure(error, at: instruction)
            }
        }
    }

    private mutating func add(_ step: StageStep, to node: Int) throws(SyntaxProblem) {
        var step = step
        step.sources = try sources(of: step.instruction)
        nodes[node].dependencies += step.sources.map(\.node)
        nodes[node].steps.append(step)
    }

    private mutating func sources(of instruction: Instruction) throws(SyntaxProblem) -> [FileSource] {
        switch instruction.command {
        case .copy(let copy):
            guard let from = copy.from, !from.isEmpty else { return [] }
            return [FileSource(node: try copySource(from), kind: .copyFrom)]
        case .run(let run):
            return run.mounts.map { mount in
                FileSource(node: stageOrImage(mount.from.isEmpty ? "scratch" : mount.from), kind: .mountFrom)
            }
        default:
            return []
        }
    }

    private mutating func copySource(_ from: String) throws(SyntaxProblem) -> Int {
        guard try lexer.expand(from, variables: [:], budget: &budget).text == from else {
            throw SyntaxProblem(
                .invalidExpansion,
                "COPY --from takes no variables",
                hint: "define a stage with FROM, which may use a global ARG, and name that"
            )
        }
        // A decimal number is an index; what does not fit an integer is a name.
        guard let index = Int(from) else { return stageOrImage(from) }
        guard nodes.indices.contains(index) else {
            throw SyntaxProblem(.unknownStage, "there is no stage with the index \(index)")
        }
        return index
    }

    private mutating func stageOrImage(_ name: String) -> Int {
        if let stage = names[name.lowercased()] { return stage }
        nodes.append(StageNode(base: name))
        return nodes.count - 1
    }

    /// Reads the references of nodes that are built on no stage, needed or not.
    private mutating func resolveReferences(of range: Range<Int>) throws(DockerfileError) {
        for index in range where nodes[index].baseNode == nil && nodes[index].base != "scratch" {
            do {
                nodes[index].reference = try ImageReference(parsing: nodes[index].base)
            } catch {
                throw invalidReference(error, node: index)
            }
        }
    }

    private func invalidReference(_ error: ReferenceError, node: Int) -> DockerfileError {
        let problem = SyntaxProblem(.invalidReference, error.description)
        if node < stageCount {
            let position = UsePosition.argument(of: dockerfile.stages[node].from)
            return problem.at(dockerfile.file, line: position.line, column: position.column)
        }
        for stage in nodes.prefix(stageCount) {
            for step in stage.steps {
                guard let index = step.sources.firstIndex(where: { $0.node == node }) else { continue }
                let position = UsePosition.sources(of: step)[index]
                return problem.at(dockerfile.file, line: position.line, column: position.column)
            }
        }
        return problem.at(dockerfile.file, line: nil)
    }

    // MARK: What the target needs

    /// Walks from the target along bases and sources, and adds the triggers of bases on the way.
    private mutating func needed(by target: Int, globals: GlobalScope) throws(DockerfileError) -> [Bool] {
        var isNeeded = [Bool](repeating: false, count: stageCount)
        var waiting = [target]
        while let index = waiting.popLast() {
            guard index < stageCount, !isNeeded[index] else { continue }
            isNeeded[index] = true
            let known = nodes.count
            do {
                try addTriggers(to: index)
            } catch {
                throw failure(error, at: dockerfile.stages[index].from)
            }
            try resolveReferences(of: known..<nodes.count)
            if let base = nodes[index].baseNode { waiting.append(base) }
            waiting += nodes[index].dependencies
        }
        return isNeeded
    }

    /// Puts the `ONBUILD` instructions of a stage's base in front of its own.
    private mutating func addTriggers(to index: Int) throws(SyntaxProblem) {
        let from = dockerfile.stages[index].from
        var triggers: [(trigger: OnBuildTrigger, origin: Instruction)] = []
        if let base = nodes[index].baseNode {
            // Only what the base itself says: triggers do not pass on to the stage after next.
            for instruction in dockerfile.instructions(of: dockerfile.stages[base]) {
                if case .onBuild(let onBuild) = instruction.command { triggers.append((onBuild.trigger, instruction)) }
            }
        } else if let reference = nodes[index].reference {
            for trigger in options.baseTriggers[reference.withDefaultTag] ?? [] { triggers.append((trigger, from)) }
        }
        guard !triggers.isEmpty else { return }
        triggerCount += triggers.count
        guard triggerCount <= DockerfileLimits.triggers else {
            throw SyntaxProblem(.tooLarge, "more than \(DockerfileLimits.triggers) ONBUILD instructions take effect")
        }
        let own = nodes[index].steps
        nodes[index].steps = []
        for (trigger, origin) in triggers {
            try add(StageStep(instruction: try trigger.instruction(), origin: origin), to: index)
        }
        nodes[index].steps += own
    }
}
