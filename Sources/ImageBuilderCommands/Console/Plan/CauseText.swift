import RebuildPlanning

/// A cause in words.
struct CauseText {
    let cause: PlanCause
    let plan: RebuildPlan

    /// What kind of cause it is, as a heading.
    var title: String {
        switch cause.kind {
        case .refused: "cannot be done"
        case .modified: "modified"
        case .diverged: "not at its revision"
        case .ignored: "git-ignored files in the context"
        case .unknown: "sources unknown"
        case .baseMoved: "base moved"
        case .notAsLocked: "not as the lock file has it"
        case .outdated: "made of other inputs"
        case .forced: "asked for"
        case .absent: plan.engineAsked ? "not on the engine" : "no engine was asked"
        case .published: "in a registry"
        case .perhapsPublished: "perhaps in a registry"
        case .mislabelled: "same content, labels that are not true"
        case .untagged: "same content, other tag"
        case .leftOver: "tags to take away"
        }
    }

    /// The facts that all of its images have in common; of things of one kind a list.
    var details: TextList {
        switch cause.kind {
        case .diverged: TextList(commits)
        case .perhapsPublished where cause.roots.allSatisfy { plan[$0.key]?.isOpen ?? false }:
            TextList(["what no registry has is built"])
        default: TextList(cause.facts.compactMap(Self.item), more: more)
        }
    }

    private var more: Int {
        cause.facts.reduce(0) { sum, fact in
            if case .furtherChanges(let count) = fact { sum + count } else { sum }
        }
    }

    private var commits: [String] {
        var told: [String] = []
        for case .commitNotOnRevision(_, _, let head, let revision) in cause.facts {
            let commit = "\(Reason.short(head)), the tree wants \(Reason.short(revision))"
            if !told.contains(commit) { told.append(commit) }
        }
        guard told.count == 1, let first = told.first else { return cause.repositories + told }
        return [cause.repositories.joined(separator: ", ") + " " + first]
    }

    private static func item(_ fact: Reason) -> String? {
        switch fact {
        case .changedFile(let path, let status): status == "modified" ? path : "\(path) (\(status))"
        case .untrackedFile(let path): "\(path) (untracked)"
        case .inputDiffers(let part, let change): "\(part) \(change)"
        case .sourcesUnknown(let message): message
        case .baseMoved(let reference, _, let found): "\(reference) is now \(Reason.short(found))"
        case .furtherChanges: nil
        default: FlagAdvice.text(fact)
        }
    }

    /// What is said of one of its images.
    func note(of root: PlanCause.Root) -> String {
        guard let image = plan[root.key] else { return "" }
        var parts: [String] = []
        switch cause.kind {
        case .untagged:
            let tags = image.missingTags.joined(separator: ", ")
            parts.append("\(tags) → \(image.imageID.map(Reason.short) ?? "")")
        default: parts += root.facts.map(FlagAdvice.text)
        }
        if case .parent = image.origin, image.role == .buildable { parts.append("\(image.origin)") }
        return parts.joined(separator: "; ")
    }
}

/// Things in a row, as many as there is room for; how many are left out is said.
struct TextList {
    let items: [String]
    /// Those that nobody named.
    let more: Int

    init(_ items: [String], more: Int = 0) {
        self.items = items.map { SafeText.line($0) }
        self.more = more
    }

    /// - Parameter width: in cells; nil: all of them. The first one is told in any case.
    func text(_ width: Int?) -> String {
        guard let first = items.first else { return "" }
        var shown = first
        for (position, item) in items.enumerated().dropFirst() {
            let longer = shown + ", " + item
            if let width, TextWidth.of(longer + Self.rest(items.count - position - 1 + more)) > width {
                return shown + Self.rest(items.count - position + more)
            }
            shown = longer
        }
        return shown + Self.rest(more)
    }

    private static func rest(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }
}
