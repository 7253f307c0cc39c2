import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import GitProbe

/// A state of a checkout that git left long ago, and whether it shows no change without a question to git.
struct StillCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    var paths: [String] = []
    let isStill: Bool
    var testDescription: String { name }
}

@Suite struct StillCheckoutTests {
    /// Makes all files old, and has git look at them again.
    private static let settle = settle(at: "2020-01-01")

    private static func settle(at date: String) -> String {
        """
        find . -path ./.git -prune -o \\( -type f -o -type l \\) -exec touch -h -d \(date) {} +
        git update-index -q --really-refresh

        """
    }

    static let cases: [StillCase] = [
        StillCase(name: "as git left it", setup: "", isStill: true),
        StillCase(name: "detached", setup: "git checkout -q --detach", isStill: true),
        StillCase(name: "packed references", setup: "git pack-refs --all", isStill: true),
        StillCase(name: "version 4", setup: "git update-index --index-version 4", isStill: true),
        StillCase(
            name: "links, an executable, an empty file, names that sort beside a folder's",
            setup: """
                ln -s b a/l; touch a/empty; : > a-b; echo 0 > a0; echo x > a/x; chmod +x a/x; mkdir a.d; echo y > a.d/y
                git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                """,
            isStill: true
        ),
        StillCase(
            name: "precious objects",
            setup: "git config core.repositoryFormatVersion 1; git config extensions.preciousObjects true",
            isStill: true
        ),
        StillCase(
            name: "an edit outside the paths",
            setup: "echo x >> c/three",
            paths: ["a", "c/none"],
            isStill: false
        ),
        StillCase(
            name: "an edit outside all paths",
            setup: "echo x >> c/three",
            paths: ["a/b", "a/one"],
            isStill: true
        ),
        StillCase(name: "an empty folder", setup: "mkdir a/n", isStill: false),
        StillCase(name: "a path that is not there", setup: "", paths: ["none"], isStill: false),
        StillCase(
            name: "a file as young as the index",
            setup: "touch -d 2099-01-01 a/one; git update-index -q --really-refresh",
            isStill: false
        ),
        StillCase(name: "touched", setup: "touch -d 2001-01-01 a/one", isStill: false),
        StillCase(
            name: "edited, with the size and the time of before",
            setup: "echo 9 > a/one; touch -d 2020-01-01 a/one",
            isStill: false
        ),
        StillCase(name: "untracked", setup: "echo x > a/n", isStill: false),
        StillCase(name: "ignored", setup: "echo n >> .git/info/exclude; touch a/n", isStill: false),
        StillCase(name: "deleted", setup: "rm a/one", isStill: false),
        StillCase(name: "a folder that is a link now", setup: "mv a z; ln -s ../z a; mv z ..", isStill: false),
        StillCase(
            name: "a path that lies behind a link",
            setup: "mv a ..; ln -s ../a a",
            paths: ["a/b"],
            isStill: false
        ),
        StillCase(name: "made executable", setup: "chmod +x a/one", isStill: false),
        StillCase(name: "assume-unchanged", setup: "git update-index --assume-unchanged a/one", isStill: false),
        StillCase(name: "skip-worktree", setup: "git update-index --skip-worktree a/one", isStill: false),
        StillCase(name: "intent to add", setup: "touch a/n; git add -N a/n", isStill: false),
        StillCase(name: "another worktree", setup: "git config core.worktree ../c", isStill: false),
        StillCase(name: "an include", setup: "git config include.path x", isStill: false),
        StillCase(name: "an extension", setup: "git config extensions.worktreeConfig true", isStill: false),
        StillCase(
            name: "a setting behind the name of its section",
            setup: "printf '[core] worktree = ../c\\n' >> .git/config",
            isStill: false
        ),
        StillCase(name: "a repository in a folder", setup: "git init -q a/r", isStill: false),
        StillCase(name: "a split index", setup: "git update-index --split-index", isStill: false),
    ]

    @Test(arguments: cases) func onlyWhatIsBeyondDoubt(_ example: StillCase) async throws {
        try await withScratch(Self.settle + example.setup) { scratch in
            let found = try still(scratch, example.paths)
            #expect((found != nil) == example.isStill)
            try await sameAsGit(scratch, example.paths)
        }
    }

    @Test func aStagedChangeOutsideThePathsIsNoneOfTheCommit() async throws {
        try await withScratch(Self.settle + "echo 4 > d; git add d") { scratch in
            let found = try still(scratch, ["a"])
            #expect(found == nil, "the index makes another tree than the commit")
        }
    }

    @Test func aTreeThatIsNotTheCommitsIsNotStill() async throws {
        try await withScratch("git commit -q --allow-empty -m second; echo 4 > d; git add d; git write-tree; rm d\n") {
            scratch in
            try await scratch.sh("cd repo; git reset -q --soft HEAD~1; find a c -type f -exec touch -d 2020-01-01 {} +")
            try await scratch.sh("cd repo; git update-index -q --refresh || true")
            let found = try #require(try still(scratch, ["a"]))
            let committed = try await tree(scratch)
            #expect(committed != found.tree.description)
            try await sameAsGit(scratch, ["a"])
            try await sameAsGit(scratch, [])
        }
    }

    /// What the other tests of git's states hold must hold after a quiet start as well.
    @Test(arguments: StatusTests.cases, [[], ["a"], ["a/one", "c"], ["a/b", "n", "z", "build"]])
    func saysTheSameAsGit(_ example: StatusCase, _ paths: [String]) async throws {
        try await withScratch(Self.settle + example.setup) { try await sameAsGit($0, paths) }
    }

    /// Random steps, some of which hide what they did from a careless look.
    @Test(arguments: 1...24 as ClosedRange<UInt64>) func randomSteps(_ seed: UInt64) async throws {
        let steps = [
            "echo $RANDOM > FILE", "x=$(cat FILE); echo 7 > FILE; touch -d 2020-01-01 FILE", "rm -f FILE",
            "cp -p FILE copy && mv copy FILE", "chmod +x FILE", "git add -A", "git commit -qam x",
            "git stash -q && git stash pop -q", "mkdir -p FOLDER/deep && echo 1 > FOLDER/deep/er",
            "git reset -q --hard",
            "mv FILE FOLDER/moved", "ln -sfn one FILE", "git update-index -q --really-refresh",
            "git checkout -q --detach",
            Self.settle, Self.settle,
        ]
        var numbers = SplitMix64(seed: seed)
        try await withScratch(Self.settle) { scratch in
            for _ in 0..<12 {
                let file = ["a/one", "a/b/two", "c/three", "new"].randomElement(using: &numbers) ?? "new"
                let folder = ["a", "c", "d"].randomElement(using: &numbers) ?? "d"
                let step = (steps.randomElement(using: &numbers) ?? "")
                    .replacingOccurrences(of: "FILE", with: file)
                    .replacingOccurrences(of: "FOLDER", with: folder)
                try await scratch.sh("cd repo; (\(step)) || true")
                try await sameAsGit(scratch, [])
                try await sameAsGit(scratch, ["a/b", "c"])
            }
        }
    }

    private func still(_ scratch: Scratch, _ paths: [String]) throws -> StillCheckout? {
        let directory = try GitDirectory(checkout: scratch.repository)
        return StillCheckout(directory: directory, scope: PathScope(paths.map { GitPath($0) }))
    }

    private func tree(_ scratch: Scratch) async throws -> String {
        try await scratch.sh("cd repo; git rev-parse HEAD^{tree}")
    }

    /// Git is asked, and must find nothing where the checkout counts as still; the probe as a whole says what git does.
    private func sameAsGit(_ scratch: Scratch, _ paths: [String]) async throws {
        let runner = GitRunner(
            executable: try scratch.probe().executable,
            variables: GitEnvironment.variables(from: scratch.probeEnvironment),
            timeLimit: .seconds(120)
        )
        let scope = PathScope(paths.map { GitPath($0) })
        let asked = try await CheckoutProbe(runner: runner, checkout: scratch.repository, scope: scope).look()
        if let found = try still(scratch, paths), try await tree(scratch) == found.tree.description {
            #expect(found.snapshot == asked)
        }
        let facts = try await scratch.facts(paths: paths)
        #expect(facts.head == asked.head)
        #expect(facts.worktreeChanges.isEmpty == asked.changes.isEmpty)
        #expect(Array(facts.ignored) == Array(PathIndex(asked.ignored)))
        #expect(Array(facts.tracked) == Array(PathIndex(asked.tracked)))
    }
}
