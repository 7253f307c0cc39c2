import GitProbe
import SystemPackage
import Testing

/// What is told of a repository `repo` that has a submodule `lib/sub`, which has a submodule `deep`.
struct SubmoduleCase: Sendable, CustomTestStringConvertible {
    let name: String
    var setup = ""
    var paths: [String] = []
    var changes: [String] = []
    var tracked = ["a/b/two", "a/one", "c/three", "lib/sub", "lib/sub/deep", "lib/sub/deep/d", "lib/sub/s"]
    var testDescription: String { name }
}

@Suite struct SubmoduleTests {
    private static let start = """
        cd ..; git init -q deep; echo d > deep/d; git -C deep add .; git -C deep commit -qm d
        git init -q sub; echo s > sub/s; git -C sub add .; git -C sub submodule --quiet add "$PWD/deep" deep; git -C sub rm -q --cached .gitmodules
        git -C sub add .gitmodules; git -C sub commit -qm s
        cd repo; git submodule --quiet add "$PWD/../sub" lib/sub; git commit -qm sub; git submodule --quiet update --init --recursive
        """

    static let cases: [SubmoduleCase] = [
        SubmoduleCase(name: "as committed"),
        SubmoduleCase(name: "edited within", setup: "echo x >> lib/sub/s", changes: ["modified lib/sub/s"]),
        SubmoduleCase(name: "untracked within", setup: "touch lib/sub/n", changes: ["untracked lib/sub/n"]),
        SubmoduleCase(name: "edited two deep", setup: "echo x >> lib/sub/deep/d", changes: ["modified lib/sub/deep/d"]),
        SubmoduleCase(
            name: "at another commit",
            setup: "cd lib/sub; echo x >> s; git commit -qam x",
            changes: ["submodule lib/sub"]
        ),
        SubmoduleCase(
            name: "settings that hide it are overruled",
            setup: """
                git config diff.ignoreSubmodules all; git config submodule.lib/sub.ignore all
                git config -f .gitmodules submodule.lib/sub.ignore all; git commit -qam ignore
                cd lib/sub; echo x >> s; git commit -qam x; touch n
                """,
            changes: ["submodule lib/sub", "untracked lib/sub/n"]
        ),
        SubmoduleCase(
            name: "not checked out",
            setup: "git submodule --quiet deinit -f lib/sub",
            tracked: ["a/b/two", "a/one", "c/three", "lib/sub"]
        ),
        SubmoduleCase(
            name: "its folder is gone",
            setup: "git submodule --quiet deinit -f lib/sub; rmdir lib/sub",
            changes: ["deleted lib/sub"],
            tracked: ["a/b/two", "a/one", "c/three", "lib/sub"]
        ),
        SubmoduleCase(
            name: "files without a repository",
            setup: "git submodule --quiet deinit -f lib/sub; touch lib/sub/stray",
            changes: ["untracked lib/sub/"],
            tracked: ["a/b/two", "a/one", "c/three", "lib/sub"]
        ),
        SubmoduleCase(
            name: "a path within it",
            setup: "echo x >> lib/sub/deep/d; echo x >> lib/sub/s; echo x >> a/one",
            paths: ["lib/sub/deep"],
            changes: ["modified lib/sub/deep/d"],
            tracked: ["lib/sub", "lib/sub/deep", "lib/sub/deep/d"]
        ),
        SubmoduleCase(
            name: "a path within it, at another commit",
            setup: "cd lib/sub; echo x >> s; git commit -qam x",
            paths: ["lib/sub/deep"],
            changes: ["submodule lib/sub"],
            tracked: ["lib/sub", "lib/sub/deep", "lib/sub/deep/d"]
        ),
        SubmoduleCase(
            name: "a path elsewhere",
            setup: "echo x >> lib/sub/s",
            paths: ["a"],
            tracked: ["a/b/two", "a/one"]
        ),
    ]

    @Test(arguments: cases) func looksIntoSubmodules(_ example: SubmoduleCase) async throws {
        try await withScratch(Self.start + "\n" + example.setup) { scratch in
            let facts = try await scratch.facts(paths: example.paths)
            #expect(facts.worktreeChanges.map(\.line) == example.changes)
            #expect(facts.tracked.map(\.path.description).filter { !$0.hasSuffix(".gitmodules") } == example.tracked)
        }
    }

    @Test func statesOfSubmodules() async throws {
        try await withScratch(Self.start) { scratch in
            let recorded = try #require(CommitID(try await scratch.sh("git -C repo rev-parse :lib/sub")))
            let deep = try #require(CommitID(try await scratch.sh("git -C sub rev-parse :deep")))
            #expect(
                try await scratch.facts().submodules.map { $0 } == [
                    Submodule(path: GitPath("lib/sub"), recorded: recorded, presence: .checkedOut(head: recorded)),
                    Submodule(path: GitPath("lib/sub/deep"), recorded: deep, presence: .checkedOut(head: deep)),
                ]
            )
            try await scratch.sh("git -C repo submodule --quiet deinit -f lib/sub")
            #expect(try await scratch.facts().submodules.map(\.presence) == [.absent])
        }
    }

    @Test func aRevisionWithAnotherCommitOfTheSubmodule() async throws {
        let setup =
            "git update-ref refs/remotes/up/m HEAD; cd lib/sub; echo x >> s; git commit -qam x; cd ../..; git commit -qam x"
        try await withScratch(Self.start + "\n" + setup) { scratch in
            for paths in [[], ["lib/sub/deep"]] {
                let facts = try await scratch.facts(revisions: ["refs/remotes/up/m"], paths: paths)
                #expect(facts.committedChanges.map(\.line) == ["submodule lib/sub"])
                #expect(facts.worktreeChanges.isEmpty)
            }
        }
    }

    @Test func aDamagedSubmoduleMakesTheWholeUnknown() async throws {
        try await withScratch(Self.start + "\nrm -r .git/modules/lib/sub/objects/*") { scratch in
            let outcome = try await scratch.outcome()
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .failed(status: 128))
        }
    }
}
