import ImageGraph
import ManifestKit

/// Dockerfiles that do not declare the labels that every image is to have: contract, 2.2.
///
/// The image gets them from imagebuilder all the same; one that somebody else builds from the Dockerfile does not.
struct LabelCheck {
    let survey: WorkspaceSurvey

    /// What the label scheme demands of every image. The version of the scheme and the date of the commit are set, too,
    /// but not demanded.
    static let required = [
        LabelName.name, LabelName.version, LabelName.vcsURL, LabelName.vcsRef, LabelName.buildDate,
    ]

    private struct Place: Hashable {
        let file: String
        let line: Int
    }

    private struct Missing {
        var arguments: Set<String> = []
        var labels: Set<String> = []
    }

    /// One finding a Dockerfile and target, whatever number of images are built from it.
    func findings() -> [Diagnostic] {
        var missing: [Place: Missing] = [:]
        for subject in survey.subjects {
            let resolved = subject.recipe.resolved
            let wanted = Self.required + components(of: subject)
            let place = Place(file: subject.recipe.dockerfilePath, line: line(of: resolved))
            missing[place, default: Missing()].labels.formUnion(wanted.filter { resolved.labels[$0] == nil })
            missing[place, default: Missing()].arguments.formUnion(
                wanted.map(LabelName.buildArgument).filter { !resolved.declaredArguments.contains($0) }
            )
        }
        return missing.compactMap { place, missing in
            let parts = [("ARG", missing.arguments), ("LABEL", missing.labels)].filter { !$0.1.isEmpty }
            guard !parts.isEmpty else { return nil }
            let told = parts.map { "\($0.0) \($0.1.sorted().joined(separator: ", "))" }.joined(separator: "; ")
            return Diagnostic(
                .missingLabels,
                file: place.file,
                line: place.line,
                column: 1,
                message: "the image's stage lacks \(told)",
                hint: "imagebuilder labels the image all the same, other builders do not"
            )
        }
    }

    /// The labels of the component repositories, and of the repositories of internal ancestors.
    private func components(of subject: WorkspaceSurvey.Subject) -> [String] {
        let own = subject.recipe.project.name
        var repositories = Set(subject.recipe.components.map(\.project.name))
        for ancestor in survey.workspace.graph.ancestors(of: subject.image.key) {
            guard let recipe = survey.workspace[ancestor]?.recipe else { continue }
            repositories.formUnion([recipe.project.name] + recipe.components.map(\.project.name))
        }
        repositories.remove(own)
        return repositories.sorted().flatMap { repository in
            LabelName.ComponentFact.allCases.map { LabelName.component(repository, $0) }
        }
    }

    private func line(of resolved: ResolvedDockerfile) -> Int {
        resolved.stages.indices.contains(resolved.targetStage) ? resolved.stages[resolved.targetStage].line : 1
    }
}
