import Basics
import ImageGraph
import ManifestKit

/// Bases that are most likely not the image that the author of the Dockerfile meant.
struct BaseCheck {
    private let survey: WorkspaceSurvey
    private let names: NameTable
    /// The familiar names of all images of the lists.
    private let listed: [String]
    private let byLastPart: [Substring: [String]]

    init(survey: WorkspaceSurvey) {
        self.survey = survey
        names = survey.names
        listed = (survey.names.buildableNames + survey.names.pullOnlyNames).map(survey.names.familiarName)
        byLastPart = Dictionary(grouping: listed, by: Self.lastPart)
    }

    func findings() -> [Diagnostic] {
        survey.subjects.flatMap { subject in
            subject.recipe.resolved.images.compactMap { finding($0, subject) }
        }
    }

    /// One finding a use: the one that tells most.
    private func finding(_ use: ImageUse, _ subject: WorkspaceSurvey.Subject) -> Diagnostic? {
        let isUntagged = use.reference.tag == nil && use.reference.digest == nil
        func warning(_ rule: Rule, _ message: String, hint: String) -> Diagnostic {
            Diagnostic(
                rule,
                file: subject.recipe.dockerfilePath,
                line: use.line,
                column: use.column,
                message: message,
                hint: hint
            )
        }
        switch names.target(of: use.reference) {
        case .buildable where isUntagged:
            return warning(
                .untaggedListedBase,
                "'\(use.text)' is an image of the list, but docker takes it for ':latest'",
                hint: "write '\(use.text):\(names.buildTag)'; imagebuilder tags the image 'latest' as well until then"
            )
        case .buildable, .pullOnly:
            return nil
        case .external:
            break
        }
        // Without a build tag that can be used nothing is known of what belongs to the lists.
        guard ImageReference.isValidTag(names.buildTag) else { return nil }
        if isListed(use.reference) {
            return warning(
                .listedBaseOtherTag,
                "'\(use.text)' is not the image of the list, which has \(offered(use.reference)); it is pulled as it is",
                hint: "write '\(use.reference.familiarName):\(names.buildTag)' for that of the list"
            )
        }
        if let similar = similar(to: use.reference, for: subject.image) {
            return warning(
                .baseLikeListed,
                "'\(use.text)' is in no list, so it is pulled as it is",
                hint: "did you mean '\(similar):\(names.buildTag)'?"
            )
        }
        if use.reference.tag == names.buildTag, use.reference.digest == nil {
            return warning(
                .buildTagOutsideLists,
                "'\(use.text)' has the build tag, but is in no list, so it is pulled as it is",
                hint: "add it to buildable_images or pull_only_images, or name another tag"
            )
        }
        guard isUntagged else { return nil }
        return warning(
            .unpinnedBase,
            "'\(use.text)' has neither tag nor digest: what ':latest' is changes with time",
            hint: "name a version, for example '\(use.text):1.0'"
        )
    }

    private func isListed(_ reference: ImageReference) -> Bool {
        names.buildable[reference.name] != nil || names.pullOnly[reference.name] != nil
    }

    /// How the lists offer the repository.
    private func offered(_ reference: ImageReference) -> String {
        let pulled = (names.pullOnly[reference.name] ?? []).map { "'\($0.reference.familiar)'" }
        let all = pulled + ["'\(reference.familiarName):\(names.buildTag)'"]
        return Array(Set(all)).sorted().joined(separator: ", ")
    }

    /// The image of the lists that is named much like an image outside them.
    ///
    /// An image that is built on one of its own name (`example/nginx` on `nginx`) is no slip of the pen.
    private func similar(to reference: ImageReference, for child: WorkspaceImage) -> String? {
        let name = reference.familiarName
        let part = Self.lastPart(name)
        guard part != Self.lastPart(child.reference.familiarName) else { return nil }
        if let namesake = byLastPart[part]?.first { return namesake }
        // With the build tag the image must be meant to be one of the lists', so less has to agree.
        if reference.tag == names.buildTag,
            let near = Suggestion.nearest(to: String(part), among: byLastPart.keys.lazy.map(String.init)),
            let image = byLastPart[Substring(near)]?.first, image != child.reference.familiarName
        {
            return image
        }
        return Suggestion.nearest(to: name, among: listed.lazy.filter { $0 != child.reference.familiarName })
    }

    private static func lastPart(_ name: String) -> Substring {
        name.split(separator: "/").last ?? Substring(name)
    }
}
