import Basics
import ImageGraph
import ManifestKit

/// Dockerfiles that do not do what they seem to.
struct DockerfileCheck {
    let survey: WorkspaceSurvey

    func findings() -> [Diagnostic] {
        survey.subjects.flatMap { leaving($0) + undeclared($0) + gitNeeded($0) }
    }

    /// A link in the context that leads to a Dockerfile outside.
    private func leaving(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        let recipe = subject.recipe
        guard recipe.dockerfileInContext != nil, let context = recipe.sources.areas.first,
            PathText.relative(recipe.sources.dockerfile.path, to: context.root) == nil
        else { return [] }
        return [
            Diagnostic(
                .dockerfileLeavesContext,
                at: subject.entry.position(of: .dockerfile),
                "the Dockerfile of '\(subject.image.key)' is a link that leads out of its context, to "
                    + recipe.sources.dockerfile.path
            )
        ]
    }

    // MARK: Arguments

    private func undeclared(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        subject.recipe.resolved.undeclaredArguments.compactMap { use in
            guard !mayBeSet(use, subject) else { return nil }
            return Diagnostic(
                .argumentBeforeFrom,
                file: subject.recipe.dockerfilePath,
                line: use.line,
                column: 1,
                message: "'\(use.name)' is declared before the first FROM only, so it is empty here",
                hint: "add 'ARG \(use.name)' to the stage"
            )
        }
    }

    /// Whether the image that the stage is built on may set the variable: one of the lists, as far as its Dockerfile says; any other where
    /// the variable is named after it, as PYTHON_VERSION of python is.
    private func mayBeSet(_ use: UndeclaredArgument, _ subject: WorkspaceSurvey.Subject) -> Bool {
        let stages = subject.recipe.resolved.stages
        var index: Int? = use.stage
        while let current = index, stages.indices.contains(current) {
            if let reference = stages[current].reference { return mayBeSet(use.name, by: reference, depth: 0) }
            index = stages[current].baseStage
        }
        return false
    }

    private func mayBeSet(_ name: String, by reference: ImageReference, depth: Int) -> Bool {
        // Loops of images are told elsewhere.
        guard depth < survey.workspace.images.count else { return true }
        guard case .buildable(_, let listed, _) = survey.names.target(of: reference) else {
            return Self.isNamed(name, after: reference)
        }
        guard let parent = survey.workspace[ImageKey(listed.familiarName)]?.recipe?.resolved else { return true }
        if parent.environment.contains(name) { return true }
        return parent.targetBase.map { mayBeSet(name, by: $0, depth: depth + 1) } ?? false
    }

    private static func isNamed(_ name: String, after reference: ImageReference) -> Bool {
        let words = reference.name.split { !$0.isLetter && !$0.isNumber }.map { $0.uppercased() }
        guard let first = name.split(separator: "_").first?.uppercased() else { return false }
        return words.contains { $0.hasPrefix(first) || first.hasPrefix($0) }
    }

    // MARK: git

    /// What asks git about a commit.
    private static let questions: Set = ["describe", "rev-parse", "log", "status", "show", "rev-list"]
    /// What a step does with a repository of its own, which it may then ask about.
    private static let others: Set = [
        "clone", "init", "fetch", "pull", "checkout", "config", "remote", "submodule", "-C", "--git-dir",
    ]

    /// The words behind each `git` of a step.
    private static func gitCommands(_ step: Instruction) -> [Substring] {
        let words = step.text.split { !($0.isLetter || $0.isNumber || "_-./".contains($0)) }
        return zip(words, words.dropFirst()).filter { $0.0 == "git" }.map(\.1)
    }

    /// A step that asks git about the context.
    private func gitNeeded(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        let recipe = subject.recipe
        guard !recipe.holdsGit, recipe.resolved.contextSources.contains(where: { $0.path == "." }),
            // What cannot be read has been told by whoever read it first.
            let bytes = try? BoundedFile.read(recipe.dockerfilePath, limit: 16 << 20),
            let dockerfile = try? Dockerfile.parse(bytes, file: recipe.dockerfilePath)
        else { return [] }
        let steps = dockerfile.stages.filter { recipe.resolved.stages[$0.index].isNeeded }
            .flatMap { dockerfile.instructions(of: $0) }.filter { $0.keyword == .run }
        let commands = steps.map(Self.gitCommands)
        guard !commands.joined().contains(where: { Self.others.contains(String($0)) }),
            let asking = commands.firstIndex(where: { $0.contains { Self.questions.contains(String($0)) } })
        else { return [] }
        return [
            Diagnostic(
                .gitNotInContext,
                file: recipe.dockerfilePath,
                line: steps[asking].line,
                column: 1,
                message: "this step asks git about the context of '\(subject.image.key)', which has no .git",
                hint: "use an argument such as org_label_schema_vcs_ref, or 'context_keep_git: true'"
            )
        ]
    }
}
