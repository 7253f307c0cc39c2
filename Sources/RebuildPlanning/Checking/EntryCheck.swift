import ImageGraph
import ManifestKit

/// What the entries of the image list say beside the places of things: build arguments and caches.
struct EntryCheck {
    let survey: WorkspaceSurvey

    func findings() -> [Diagnostic] {
        survey.subjects.flatMap { unusedArguments($0) + sharedArguments($0) + badCaches($0) }
    }

    private func unusedArguments(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        let declared = subject.recipe.resolved.declaredArguments
        return subject.entry.buildArguments.keys.sorted().filter { name in
            !declared.contains(name) && !PredefinedArgument.contains(name)
        }.map { name in
            Diagnostic(
                .unusedBuildArg,
                at: subject.entry.position(of: .buildArguments),
                "build argument '\(name)' of '\(subject.image.key)' is declared nowhere in \(subject.recipe.dockerfilePath)",
                hint: "add 'ARG \(name)' to the stage that is to use it, or remove it here"
            )
        }
    }

    /// Components whose labels reach the Dockerfile by one argument, so that it cannot have both.
    private func sharedArguments(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        var first: [String: String] = [:]
        return zip(subject.entry.components, subject.recipe.components).compactMap { component, placed in
            let repository = placed.project.name
            let argument = LabelName.buildArgument(for: LabelName.component(repository, .vcsRef))
            guard let other = first[argument] else {
                first[argument] = repository
                return nil
            }
            if other == repository { return nil }
            return Diagnostic(
                .componentArgumentTaken,
                at: component.position,
                "components '\(other)' and '\(repository)' of '\(subject.image.key)' have one build argument, \(argument)",
                hint: "the Dockerfile gets the commit of only one of them"
            )
        }
    }

    private func badCaches(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for text in subject.entry.cacheFrom {
            _ = NameTable.parse(text, at: subject.entry.position(of: .cacheFrom), &problems)
        }
        return problems
    }
}
