extension StageResolver {
    /// Puts together what the walk found.
    mutating func summary(
        target: Int,
        needed: [Bool],
        counted: [Bool],
        globals: GlobalScope
    ) throws(DockerfileError) -> ResolvedDockerfile {
        var images: [ImageUse] = []
        var declared = Set(dockerfile.globalArguments.flatMap(Self.declaredNames))
        for stage in dockerfile.stages where counted[stage.index] {
            images += uses(of: stage, target: globals.target)
            for step in nodes[stage.index].steps { declared.formUnion(Self.declaredNames(in: step.instruction)) }
        }
        let outcome = try applySteps(counted: counted, globals: globals)
        let scope = outcome.scopes[target]
        let triggers = dockerfile.instructions(of: dockerfile.stages[target]).compactMap { instruction in
            if case .onBuild(let onBuild) = instruction.command { onBuild.trigger } else { nil }
        }
        return ResolvedDockerfile(
            images: images,
            stages: resolvedStages(needed),
            platform: globals.target.text,
            targetStage: target,
            declaredArguments: declared,
            labels: scope?.labels ?? [:],
            onBuildTriggers: triggers,
            contextSources: outcome.contextSources,
            undeclaredArguments: outcome.undeclaredArguments,
            environment: scope?.environment ?? [],
            requiresBuildKit: BuildKitFeatures.features(of: dockerfile, upTo: target),
            triggeredSourceLine: triggeredSourceLine(needed),
            frontend: dockerfile.directives.first { $0.name == .syntax }?.value
        )
    }

    private func triggeredSourceLine(_ needed: [Bool]) -> Int? {
        nodes.indices.prefix(stageCount).lazy.filter { needed[$0] }.flatMap { nodes[$0].steps }
            .first { $0.origin != nil && !$0.sources.isEmpty }?.origin?.line
    }

    /// The names that an instruction declares if it is an `ARG`.
    private static func declaredNames(in instruction: Instruction) -> [String] {
        if case .arg(let arg) = instruction.command { arg.declarations.map(\.name) } else { [] }
    }

    private func resolvedStages(_ needed: [Bool]) -> [ResolvedStage] {
        dockerfile.stages.map { stage in
            let node = nodes[stage.index]
            return ResolvedStage(
                index: stage.index,
                name: stage.name,
                base: node.base,
                baseStage: node.baseNode,
                reference: node.reference,
                platform: node.platform?.text,
                isNeeded: needed[stage.index],
                line: stage.line
            )
        }
    }

    // MARK: Images

    private func uses(of stage: Stage, target: Platform) -> [ImageUse] {
        var uses: [ImageUse] = []
        let node = nodes[stage.index]
        if let reference = node.reference {
            let position = UsePosition.argument(of: stage.from)
            uses.append(
                ImageUse(
                    text: node.base,
                    reference: reference,
                    kind: .from,
                    stage: stage.index,
                    stageName: stage.name,
                    platform: node.platform?.text,
                    effectivePlatform: (node.platform ?? target).text,
                    line: position.line,
                    column: position.column,
                    isTriggered: false
                )
            )
        }
        for step in node.steps where !step.sources.isEmpty {
            for (source, position) in zip(step.sources, UsePosition.sources(of: step)) {
                guard source.node >= stageCount, let reference = nodes[source.node].reference else { continue }
                uses.append(
                    ImageUse(
                        text: nodes[source.node].base,
                        reference: reference,
                        kind: source.kind,
                        stage: stage.index,
                        stageName: stage.name,
                        platform: nil,
                        effectivePlatform: target.text,
                        line: position.line,
                        column: position.column,
                        isTriggered: step.origin != nil
                    )
                )
            }
        }
        return uses
    }

    // MARK: Variables and labels

    /// What a build of the counted stages would come to.
    private struct Outcome {
        /// The variables and labels at the end of each stage.
        var scopes: [Int: StageScope] = [:]
        var contextSources: [ContextSource] = []
        var undeclaredArguments: [UndeclaredArgument] = []
    }

    /// Goes through the steps of the counted stages as a build would.
    private mutating func applySteps(counted: [Bool], globals: GlobalScope) throws(DockerfileError) -> Outcome {
        var surroundings = StageScope.Surroundings(
            lexer: lexer,
            globals: globals.variables,
            buildArguments: options.buildArguments,
            budget: budget
        )
        let global = Set(dockerfile.globalArguments.flatMap(Self.declaredNames))
        var outcome = Outcome()
        var inherited = 0
        for stage in dockerfile.stages where counted[stage.index] {
            var scope = nodes[stage.index].baseNode.flatMap { outcome.scopes[$0] } ?? StageScope()
            inherited += scope.variables.count + scope.labels.count
            guard inherited <= DockerfileLimits.inheritedVariables else {
                let problem = SyntaxProblem(.tooLarge, "the stages pass on too many variables")
                throw failure(problem, at: stage.from)
            }
            surroundings.lexer.toleratesUnset = !isFromScratch(stage.index)
            var told: Set<String> = []
            for step in nodes[stage.index].steps {
                let uses =
                    global.isEmpty ? [] : UndeclaredArgument.variables(in: step.instruction, escape: lexer.escape)
                for name in uses where global.contains(name) && !scope.knows(name) && told.insert(name).inserted {
                    let line = (step.origin ?? step.instruction).line
                    outcome.undeclaredArguments.append(UndeclaredArgument(name: name, stage: stage.index, line: line))
                }
                do {
                    try scope.apply(step.instruction.command, &surroundings)
                } catch {
                    throw failure(error, at: step.origin ?? step.instruction)
                }
                outcome.contextSources += scope.contextSources(of: step, &surroundings)
            }
            outcome.scopes[stage.index] = scope
        }
        return outcome
    }

    /// Whether no external image can have set variables for the stage.
    private func isFromScratch(_ index: Int) -> Bool {
        // The environment is only ever unknown because of an image; a chain of bases ends at one or at scratch.
        var index = index
        while let base = nodes[index].baseNode { index = base }
        return nodes[index].reference == nil
    }
}
