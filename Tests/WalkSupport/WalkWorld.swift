import Foundation
import GitProbe
import ManifestKit
import RebuildPlanning
package import TestSupport

/// A tree of checkouts in a folder of its own, with images whose contexts overlap, nest, and pass through links.
///
/// Which kinds of checkouts it has is the seed's choice.
package struct WalkWorld {
    package struct Project {
        package let name: String
        /// Relative to the root.
        package let path: String
        package let kind: Kind
        /// Where it has a submodule.
        package var submodule: String?
    }

    /// How a checkout came to be.
    package enum Kind: CaseIterable {
        case plain, worktree, gitFile, shallow, sha256
    }

    private let folder: TemporaryFolder
    package var root: String { folder.root }
    package let projects: [Project]
    package let images: [WalkImage]
    /// Commits within one second are told apart by nothing else.
    package private(set) var clock = 1_700_000_000

    package init(_ random: inout SplitMix64) async throws {
        folder = try TemporaryFolder()
        let isNested = random.below(3) > 0
        projects = [
            Project(name: "outer", path: "outer", kind: random.pick(Kind.allCases)),
            Project(name: "inner", path: isNested ? "outer/apps/inner" : "inner", kind: random.pick(Kind.allCases)),
            Project(name: "side", path: "side", kind: .plain, submodule: "sm"),
        ]
        images = WalkImage.all
        try write("home/.gitconfig", Self.configuration)
        try write(".repo/manifest.xml", Self.manifest(projects))
        try write("images.yml", WalkImage.list(images))
        for project in projects { try await make(project) }
    }

    package func remove() { folder.remove() }

    package var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "\(root)/home",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    /// The projects whose checkouts a path on disk lies in, the innermost one.
    package func owner(of path: String) -> Project? {
        projects.filter { path == disk($0) || path.hasPrefix(disk($0) + "/") }.max { $0.path.count < $1.path.count }
    }

    /// Where a project lies on disk.
    package func disk(_ project: Project) -> String { "\(root)/\(project.path)" }

    /// What comes to be where a filter is run that a tree itself configures: reading its state must not do that.
    package var trap: String { "\(root)/trap" }

    // MARK: Doing

    @discardableResult
    package func git(_ words: [String], in folder: String) async throws -> String {
        try await Program.output(["git"] + words, in: folder, environment: environment)
    }

    /// Whether a git command succeeds.
    package func tryGit(_ words: [String], in folder: String) async throws -> Bool {
        try await Program.run(["git"] + words, in: folder, environment: environment).status == 0
    }

    /// Writes a file below the root, with the folders above it, and makes it some days old: git does not trust the times of
    /// young files, and would look at each.
    package func write(_ path: String, _ text: String, age: Int = 1) throws {
        let file = "\(root)/\(path)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try makeOld(file, age: age)
    }

    package func makeOld(_ file: String, age: Int) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 - Double(age) * 86_400)],
            ofItemAtPath: file
        )
    }

    /// Commits what the index holds.
    package mutating func commit(in folder: String) async throws {
        clock += 60
        let stamp = "\(clock) +0000"
        var environment = environment
        environment["GIT_AUTHOR_DATE"] = stamp
        environment["GIT_COMMITTER_DATE"] = stamp
        try await Program.output(
            ["git", "commit", "--quiet", "--allow-empty", "--no-verify", "-m", "Step"],
            in: folder,
            environment: environment
        )
    }

    /// Makes a tree readable again that the program refuses.
    package func repair() {
        for project in projects {
            for path in ["Dockerfile", "img/Dockerfile", "docker/Dockerfile.out", "common/Dockerfile"] {
                // A path may lead through what is no folder any more.
                _ = try? write("\(project.path)/\(path)", "FROM scratch\nCOPY . /\n")
            }
        }
    }
}
