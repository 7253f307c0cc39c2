extension StageResolver {
    /// Puts together what the walk found.
    mutating func summary(
        target: Int,
        needed: [Bool],
        counted: [Bool],
        globals: GlobalScope
    ) throws(DockerfileError) -> ResolvedDockerfile {
        var images: [ImageUse] = []
        var declared = Set(dockerfile.globalArguments.flatMap { ArgumentDeclaration.all(in: $0).map(\.name) })
        for stage in dockerfile.stages where counted[stage.index] {
            images += uses(of: stage, target: globals.target)
            for command in nodes[stage.index].commands where command.instruction.keyword == "ARG" {
                declared.formUnion(ArgumentDeclaration.all(in: command.instruction).map(\.name))
            }
        }
        let labels = try applyCommands(counted: counted, globals: globals, target: target)
        let triggers = dockerfile.instructions(of: dockerfile.stages[target]).filter { $0.keyword == "ONBUILD" }
        return ResolvedDockerfile(
            images: images,
            stages: resolvedStages(needed),
            targetStage: target,
            declaredArguments: declared,
            labels: labels,
            onBuildTriggers: triggers.map(Trigger.text),
            onBuildUses: triggers.flatMap { triggerUses($0, stage: target, target: globals.target) },
            requiresBuildKit: BuildKitNeeds.features(of: dockerfile, upTo: target)
        )
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
                    instructionLine: stage.line,
                    isTriggered: false
                )
            )
        }
        for command in node.commands where !command.sources.isEmpty {
            for (source, position) in zip(command.sources, UsePosition.sources(of: command)) {
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
                        instructionLine: (command.origin ?? command.instruction).line,
                        isTriggered: command.origin != nil
                    )
                )
            }
        }
        return uses
    }

    /// The images that one `ONBUILD` names. One that cannot be read is no use: only the child would fail.
    private func triggerUses(_ instruction: Instruction, stage: Int, target: Platform) -> [ImageUse] {
        guard let trigger = try? Trigger.parse(Trigger.text(of: instruction)) else { return [] }
        var names: [(text: String, kind: ImageUse.Kind)] = []
        if trigger.keyword == "COPY", let from = trigger.flagValues["from"]?.first, Int(from) == nil {
            names.append((from, .copyFrom))
        } else if trigger.keyword == "RUN" {
            for mount in trigger.flagValues["mount"] ?? [] {
                if let option = try? MountOption(mount) { names.append((option.from, .mountFrom)) }
            }
        }
        let position = UsePosition.argument(of: instruction)
        return names.compactMap { name, kind in
            guard name != "scratch", let reference = try? ImageReference(parsing: name) else { return nil }
            return ImageUse(
                text: name,
                reference: reference,
                kind: kind,
                stage: stage,
                stageName: dockerfile.stages[stage].name,
                platform: nil,
                effectivePlatform: target.text,
                line: position.line,
                column: position.column,
                instructionLine: instruction.line,
                isTriggered: true
            )
        }
    }

    // MARK: Variables and labels

    /// Goes through the commands of the counted stages as a build would, and gives the labels of the target.
    private mutating func applyCommands(
        counted: [Bool],
        globals: GlobalScope,
        target: Int
    ) throws(DockerfileError) -> [String: String] {
        var lexer = self.lexer
        var scopes: [Int: StageScope] = [:]
        var inherited = 0
        for stage in dockerfile.stages where counted[stage.index] {
            var scope = nodes[stage.index].baseNode.flatMap { scopes[$0] } ?? StageScope()
            inherited += scope.variables.count + scope.labels.count
            guard inherited <= DockerfileLimits.inheritedVariables else {
                let problem = SyntaxProblem(.tooLarge, "the stages pass on too many variables")
                throw failure(problem, at: stage.from)
            }
            lexer.toleratesUnset = !isFromScratch(stage.index)
            for command in nodes[stage.index].commands {
                do {
                    try scope.apply(
                        command.instruction,
                        lexer: lexer,
                        globals: globals.variables,
                        buildArguments: options.buildArguments,
                        budget: &budget
                    )
                } catch {
                    throw failure(error, at: command.origin ?? command.instruction)
                }
            }
            scopes[stage.index] = scope
        }
        return scopes[target]?.labels ?? [:]
    }

    /// Whether no external image can have set variables for the stage.
    private func isFromScratch(_ index: Int) -> Bool {
        // The environment is only ever unknown because of an image; a chain of bases ends at one or at scratch.
        var index = index
        while let base = nodes[index].baseNode { index = base }
        return nodes[index].reference == nil
    }
}
