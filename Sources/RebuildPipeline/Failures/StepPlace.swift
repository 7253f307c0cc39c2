import ImageGraph

/// Finds the instruction that a builder's step is.
///
/// BuildKit counts the steps of a stage: its base, where that is an image, and then `ADD`, `COPY`, `RUN` and `WORKDIR`
/// (`dispatchState` in <https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go>). The
/// classic builder counts all instructions of the file.
struct StepPlace {
    private let dockerfile: Dockerfile

    init(_ dockerfile: Dockerfile) { self.dockerfile = dockerfile }

    /// - Parameter step: `[build 2/3] RUN make`, `[2/3] RUN make`, `Step 2/3 : RUN make`.
    /// - Returns: nil where it is none of the file's, or not the kind of instruction that stands at its place.
    func instruction(of step: String) -> Instruction? {
        if let match = step.wholeMatch(of: /Step (\d+)\/\d+ : (\w+).*/.dotMatchesNewlines()), let number = Int(match.1)
        {
            return checked(dockerfile.instructions.dropFirst(number - 1).first, String(match.2))
        }
        guard let match = step.wholeMatch(of: /\[(?:(.*) )?(\d+)\/\d+\] (\w+).*/.dotMatchesNewlines()),
            let number = Int(match.2), let stage = stage(match.1.map(String.init))
        else { return nil }
        return checked(counted(in: stage).dropFirst(number - 1).first, String(match.3))
    }

    /// - Parameter name: with a platform before it where several are built; nil: there is only one stage.
    private func stage(_ name: String?) -> Stage? {
        guard let last = name?.split(separator: " ").last else { return dockerfile.stages.first }
        if let named = dockerfile.stages.last(where: { $0.name == last.lowercased() }) { return named }
        guard last.hasPrefix("stage-"), let index = Int(last.dropFirst(6)) else {
            return dockerfile.stages.count == 1 ? dockerfile.stages.first : nil
        }
        return dockerfile.stages.first { $0.index == index }
    }

    private func counted(in stage: Stage) -> [Instruction] {
        let isOfImage =
            stage.base != "scratch"
            && !dockerfile.stages.prefix(stage.index).contains { $0.name == stage.base.lowercased() }
        let own = dockerfile.instructions.filter { instruction in
            guard instruction.line > stage.line else { return false }
            let end = dockerfile.stages.dropFirst(stage.index + 1).first?.line ?? .max
            return instruction.line < end && [.add, .copy, .run, .workdir].contains(instruction.keyword)
        }
        return (isOfImage ? [stage.from] : []) + own
    }

    private func checked(_ instruction: Instruction?, _ keyword: String) -> Instruction? {
        instruction.flatMap { $0.keyword.rawValue == keyword.uppercased() ? $0 : nil }
    }
}
