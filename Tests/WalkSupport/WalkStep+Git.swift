import Basics
import Foundation
package import TestSupport

extension WalkStep {
    /// The steps that are git's, or about what it and docker leave out.
    package func runGit(
        _ world: inout WalkWorld,
        _ random: inout SplitMix64,
        _ project: WalkWorld.Project,
        _ name: String
    ) async throws -> String? {
        let folder = world.disk(project)
        let told = "\(self) \(project.path)"
        func git(_ words: String...) async throws -> String? {
            try await world.tryGit(words, in: folder) ? "\(told): git \(words.joined(separator: " "))" : nil
        }
        switch self {
        case .stageAll: return try await git("add", "--all")
        case .stageOne: return try await git("add", "--", name)
        case .unstage: return try await git("rm", "--cached", "--quiet", "--", name)
        case .intentToAdd: return try await git("add", "--intent-to-add", "--", name)
        case .commit:
            try await world.stage(folder)
            try await world.commit(in: folder)
            return told
        case .settle, .settleAll:
            for project in self == .settle ? [project] : world.projects { try await world.settle(project) }
            return told
        case .advance: return try await git("update-ref", "refs/remotes/o/main", "HEAD")
        case .goBack: return try await git("reset", "--quiet", "--soft", "HEAD~1")
        case .reset: return try await git("reset", "--quiet", "--hard")
        case .assumeUnchanged: return try await git("update-index", "--assume-unchanged", "--", name)
        case .skipWorktree: return try await git("update-index", "--skip-worktree", "--", name)
        case .forgetFlags:
            return try await git("update-index", "--no-skip-worktree", "--no-assume-unchanged", "--", name)
        case .sparse:
            return random.below(2) == 0
                ? try await git("sparse-checkout", "set", "--no-cone", "/*", "!/lib", "!/src/deep")
                : try await git("sparse-checkout", "disable")
        case .conflict: return try await conflict(world, folder, name) ? "\(told) \(name)" : nil
        case .fileMode: return try await git("config", "core.fileMode", random.pick(["true", "false"]))
        case .ignoreCase: return try await git("config", "core.ignoreCase", random.pick(["true", "false"]))
        case .nestedRepository:
            let nested = "\(folder)/\(random.pick(["img/nested", "target/classes", "lib"]))"
            guard DiskPath.isFolder((nested as NSString).deletingLastPathComponent), !DiskPath.isLink(nested) else {
                return nil
            }
            return try await git("init", "--quiet", nested)
        case .attributes:
            let lines = (0..<random.below(3)).map { _ in random.pick(Self.attributeLines) + "\n" }.joined()
            try world.write("\(project.path)/.gitattributes", lines)
            return "\(told): \(lines.replacing("\n", with: " "))"
        case .autoCRLF: return try await git("config", "core.autocrlf", random.pick(["true", "input", "false"]))
        case .ownFilter: return try await git("config", "filter.z.clean", "touch '\(world.trap)'; cat")
        case .usersFilter:
            let command = random.pick(["cat", "tr a-c x-z"])
            return try await git("config", "--global", "filter.z.clean", command)
        case .submoduleEdit, .submoduleCommit, .submoduleGone, .submoduleBack:
            return try await runSubmodule(&world, &random)
        default: return try ignore(world, &random, project)
        }
    }

    private static let attributeLines = [
        "* text=auto", "*.txt text", "*.c eol=crlf", "*.c -text", "*.log filter=z", "img/* filter=z", "*.txt ident",
        "src/** filter=z text",
    ]

    private func conflict(_ world: WalkWorld, _ folder: String, _ name: String) async throws -> Bool {
        let entry = try? await world.git(["ls-files", "--stage", "--", name], in: folder)
        guard let entry, let id = entry.split(separator: " ").dropFirst().first, entry.contains(" 0\t") else {
            return false
        }
        let lines = [1, 2, 3].map { "100644 \(id) \($0)\t\(name)\n" }.joined()
        let zero = String(repeating: "0", count: id.count)
        try world.write("conflict", "0 \(zero)\t\(name)\n\(lines)")
        return try await Program.run(
            ["sh", "-c", "git update-index --index-info < \(world.root)/conflict"],
            in: folder,
            environment: world.environment
        ).status == 0
    }

    private func ignore(
        _ world: WalkWorld,
        _ random: inout SplitMix64,
        _ project: WalkWorld.Project
    ) throws -> String? {
        let places: [String]
        switch self {
        case .ignoreByGit: places = ["\(project.path)/.gitignore", "\(project.path)/img/.gitignore"]
        case .ignoreByInfo:
            guard DiskPath.isFolder("\(world.disk(project))/.git/info") else { return nil }
            places = ["\(project.path)/.git/info/exclude"]
        case .ignoreByUser: places = ["home/.config/git/ignore"]
        case .ignoreByDocker: places = [".", "img", "src", "sm"].map { "\(project.path)/\($0)/.dockerignore" }
        case .ignoreBesideDockerfile:
            let dockerfiles = ["img/Dockerfile", "docker/Dockerfile.out", "docker/Dockerfile.link", "Dockerfile"]
            places = dockerfiles.map { "\(project.path)/\($0).dockerignore" }
        default: places = []
        }
        if let place = places.isEmpty ? nil : random.pick(places) {
            guard
                DiskPath.isFolder("\(world.root)/\((place as NSString).deletingLastPathComponent)")
                    || place.hasPrefix("home/")
            else { return nil }
            let text = WalkStep.randomPatterns(&random)
            try world.write(place, text)
            return "\(self) \(place): \(text.replacing("\n", with: " "))"
        }
        let all = [
            ".gitignore", "img/.gitignore", ".dockerignore", "img/.dockerignore", "src/.dockerignore",
            "docker/Dockerfile.out.dockerignore", "Dockerfile.dockerignore", "img/Dockerfile.dockerignore",
            "docker/Dockerfile.link.dockerignore",
        ]
        for path in all { try? FileManager.default.removeItem(atPath: "\(world.disk(project))/\(path)") }
        try? FileManager.default.removeItem(atPath: "\(world.root)/home/.config/git/ignore")
        return "\(self) \(project.path)"
    }

    private func runSubmodule(_ world: inout WalkWorld, _ random: inout SplitMix64) async throws -> String? {
        guard let project = world.projects.first(where: { $0.submodule != nil }), let name = project.submodule else {
            return nil
        }
        let inner = "\(world.disk(project))/\(name)"
        let isThere = DiskPath.exists("\(inner)/.git")
        switch self {
        case .submoduleEdit:
            let path = "\(project.path)/\(name)/\(random.pick(["s.txt", "part/t.txt", "new", "part/new.o"]))"
            try world.write(path, "\(random.below(5))\n")
            return "\(self) \(path)"
        case .submoduleCommit:
            guard isThere else { return nil }
            try await world.stage(inner)
            try await world.commit(in: inner)
            return "\(self)"
        case .submoduleGone:
            return try await world.tryGit(["submodule", "--quiet", "deinit", "--force", name], in: world.disk(project))
                ? "\(self)" : nil
        default:
            let words = ["submodule", "--quiet", "update", "--init", "--force", name]
            return try await world.tryGit(words, in: world.disk(project)) ? "\(self)" : nil
        }
    }
}

extension WalkWorld {
    /// Stages all that git takes. It takes nothing where a repository without a commit lies in the checkout; then conflicts at least go.
    package func stage(_ folder: String) async throws {
        if try await tryGit(["add", "--all", "--sparse"], in: folder) { return }
        try await git(["reset", "--quiet"], in: folder)
    }

    /// Makes what is on disk the manifest's revision, as far as git takes it.
    package mutating func settle(_ project: Project) async throws {
        let folder = disk(project)
        let flagged = try await git(["ls-files", "-v"], in: folder).split(separator: "\n")
            .filter { $0.first?.isLowercase == true || $0.first == "S" }
            .map { String($0.dropFirst(2)) }
        if !flagged.isEmpty {
            let words = ["update-index", "--no-skip-worktree", "--no-assume-unchanged", "--"]
            _ = try await tryGit(words + flagged, in: folder)
        }
        if let submodule = project.submodule, FileManager.default.fileExists(atPath: "\(folder)/\(submodule)/.git") {
            try await stage("\(folder)/\(submodule)")
            try await commit(in: "\(folder)/\(submodule)")
        }
        try await stage(folder)
        try await commit(in: folder)
        try await git(["update-ref", "refs/remotes/o/main", "HEAD"], in: folder)
    }
}
