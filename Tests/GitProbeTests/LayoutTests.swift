import Foundation
import GitProbe
import SystemPackage
import Testing

/// Where a checkout keeps its repository.
struct LayoutCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes, from the repository `repo`, a checkout `work` with one edit of `a/one`.
    let setup: String
    var testDescription: String { name }
}

@Suite struct LayoutTests {
    /// The layouts are those that google's `repo` has made over the years (its `project.py`), and those of git itself.
    static let cases: [LayoutCase] = [
        LayoutCase(
            name: "repo: .git is a folder of symbolic links",
            setup: """
                mkdir -p .repo/projects/work.git .repo/project-objects; mv repo/.git .repo/project-objects/work.git
                mkdir -p repo/.git; cd repo/.git; ln -s ../../.repo/project-objects/work.git/* .
                rm HEAD index; cp ../../.repo/project-objects/work.git/HEAD ../../.repo/project-objects/work.git/index .
                cd ../..; mv repo work
                """
        ),
        LayoutCase(
            name: "repo: .git is a symbolic link",
            setup: """
                mkdir -p .repo/projects; mv repo/.git .repo/projects/work.git; mv repo work
                ln -s ../.repo/projects/work.git work/.git
                """
        ),
        LayoutCase(
            name: "repo: .git is a file",
            setup: """
                mkdir -p .repo/projects; mv repo/.git .repo/projects/work.git; mv repo work
                echo 'gitdir: ../.repo/projects/work.git' > work/.git
                """
        ),
        LayoutCase(
            name: "repo --worktree, and git worktree",
            setup: "git -C repo worktree add -q ../work -b w"
        ),
        LayoutCase(
            name: "borrowed objects",
            setup: "git clone -q --shared repo work"
        ),
        LayoutCase(
            name: "below a symbolic link",
            setup: "mkdir deep; mv repo deep/work; ln -s deep/work work"
        ),
        LayoutCase(
            name: "in the folder of another repository",
            setup: "git init -q outer; mv repo outer/work; ln -s outer/work work"
        ),
        LayoutCase(
            name: "packed, with a commit graph",
            setup:
                "mv repo work; git -C work gc -q; git -C work commit-graph write 2>/dev/null; git -C work pack-refs --all"
        ),
    ]

    @Test(arguments: cases) func readsEachLayout(_ example: LayoutCase) async throws {
        try await withScratch("") { scratch in
            try await scratch.sh(example.setup + "\necho edit >> work/a/one")
            let head = try await scratch.sh("git -C work rev-parse HEAD")
            let facts = try await scratch.facts("work", revisions: [head])
            #expect(facts.head?.description == head)
            #expect(facts.worktreeChanges.map(\.line) == ["modified a/one"])
            #expect(facts.tracked.map(\.path.description) == ["a/b/two", "a/one", "c/three"])
            #expect(facts.commitDate == CommitDate(secondsSinceEpoch: 1_700_000_000))
        }
    }

    @Test(arguments: [
        ("nothing there", "true", "no .git in it"),
        ("an empty folder", "mkdir work", "no .git in it"),
        ("a folder of another repository", "mkdir repo/work; ln -s repo/work work", "no .git in it"),
        (
            "an empty .git in a folder of another repository", "mkdir -p repo/work/.git; ln -s repo/work work",
            "its .git holds no repository"
        ),
        ("a file that names nothing", "mkdir work; echo 'gitdir: ../gone' > work/.git", "its .git holds no repository"),
        (
            "a file that is no such file", "mkdir work; echo hello > work/.git",
            "its .git is neither a folder nor a file that names one"
        ),
        ("an empty file", "mkdir work; touch work/.git", "its .git is neither a folder nor a file that names one"),
        ("a link to nothing", "mkdir work; ln -s ../gone work/.git", "no .git in it"),
    ])
    func refusesWhatIsNoCheckout(_ name: String, _ setup: String, _ reason: String) async throws {
        try await withScratch("") { scratch in
            try await scratch.sh(setup)
            let outcome = try await scratch.outcome("work")
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .notARepository)
            #expect(error.checkout == scratch.root.appending("work"))
            #expect(error.message == "not a git checkout: \(reason)")
        }
    }

    @Test(arguments: [
        ("HEAD is garbage", "echo garbage > .git/HEAD"),
        ("the index is garbage", "echo garbage > .git/index"),
        ("the configuration is garbage", "echo '[x' > .git/config"),
        ("the objects are gone", "rm -r .git/objects/*"),
        ("the repository is bare", "git config core.bare true"),
    ])
    func damageIsAnError(_ name: String, _ setup: String) async throws {
        try await withScratch(setup) { scratch in
            let outcome = try await scratch.outcome()
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .failed(status: 128))
            #expect(error.checkout == scratch.repository)
            #expect(!error.message.contains("\n"))
        }
    }

    /// Seen with git 2.39: `git status` reads an index that is cut off on a boundary it does not check, and calls every file it lost clean or untracked.
    @Test func anIndexThatIsCutOffIsAnErrorThoughGitReadsIt() async throws {
        let setup =
            "for i in 1 2 3 4 5 6 7 8 9; do touch f$i; done; git add .; head -c 100 .git/index > .git/i; mv .git/i .git/index"
        try await withScratch(setup) { scratch in
            let outcome = try await scratch.outcome()
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect([.unexpectedOutput, .failed(status: 128)].contains(error.code))
        }
    }

    /// The folder may have been named by a relative path, or through a link: the remedy, run as it stands, works.
    @Test(.enabled(if: geteuid() == 0), arguments: ["repo", "it's"]) func theRemedyForAnothersCheckoutWorks(
        _ name: String
    ) async throws {
        try await withScratch(
            "cd ..; [ repo = \"\(name)\" ] || mv repo \"\(name)\"; chown -R 12345 \"\(name)\"; ln -s . way"
        ) {
            scratch in
            let root = scratch.root
            let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
            let up = String(repeating: "../", count: depth)
            let relative = FilePath("\(up)\(root.string.dropFirst())/way/\(name)")
            let git = try scratch.probe()
            let refused = await git.probe([ProbeRequest(checkout: relative)], jobs: 1)
            let error = try #require(throws: GitProbeError.self) { try refused[0].get() }
            let remedy = try #require(error.hint?.split(separator: ": ", maxSplits: 1).last)
            try await scratch.sh("\(remedy)")
            let taken = await git.probe([ProbeRequest(checkout: relative)], jobs: 1)
            #expect(try taken[0].get().worktreeChanges.isEmpty)
        }
    }

    /// git-config(1), safe.directory. Only root can give a folder away.
    @Test(.enabled(if: geteuid() == 0)) func anotherUsersCheckoutIsSaidToBeSo() async throws {
        try await withScratch("") { scratch in
            try await scratch.sh("chown -R 12345 repo")
            let outcome = try await scratch.outcome()
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .unsafeOwnership)
            #expect(error.hint?.contains("safe.directory '\(scratch.repository)'") == true)
            try await scratch.sh("git config --global safe.directory '\(scratch.repository)'")
            #expect(try await scratch.facts().worktreeChanges.isEmpty)
        }
    }
}
