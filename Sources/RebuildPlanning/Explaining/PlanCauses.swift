import ImageGraph

extension RebuildPlan {
    /// What sets the plan's images in motion: each cause once, with the images that it concerns by itself and those that
    /// only follow. An image that nothing happens to is in none.
    ///
    /// - Complexity: O(images + edges) for each image that starts something.
    public var causes: [PlanCause] { CauseFinder(self).causes }
}

/// Tells what images start from what follows, and puts together what has one cause.
private struct CauseFinder {
    /// What is the same for all images of one cause.
    private struct Group: Hashable {
        let kind: PlanCause.Kind
        let facts: [Reason]
    }

    private let plan: RebuildPlan
    /// Of images that start something.
    private var own: [ImageKey: OwnCause] = [:]
    /// Images that follow, by what they need.
    private var followers: [ImageKey: [ImageKey]] = [:]
    private let places: [ImageKey: Int]

    init(_ plan: RebuildPlan) {
        self.plan = plan
        places = Dictionary(plan.images.enumerated().map { ($1.key, $0) }) { first, _ in first }
        // The facts that an image or any of its ancestors was found to start with.
        var above: [ImageKey: Set<Reason>] = [:]
        var moving: [ImageKey: Decision] = [:]
        for image in plan.images {
            let parents = image.parents.filter { moving[$0] == image.decision }
            let inherited = parents.reduce(into: Set<Reason>()) { $0.formUnion(above[$1] ?? []) }
            guard let cause = OwnCause(of: image) else { continue }
            if image.decision == .build || image.decision == .relabel { moving[image.key] = image.decision }
            let news = cause.facts.filter { !inherited.contains($0) }
            if !parents.isEmpty, cause.kind != .refused, !cause.isStrong || news.allSatisfy(\.isOnlyCount) {
                for parent in parents { followers[parent, default: []].append(image.key) }
                above[image.key] = inherited
            } else {
                own[image.key] = cause
                above[image.key] = inherited.union(cause.facts)
            }
        }
    }

    var causes: [PlanCause] {
        var order: [Group] = []
        var members: [Group: [ImageKey]] = [:]
        for image in plan.images {
            guard let cause = own[image.key] else { continue }
            let group = Group(kind: cause.kind, facts: Self.common(cause))
            if members[group] == nil { order.append(group) }
            members[group, default: []].append(image.key)
        }
        // Swift's sort is stable, but does not promise it.
        return order.enumerated().sorted { left, right in
            (Self.rank(left.element.kind), left.offset) < (Self.rank(right.element.kind), right.offset)
        }.map { cause(of: $0.element, members[$0.element] ?? []) }
    }

    private func cause(of group: Group, _ keys: [ImageKey]) -> PlanCause {
        var facts: [Reason] = []
        var repositories: [String] = []
        var seen: Set<Reason> = []
        for cause in keys.compactMap({ own[$0] }) {
            facts += cause.facts.filter { seen.insert($0).inserted }
            repositories += cause.repositories.filter { !repositories.contains($0) }
        }
        let roots = keys.map {
            PlanCause.Root(key: $0, facts: own[$0]?.particulars ?? [], dependents: dependents(of: $0))
        }
        return PlanCause(kind: group.kind, facts: facts, repositories: repositories, roots: roots)
    }

    private func dependents(of root: ImageKey) -> [ImageKey] {
        var found: Set<ImageKey> = []
        var waiting = followers[root] ?? []
        while let next = waiting.popLast() {
            guard found.insert(next).inserted else { continue }
            waiting += followers[next] ?? []
        }
        return found.sorted { places[$0] ?? 0 < places[$1] ?? 0 }
    }

    /// Commits of one project are one cause, whichever of their files an image has.
    private static func common(_ cause: OwnCause) -> [Reason] {
        guard cause.kind == .diverged else { return cause.facts }
        var seen: Set<Reason> = []
        return cause.facts.compactMap { fact in
            guard case .commitNotOnRevision(_, _, let head, let revision) = fact else { return nil }
            let commit = Reason.commitNotOnRevision(path: "", status: "", head: head, revision: revision)
            return seen.insert(commit).inserted ? commit : nil
        }
    }

    private static func rank(_ kind: PlanCause.Kind) -> Int { PlanCause.Kind.allCases.firstIndex(of: kind) ?? 0 }
}

extension Reason {
    fileprivate var isOnlyCount: Bool { if case .furtherChanges = self { true } else { false } }
}
