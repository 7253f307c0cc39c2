import Basics
package import RebuildPlanning

/// How an image's sources stand by what git and the disk say, project by project.
package struct WalkVerdict {
    /// Of every project that the image has sources in.
    package private(set) var states: [String: SourceState] = [:]
    /// Why, one line each.
    package private(set) var reasons: [String] = []

    /// The worst of all.
    package var state: SourceState { states.values.max() ?? .clean }

    private let world: WalkWorld
    private let checkouts: [String: WalkGit.Checkout]
    private let sources: WalkSources

    /// - Parameter sent: what an upload holds, by place in the context: the path on disk, and what is there.
    package init(
        _ sources: WalkSources,
        sent: [String: (source: String, item: WalkItem)],
        _ checkouts: [String: WalkGit.Checkout],
        _ world: WalkWorld
    ) {
        self.world = world
        self.checkouts = checkouts
        self.sources = sources
        for area in sources.areas {
            for project in world.projects where area.touches(world.disk(project), of: world) {
                states[project.name] = .clean
            }
        }
        compare(sent)
        compareFiles()
        takeChanges(sent)
        takeCommits()
    }

    private mutating func note(_ state: SourceState, _ project: WalkWorld.Project?, _ reason: String) {
        guard let project else { return }
        states[project.name] = max(states[project.name] ?? .clean, state)
        reasons.append("\(state) \(project.name): \(reason)")
    }

    /// What a commit of each project would have sent: by place in the context.
    private func expected(
        _ tree: (WalkGit.Checkout) -> [String: WalkItem]
    ) -> [String: (project: WalkWorld.Project, item: WalkItem)] {
        var found: [String: (project: WalkWorld.Project, item: WalkItem)] = [:]
        for area in sources.areas {
            for project in world.projects {
                guard let checkout = checkouts[project.name] else { continue }
                for (path, item) in tree(checkout) {
                    let disk = "\(world.disk(project))/\(path)"
                    guard world.owner(of: disk)?.name == project.name,
                        let relative = PathText.relative(disk, to: area.root)
                    else { continue }
                    let place = WalkSources.join(area.destination, relative)
                    if sources.sends(place) { found[place] = (project, item) }
                }
            }
        }
        return found
    }

    private mutating func compare(_ sent: [String: (source: String, item: WalkItem)]) {
        let expected = expected(\.committed)
        for (place, (source, item)) in sent {
            let owner = world.owner(of: source)
            guard let committed = expected[place] else {
                note(.modified, owner, "\(place) is sent, and in no commit")
                continue
            }
            if !item.isAsCommitted(committed.item, ignoringMode: false) {
                note(.modified, owner, "\(place) is not as committed")
            }
        }
        for (place, (project, _)) in expected where sent[place] == nil {
            note(.modified, project, "\(place) is committed, and not sent")
        }
        for project in world.projects {
            for (path, item) in checkouts[project.name]?.committed ?? [:] where item.mode == "160000" {
                let disk = "\(world.disk(project))/\(path)"
                guard world.owner(of: disk)?.name == project.name,
                    sources.areas.contains(where: { $0.root.hasPrefix(disk + "/") })
                else { continue }
                note(.modified, project, "\(path) is not checked out")
            }
        }
    }

    private mutating func compareFiles() {
        for file in sources.files {
            guard let project = world.owner(of: file), let checkout = checkouts[project.name],
                let path = PathText.relative(file, to: world.disk(project))
            else { continue }
            states[project.name] = states[project.name] ?? .clean
            guard let item = WalkItem(disk: file), let committed = checkout.committed[path],
                item.isAsCommitted(committed, ignoringMode: !checkout.trustsModes)
            else {
                note(.modified, project, "\(path) is read, and not as committed")
                continue
            }
            if checkout.recorded[path] != checkout.revision[path] {
                note(.diverged, project, "\(path) is not as at the revision")
            }
        }
    }

    /// What `git status` names within the sources.
    private mutating func takeChanges(_ sent: [String: (source: String, item: WalkItem)]) {
        for project in world.projects {
            guard let checkout = checkouts[project.name] else { continue }
            for path in checkout.changed where !checkout.doubted.contains(path) {
                let disk = "\(world.disk(project))/\(path)"
                guard world.owner(of: disk)?.name == project.name else { continue }
                if isSource(disk) || sent.values.contains(where: { $0.source.hasPrefix(disk + "/") }) {
                    note(.modified, project, "git status names \(path)")
                }
            }
        }
    }

    private mutating func takeCommits() {
        for project in world.projects {
            guard let checkout = checkouts[project.name] else { continue }
            for path in Set(checkout.recorded.keys).union(checkout.revision.keys)
            where checkout.recorded[path] != checkout.revision[path] {
                let disk = "\(world.disk(project))/\(path)"
                if world.owner(of: disk)?.name == project.name, isSource(disk) {
                    note(.diverged, project, "\(path) is not as at the revision")
                }
            }
        }
    }

    /// Whether something of a checkout is within the sources, or a submodule that they lie in.
    private func isSource(_ disk: String) -> Bool {
        if sources.files.contains(disk) { return true }
        return sources.areas.contains { area in
            if area.root.hasPrefix(disk + "/") { return true }
            guard let relative = PathText.relative(disk, to: area.root) else { return false }
            return sources.sends(WalkSources.join(area.destination, relative))
        }
    }
}

extension WalkSources.Area {
    /// Whether a project has something in the area, or the area lies in it.
    fileprivate func touches(_ checkout: String, of world: WalkWorld) -> Bool {
        if checkout.hasPrefix(root + "/") || checkout == root { return true }
        return world.owner(of: root).map { world.disk($0) == checkout } ?? false
    }
}
