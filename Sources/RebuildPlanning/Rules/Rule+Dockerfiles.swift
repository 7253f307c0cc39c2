package import ManifestKit

extension Rule {
    package static let dockerfile = Rule(
        "dockerfile",
        .error,
        "The Dockerfile cannot be built.",
        "BuildKit refuses it, too. Correct it as the message says."
    )
    package static let dockerfileLeavesContext = Rule(
        "dockerfile-leaves-context",
        .warning,
        "The Dockerfile in the context is a link that leads out of it.",
        "imagebuilder sends what it leads to, other builders may refuse it. Name the file itself in 'dockerfile'."
    )
    package static let argumentBeforeFrom = Rule(
        "argument-before-from",
        .warning,
        "A build argument is used after FROM, and declared only before it.",
        "It is empty there. Declare it in the stage as well: ARG NAME."
    )
    package static let missingLabels = Rule(
        "missing-labels",
        .warning,
        "The Dockerfile lacks ARG or LABEL instructions for required labels.",
        "imagebuilder labels the images that it builds all the same; images that others build of it stay "
            + "without. Declare each as ARG, and set it by LABEL, in the stage that is built."
    )
}

extension RuleGroup {
    /// What a Dockerfile can have.
    package static let dockerfiles = RuleGroup(
        "Dockerfiles",
        [
            .dockerfile, .dockerfileLeavesContext, .argumentBeforeFrom, .missingLabels,
        ]
    )
}
