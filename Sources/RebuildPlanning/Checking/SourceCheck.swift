import GitProbe
import ImageGraph
import ManifestKit

/// What git says of the sources of the images.
struct SourceCheck {
    let survey: WorkspaceSurvey
    let git: GitProbe
    let jobs: Int

    func findings() async -> [Diagnostic] {
        let sources = await WorkspaceSources.probe(survey.workspace, git: git, jobs: jobs)
        return unknown(sources) + ignored(sources)
    }

    /// One finding for each thing that git says, with the first image that it is about.
    private func unknown(_ sources: WorkspaceSources) -> [Diagnostic] {
        var order: [String] = []
        var subjects: [String: [WorkspaceSurvey.Subject]] = [:]
        for subject in survey.subjects {
            for message in messages(subject, sources) {
                if subjects[message] == nil { order.append(message) }
                subjects[message, default: []].append(subject)
            }
        }
        return order.compactMap { message in
            guard let concerned = subjects[message], let first = concerned.first else { return nil }
            let others = concerned.count > 1 ? " and \(concerned.count - 1) more" : ""
            return Diagnostic(
                .sourcesUnknown,
                at: first.entry.position(of: .repo),
                "whether the sources of '\(first.image.key)'\(others) are clean is not known: \(message)",
                hint: "such images are labelled dirty"
            )
        }
    }

    private func messages(_ subject: WorkspaceSurvey.Subject, _ sources: WorkspaceSources) -> Set<String> {
        guard let known = sources[subject.image.key] else { return [] }
        var evidence = known.evidence
        // A parent without a digest leaves the child without one. Where there is one above, the child's last piece of
        // evidence only says so; the parent's own says why.
        let parents = survey.workspace.graph.parents(of: subject.image.key)
        let hasUnreadParent = parents.contains { parent in
            survey.workspace[parent]?.role == .buildable && sources[parent]?.inputDigest == nil
        }
        if known.inputDigest == nil, hasUnreadParent { evidence = evidence.dropLast() }
        return evidence.reduce(into: []) { messages, reason in
            if case .sourcesUnknown(let message) = reason { messages.insert(message) }
        }
    }

    /// Files that would enter an image though no commit has them: contract, 2.1.
    private func ignored(_ sources: WorkspaceSources) -> [Diagnostic] {
        if survey.workspace.options.hermetic { return [] }
        return survey.subjects.compactMap { subject in
            guard let known = sources[subject.image.key], !known.ignoredFiles.isEmpty else { return nil }
            return Diagnostic(
                .ignoredFilesInContext,
                at: subject.entry.position(of: .context),
                "the context of '\(subject.image.key)' holds "
                    + CountedNames.text(known.ignoredFiles.map(\.description), one: "file", many: "files")
                    + " that git ignores, so it is never clean",
                hint: "name them in the .dockerignore too"
            )
        }
    }
}
