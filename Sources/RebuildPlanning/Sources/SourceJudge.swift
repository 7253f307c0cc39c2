import GitProbe
import ImageGraph
import ManifestKit

/// Judges how the sources of an image stand in one repository: contract, 2.1.
struct SourceJudge {
    /// Facts beyond this number are counted, not told: nobody reads a thousand lines of one image.
    static let toldChanges = 20

    let area: SourceArea
    let ignore: IgnorePatterns
    /// The Dockerfile, relative to the checkout; nil for a component. It always is a source.
    let dockerfile: GitPath?

    struct Verdict {
        var state: SourceState
        var evidence: [Reason]
    }

    func judge(_ facts: Result<RepositoryFacts, GitProbeError>?) -> Verdict {
        switch facts {
        case nil:
            return unknown("\(area.project.path) was not probed")
        case .failure(let error):
            return unknown("\(error)")
        case .success(let facts):
            return judge(facts)
        }
    }

    private func judge(_ facts: RepositoryFacts) -> Verdict {
        guard let head = facts.head else {
            return unknown("\(area.project.path) has no commit yet")
        }
        let changes = relevant(facts.worktreeChanges)
        if !changes.isEmpty {
            return Verdict(state: .modified, evidence: told(changes.map(reason(for:))))
        }
        switch facts.revision {
        case .missing(let tried):
            return unknown(
                "the manifest's revision '\(area.project.revision)' is not in \(area.project.path) "
                    + "(looked for \(tried.joined(separator: ", "))); run 'repo sync \(area.project.name)'"
            )
        case .found(let name, _):
            let committed = relevant(facts.committedChanges)
            if committed.isEmpty { return Verdict(state: .clean, evidence: []) }
            let reasons = committed.map { change in
                Reason.commitNotOnRevision(
                    path: area.told(change.path),
                    status: change.status.rawValue,
                    head: head.description,
                    revision: name
                )
            }
            return Verdict(state: .diverged, evidence: told(reasons))
        }
    }

    private func unknown(_ message: String) -> Verdict {
        Verdict(state: .unknown, evidence: [.sourcesUnknown(message: message)])
    }

    /// The changes within the area that the ignore file leaves in, and those of the Dockerfile wherever it lies.
    private func relevant(_ changes: PathIndex<PathChange>) -> [PathChange] {
        var found = changes.under(area.path).filter { change in
            if change.path == dockerfile { return true }
            guard let place = area.contextPath(of: change.path) else { return true }
            guard ignore.leavesOut(place) else { return true }
            // An ignored folder may still hold files that a later pattern takes back in.
            return change.isFolder && ignore.patterns.contains { $0.hasPrefix("!") }
        }
        if let dockerfile, dockerfile.relative(to: area.path) == nil, let change = changes.covering(dockerfile) {
            found.append(change)
        }
        return found
    }

    private func reason(for change: PathChange) -> Reason {
        let path = area.told(change.path) + (change.isFolder ? "/" : "")
        return change.status == .untracked
            ? .untrackedFile(path: path) : .changedFile(path: path, status: change.status.rawValue)
    }

    private func told(_ reasons: [Reason]) -> [Reason] {
        let rest = reasons.count - Self.toldChanges
        guard rest > 0 else { return reasons }
        return reasons.prefix(Self.toldChanges) + [.furtherChanges(count: rest)]
    }
}
