package import ManifestKit

extension Rule {
    package static let dockerfile = Rule(
        "dockerfile",
        .error,
        "The Dockerfile cannot be built.",
        "BuildKit refuses it, too. Correct it as the message says."
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
            .dockerfile, .missingLabels,
        ]
    )
}
