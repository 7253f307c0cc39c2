import Foundation
import GitProbe
import ImageGraph
import ManifestKit
import RebuildPlanning
import TestSupport
import WalkSupport

/// States of a generated tree of three repositories, one within another, with links, components and its list in one of them.
struct ComparedStates {
    private(set) var world: WalkWorld
    private(set) var states: [State] = []

    /// The commit of each project by its path.
    struct State {
        let number: Int
        let commits: [String: String]
    }

    /// What changes what an image is made of. What git converts on its way to the disk is left out: a commit does not tell that.
    private static let steps: [WalkStep] = [
        .edit, .edit, .create, .delete, .rename, .chmod, .link, .retarget, .fileToFolder, .folderToLink, .strangeNames,
        .editDockerfile, .ignoreByDocker, .ignoreBesideDockerfile, .ignoreNothing,
    ]

    init(_ random: inout SplitMix64, count: Int) async throws {
        world = try await WalkWorld(&random)
        // A worktree has no submodule in it; they have a test of their own.
        try await world.git(["rm", "--quiet", "--force", "sm"], in: "\(world.root)/side")
        for number in 0..<count {
            if number > 0 {
                for _ in 0..<(1 + random.below(6)) { _ = try await random.pick(Self.steps).run(&world, &random) }
                world.repair()
            }
            if random.below(3) == 0 { try world.write("side/base/f", "\(random.below(9))") }
            try writeFamily(parent: random.pick(["w/base:candidate", "w/base", "w/top:candidate"]))
            try writeList(&random, changed: number > 0)
            try await commitAll(number)
        }
    }

    /// Images that need each other.
    private func writeFamily(parent: String) throws {
        try world.write("side/base/Dockerfile", "FROM debian:12\nCOPY f* /\n")
        try world.write("side/child/Dockerfile", "ARG MODE\nFROM \(parent)\nARG MODE\nCOPY . /\n")
        try world.write("side/grandchild/Dockerfile", "FROM w/child:candidate\n")
    }

    /// The list lies in one of the projects, so each state has its own.
    private func writeList(_ random: inout SplitMix64, changed: Bool) throws {
        var images = world.images.filter { !["w/sub", "w/subpart"].contains($0.name) }
        if changed, random.below(4) == 0 { images.remove(at: random.below(images.count)) }
        var text = WalkImage.list(images)
        for name in ["base", "grandchild", "child"] {
            text += "  - name: w/\(name)\n    repo: side\n    path: \(name)\n"
        }
        // The last of them is told more.
        if changed, random.below(2) == 0 { text += "    build_args: {MODE: m\(random.below(2)), OTHER: o}\n" }
        if changed, random.below(3) == 0 { text += "    platform: linux/\(random.pick(["amd64", "arm64"]))\n" }
        try world.write("side/images.yml", text)
    }

    private mutating func commitAll(_ number: Int) async throws {
        var commits: [String: String] = [:]
        for project in world.projects {
            let folder = world.disk(project)
            try await world.git(["add", "--all", "--force", ".", ":!apps/inner"], in: folder)
            try await world.commit(in: folder)
            let head = try await world.git(["rev-parse", "HEAD"], in: folder)
            commits[project.path] = head.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        states.append(State(number: number, commits: commits))
        try world.write("states/\(number).xml", manifest(commits))
    }

    private func manifest(_ commits: [String: String]) -> String {
        let projects = world.projects.map { project in
            "<project name=\"\(project.name)\" path=\"\(project.path)\" revision=\"\(commits[project.path] ?? "")\"/>"
        }
        return """
            <manifest><remote name="o" fetch="https://git.example.org/"/><default remote="o" revision="main"/>
            \(projects.joined(separator: "\n"))
            </manifest>
            """
    }

    var git: GitProbe {
        get throws { try GitProbe.locate(environment: world.environment) }
    }

    func options(_ root: String) -> WorkspaceOptions {
        var options = WorkspaceOptions()
        options.repoRoot = root
        options.imageList = "\(root)/side/images.yml"
        return options
    }

    func compare(_ from: State, _ to: State) async throws -> TreeComparison {
        try await TreeComparison.compare(
            from: .file("\(world.root)/states/\(from.number).xml"),
            to: .file("\(world.root)/states/\(to.number).xml"),
            options(world.root),
            git: git,
            scratch: world.root,
            jobs: 2
        )
    }

    /// What a plan of a checkout of the state says that each image is made of; nil where no plan can be made.
    func planned(_ state: State) async throws -> [String: String?]? {
        let root = "\(world.root)/checkout-\(state.number)"
        if !FileManager.default.fileExists(atPath: root) {
            try world.write("checkout-\(state.number)/.repo/manifest.xml", manifest(state.commits))
            for project in world.projects {
                let place = "\(root)/\(project.path)"
                try? FileManager.default.removeItem(atPath: place)
                let add = [
                    "worktree", "add", "--quiet", "--force", "--detach", place, state.commits[project.path] ?? "",
                ]
                try await world.git(add, in: world.disk(project))
            }
        }
        do throws(InputError) {
            let workspace = try await Workspace.load(options(root), git: try? git)
            let sources = await WorkspaceSources.probe(workspace, git: try GitProbe.located(world.environment), jobs: 2)
            let built = workspace.images.filter { $0.role == .buildable }
            return Dictionary(uniqueKeysWithValues: built.map { ($0.key.name, sources[$0.key]?.inputDigest) })
        } catch {
            return nil
        }
    }
}

extension GitProbe {
    /// The git of a test, whose absence is an error of its input.
    fileprivate static func located(_ environment: [String: String]) throws(InputError) -> GitProbe {
        do throws(GitProbeError) {
            return try locate(environment: environment)
        } catch {
            throw InputError([])
        }
    }
}
