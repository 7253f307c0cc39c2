import Basics
import ImageGraph
import ManifestKit

/// What a Dockerfile copies from its context, and the context does not hold.
struct CopyCheck {
    let subject: WorkspaceSurvey.Subject
    /// As it would be sent.
    private let context: BuildContext
    private let paths: Set<String>
    private let links: Set<String>

    init(_ subject: WorkspaceSurvey.Subject, _ context: BuildContext) {
        self.subject = subject
        self.context = context
        paths = Set(context.entries.lazy.map(\.path.description))
        links = Set(context.entries.lazy.filter(\.isLink).map(\.path.description))
    }

    func findings() -> [Diagnostic] {
        subject.recipe.resolved.contextSources.compactMap(finding)
    }

    /// A pattern may match nothing, and what lies behind a link is not looked for.
    private func finding(_ source: ContextSource) -> Diagnostic? {
        guard !source.isPattern, source.path != ".", !paths.contains(source.path), !isBehindLink(source.path) else {
            return nil
        }
        let brought = source.isTriggered ? " (an ONBUILD of its base)" : ""
        let copied = "\(source.keyword.rawValue)\(brought) takes '\(source.text)'"
        if source.path.split(separator: "/").contains(".git") {
            return warning(
                .gitNotInContext,
                source,
                "\(copied), and the context of '\(subject.image.key)' has no .git",
                hint: "use an argument such as org_label_schema_vcs_ref, or 'context_keep_git: true'"
            )
        }
        if isOnDisk(source.path) {
            return warning(.ignoredCopySource, source, "\(copied), which the ignore file leaves out")
        }
        return warning(
            .missingCopySource,
            source,
            "\(copied), which is not in the context of '\(subject.image.key)'",
            hint: nearest(to: source.path).map { "did you mean '\($0)'?" }
        )
    }

    private func warning(_ rule: Rule, _ source: ContextSource, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(
            rule,
            file: subject.recipe.dockerfilePath,
            line: source.line,
            column: 1,
            message: message,
            hint: hint
        )
    }

    private func isBehindLink(_ path: String) -> Bool {
        var folder = PathText.parent(of: path)
        while !folder.isEmpty, folder != "." {
            if links.contains(folder) { return true }
            folder = PathText.parent(of: folder)
        }
        return false
    }

    /// Whether the context's folder has it, or a component would bring it.
    private func isOnDisk(_ path: String) -> Bool {
        subject.recipe.sources.areas.contains { area in
            let place = area.destination.description
            guard let below = area.destination == .root ? path : PathText.relative(path, to: place) else {
                return false
            }
            let found = PathText.join(area.root, below)
            return DiskPath.exists(found) || DiskPath.isLink(found)
        }
    }

    /// What stands in the same folder and is named much like it.
    private func nearest(to path: String) -> String? {
        let folder = PathText.parent(of: path)
        let beside = paths.lazy.filter { PathText.parent(of: $0) == folder }
        return Suggestion.nearest(to: path, among: beside.sorted())
    }
}
