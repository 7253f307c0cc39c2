import TestSupport

/// An answer, whether it is given for good, and to which of the pulls of an image; by chance.
struct AnswerCase: Sendable {
    let answer: RegistryAnswer
    /// Whether the registry is good as soon as it is tried again.
    let passes: Bool

    /// One for each answer; a third of them on Podman, which tries again and waits by itself.
    static func all(seed: UInt64, engine: String) -> [AnswerCase] {
        var dice = SplitMix64(seed: seed)
        let answers = RegistryAnswer.all.enumerated().filter { number, _ in
            engine != "podman" || UInt64(number % 3) == seed % 3
        }
        return answers.map { _, answer in
            // An image is asked for by its commit first, then by its inputs.
            let isSecond = answer.place == .manifest && dice.below(3) == 0
            return AnswerCase(answer: isSecond ? answer.forTags("input-") : answer, passes: dice.below(2) == 0)
        }
    }
}
