extension StageResolver {
    /// Refuses stages that take files from themselves, straight or round a loop, needed or not.
    func refuseLoops() throws(DockerfileError) {
        enum Visit { case new, open, done }
        var states = [Visit](repeating: .new, count: nodes.count)
        for start in 0..<stageCount where states[start] == .new {
            // Depth first with a stack of its own: a chain of stages may be long.
            var path: [(node: Int, next: Int)] = [(start, 0)]
            states[start] = .open
            while let top = path.last {
                guard top.next < nodes[top.node].dependencies.count else {
                    states[top.node] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let dependency = nodes[top.node].dependencies[top.next]
                switch states[dependency] {
                case .new:
                    states[dependency] = .open
                    path.append((dependency, 0))
                case .open:
                    let loop = path.map(\.node).drop { $0 != dependency }
                    throw circular(Array(loop) + [dependency])
                case .done: break
                }
            }
        }
    }

    private func circular(_ loop: [Int]) -> DockerfileError {
        let names = loop.prefix(20).map(stageLabel).joined(separator: " -> ")
        let line = loop.first.flatMap { $0 < stageCount ? dockerfile.stages[$0].line : nil }
        return DockerfileError(
            file: dockerfile.file,
            line: line,
            code: .stageOrder,
            message: "stages need each other: \(names)"
        )
    }

    /// What to call a stage in a message.
    func stageLabel(_ index: Int) -> String {
        guard index < stageCount else { return nodes[index].base }
        return dockerfile.stages[index].name ?? "stage \(index)"
    }

    /// Refuses steps of the counted stages that take files from a stage that is defined later.
    func checkOrder(_ counted: [Bool]) throws(DockerfileError) {
        for index in 0..<stageCount where counted[index] {
            for step in nodes[index].steps {
                guard let late = step.sources.firstIndex(where: { $0.node < stageCount && $0.node >= index }) else {
                    continue
                }
                let position = UsePosition.sources(of: step)[late]
                throw DockerfileError(
                    file: dockerfile.file,
                    line: position.line,
                    column: position.column,
                    code: .stageOrder,
                    message: "\(stageLabel(index)) takes files from \(stageLabel(step.sources[late].node)), "
                        + "which is defined later",
                    hint: "move the stage up"
                )
            }
        }
    }
}
