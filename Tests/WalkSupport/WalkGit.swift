import Basics
import Foundation
import TestSupport

/// What git itself says of the checkouts of a walk, asked in its own words.
package struct WalkGit {
    /// One checkout now.
    package struct Checkout {
        package let head: String
        /// What `git status` names but for ignored files: relative to the checkout.
        package let changed: [String]
        /// Those that differ on disk alone and have a filter: whether git calls them so depends on whose filters run.
        package let doubted: Set<String>
        /// What the commit holds, submodules opened where they are checked out.
        package let committed: [String: WalkItem]
        /// What the commit holds, submodules as they are recorded.
        package let recorded: [String: WalkItem]
        /// The same of the manifest's revision.
        package let revision: [String: WalkItem]
        /// Whether git looks at the executable bit.
        package let trustsModes: Bool
    }

    private var trees: [String: [String: WalkItem]] = [:]

    package init() {}

    /// Every checkout of a world, by its project's name: one process asks about all of them.
    package mutating func look(at world: WalkWorld) async throws -> [String: Checkout] {
        let status =
            "git --no-optional-locks status --porcelain=v2 -z -uall --branch --ignore-submodules=none --no-renames"
        let answers = try await Program.output(
            [
                "sh", "-euc",
                """
                for folder; do
                    cd "$folder"; printf '\\001'; \(status); printf '\\002'; git rev-parse --verify -q refs/remotes/o/main || :
                    printf '\\002'; git config --bool core.fileMode || :
                    printf '\\002'; git ls-files -z ':(attr:filter=z)'
                    printf '\\002'; if [ -e sm/.git ]; then cd sm; \(status); fi
                done
                """, "look",
            ] + world.projects.map(world.disk),
            in: world.root,
            environment: world.environment
        )
        var checkouts: [String: Checkout] = [:]
        let parts = answers.split(separator: "\u{1}", omittingEmptySubsequences: false).dropFirst()
        for (project, answer) in zip(world.projects, parts) {
            let fields = answer.split(separator: "\u{2}", omittingEmptySubsequences: false).map(String.init)
            checkouts[project.name] = try await look(at: project, in: world, fields)
        }
        return checkouts
    }

    private mutating func look(
        at project: WalkWorld.Project,
        in world: WalkWorld,
        _ answers: [String]
    ) async throws -> Checkout {
        let folder = world.disk(project)
        let status = try Self.status(answers[0])
        let recorded = try await tree(status.head, folder, world) ?? [:]
        var committed = recorded
        var changed = status.changed
        for (path, link) in recorded where link.mode == "160000" {
            let inner = "\(folder)/\(path)"
            guard path == project.submodule, DiskPath.exists("\(inner)/.git"), let id = link.ids.first,
                let tree = try await tree(id, inner, world)
            else { continue }
            committed[path] = nil
            for (name, item) in tree { committed["\(path)/\(name)"] = item }
        }
        if let submodule = project.submodule {
            changed += try Self.status(answers[4]).changed.map { "\(submodule)/\($0)" }
        }
        return Checkout(
            head: status.head,
            changed: changed,
            doubted: status.changedOnDisk.intersection(answers[3].split(separator: "\0").map(String.init)),
            committed: committed,
            recorded: recorded,
            revision: try await tree(answers[1].trimmingCharacters(in: .newlines), folder, world) ?? [:],
            trustsModes: !answers[2].hasPrefix("false")
        )
    }

    private static func status(_ text: String) throws -> (head: String, changed: [String], changedOnDisk: Set<String>) {
        var head = ""
        var changedOnDisk: Set<String> = []
        var changed: [String] = []
        for record in text.split(separator: "\0") {
            let fields = record.split(separator: " ", omittingEmptySubsequences: false)
            switch fields[0] {
            case "#": if fields[1] == "branch.oid" { head = String(fields[2]) }
            // A repository that git does not know: what is sent of it is in no commit, which is found out anyway.
            case "?": if !record.hasSuffix("/") { changed.append(Self.path(fields, after: 1)) }
            // A submodule's files speak for themselves; what is told here is that its commit is another.
            case "1" where fields[1] == ".M" && fields[2] == "N...":
                changed.append(Self.path(fields, after: 8))
                changedOnDisk.insert(Self.path(fields, after: 8))
            case "1": if !fields[2].hasPrefix("S.") || fields[1] != ".M" { changed.append(Self.path(fields, after: 8)) }
            case "u": changed.append(Self.path(fields, after: 10))
            default: throw Unreadable(text: String(record))
            }
        }
        return (head, changed, changedOnDisk)
    }

    package struct Unreadable: Error { let text: String }

    private static func path(_ fields: [Substring], after count: Int) -> String {
        fields[count...].joined(separator: " ")
    }

    /// Nil where the repository does not have the commit.
    private mutating func tree(
        _ id: String,
        _ folder: String,
        _ world: WalkWorld
    ) async throws -> [String: WalkItem]? {
        if let tree = trees[folder + id] { return tree }
        let words = ["git", "ls-tree", "-r", "-z", id]
        let result = try await Program.run(words, in: folder, environment: world.environment)
        guard result.status == 0 else { return nil }
        var tree: [String: WalkItem] = [:]
        for record in result.out.split(separator: "\0") {
            let (facts, path) = (record.prefix { $0 != "\t" }, record.drop { $0 != "\t" }.dropFirst())
            let fields = facts.split(separator: " ")
            tree[String(path)] = WalkItem(mode: String(fields[0]), id: String(fields[2]))
        }
        trees[folder + id] = tree
        return tree
    }
}
