package import ImageGraph

extension ResolvedDockerfile {
    /// The image that the target is built on, directly or through stages of its own; nil where that is `scratch`.
    package var targetBase: ImageReference? {
        var index: Int? = targetStage
        // A stage names only earlier ones as its base, so the index falls with each round.
        while let current = index, stages.indices.contains(current) {
            if let reference = stages[current].reference { return reference }
            index = stages[current].baseStage.flatMap { $0 < current ? $0 : nil }
        }
        return nil
    }
}
