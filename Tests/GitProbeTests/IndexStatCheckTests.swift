import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import GitProbe

/// A state of a checkout that git left long ago, and whether a look at the disk tells what it shows.
struct StatCheckCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    var paths: [String] = []
    let isTold: Bool
    var testDescription: String { name }
}

@Suite struct IndexStatCheckTests {
    /// Makes all files old, and has git look at them again.
    private static let settle = settle(at: "2020-01-01")

    private static func settle(at date: String) -> String {
        """
        find . -path ./.git -prune -o \\( -type f -o -type l \\) -exec touch -h -d \(date) {} +
        git update-index -q --really-refresh

        """
    }

    static let cases: [StatCheckCase] = [
        StatCheckCase(name: "as git left it", setup: "", isTold: true),
        StatCheckCase(name: "detached", setup: "git checkout -q --detach", isTold: true),
        StatCheckCase(name: "packed references", setup: "git pack-refs --all", isTold: true),
        StatCheckCase(name: "version 4", setup: "git update-index --index-version 4", isTold: true),
        StatCheckCase(
            name: "links, an executable, an empty file, names that sort beside a folder's",
            setup: """
                ln -s b a/l; touch a/empty; : > a-b; echo 0 > a0; echo x > a/x; chmod +x a/x; mkdir a.d; echo y > a.d/y
                git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                """,
            isTold: true
        ),
        StatCheckCase(
            name: "precious objects",
            setup: "git config core.repositoryFormatVersion 1; git config extensions.preciousObjects true",
            isTold: true
        ),
        StatCheckCase(
            name: "an edit outside the paths",
            setup: "echo x >> c/three",
            paths: ["a", "c/none"],
            isTold: false
        ),
        StatCheckCase(name: "longer than before", setup: "echo x >> c/three; echo xx > a/b/two", isTold: true),
        StatCheckCase(
            name: "line ends that git takes for the same, of another length",
            setup: "git config core.autocrlf input; printf '1\\r\\n' > a/one",
            isTold: true
        ),
        StatCheckCase(name: "longer, and executable now", setup: "echo x >> c/three; chmod +x c/three", isTold: false),
        StatCheckCase(name: "nothing left of it", setup: ": > c/three", isTold: true),
        StatCheckCase(name: "a link to another place", setup: "ln -sfn c/three a/one", isTold: false),
        StatCheckCase(
            name: "something in what was empty",
            setup: ": > e; git add e; git commit -qm e; \(settle(at: "2020-01-02")) echo x > e",
            isTold: false
        ),
        StatCheckCase(
            name: "an edit outside all paths",
            setup: "echo x >> c/three",
            paths: ["a/b", "a/one"],
            isTold: true
        ),
        StatCheckCase(name: "an empty folder", setup: "mkdir a/n", isTold: false),
        StatCheckCase(name: "a path that is not there", setup: "", paths: ["none"], isTold: false),
        StatCheckCase(
            name: "a file as young as the index",
            setup: "touch -d 2099-01-01 a/one; git update-index -q --really-refresh",
            isTold: true
        ),
        StatCheckCase(
            name: "a link as young as the index",
            setup: """
                ln -s b a/l; git add .; git commit -qm l; \(settle(at: "2020-01-02"))
                touch -h -d 2099-01-01 a/l; git update-index -q --really-refresh
                """,
            isTold: false
        ),
        StatCheckCase(
            name: "a file as young as the index, and line ends that it has none of",
            setup: """
                echo '* text' > .gitattributes; git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh
                """,
            paths: ["a"],
            isTold: true
        ),
        StatCheckCase(
            name: "a file as young as the index, and line ends that git converts",
            setup: """
                echo '* text' > .gitattributes; printf '1\\r\\n' > a/one; git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh
                """,
            paths: ["a"],
            isTold: false
        ),
        StatCheckCase(
            name: "a file as young as the index, and attributes that may convert it",
            setup: """
                echo '* ident' > .gitattributes; git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh
                """,
            paths: ["a"],
            isTold: false
        ),
        StatCheckCase(
            name: "a file as young as the index, and attributes above it that git does not track",
            setup: """
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh; echo '* ident' > .gitattributes
                """,
            paths: ["a"],
            isTold: false
        ),
        StatCheckCase(
            name: "a file as young as the index, and attributes that are only in it",
            setup: """
                echo '* ident' > .gitattributes; git add .; git commit -qm more; \(settle(at: "2020-01-02"))
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh; rm .gitattributes
                """,
            paths: ["a"],
            isTold: false
        ),
        StatCheckCase(
            name: "a file as young as the index, and line ends that git may convert",
            setup: """
                touch -d 2099-01-01 a/one; git update-index -q --really-refresh; git config core.autocrlf true
                """,
            isTold: false
        ),
        StatCheckCase(
            name: "older than the index by less than a second",
            setup: """
                touch -d '2020-01-01 00:00:01.25' a/one; git update-index -q --really-refresh
                touch -d '2020-01-01 00:00:01.5' .git/index
                """,
            isTold: true
        ),
        StatCheckCase(
            name: "as old as the index, to the nanosecond",
            setup: """
                git config core.autocrlf input  # so that it cannot be read here
                touch -d '2020-01-01 00:00:01.5' a/one; git update-index -q --really-refresh
                touch -d '2020-01-01 00:00:01.5' .git/index
                """,
            isTold: false
        ),
        StatCheckCase(
            name: "younger than the index by less than a second",
            setup: """
                git config core.autocrlf input  # so that it cannot be read here
                touch -d '2020-01-01 00:00:01.75' a/one; git update-index -q --really-refresh
                touch -d '2020-01-01 00:00:01.5' .git/index
                """,
            isTold: false
        ),
        StatCheckCase(
            name: "of a file system without nanoseconds, in the index's second",
            setup: """
                git config core.autocrlf input  # so that it cannot be read here
                touch -d '2020-01-01 00:00:01' a/one; git update-index -q --really-refresh
                touch -d '2020-01-01 00:00:01.5' .git/index
                """,
            isTold: false
        ),
        StatCheckCase(name: "touched", setup: "touch -d 2001-01-01 a/one", isTold: false),
        StatCheckCase(
            name: "edited, with the size and the time of before",
            setup: "echo 9 > a/one; touch -d 2020-01-01 a/one",
            isTold: false
        ),
        StatCheckCase(name: "untracked", setup: "echo x > a/n", isTold: false),
        StatCheckCase(name: "ignored", setup: "echo n >> .git/info/exclude; touch a/n", isTold: false),
        StatCheckCase(name: "deleted", setup: "rm a/one", isTold: false),
        StatCheckCase(name: "a folder that is a link now", setup: "mv a z; ln -s ../z a; mv z ..", isTold: false),
        StatCheckCase(
            name: "a path that lies behind a link",
            setup: "mv a ..; ln -s ../a a",
            paths: ["a/b"],
            isTold: false
        ),
        StatCheckCase(name: "made executable", setup: "chmod +x a/one", isTold: false),
        StatCheckCase(name: "assume-unchanged", setup: "git update-index --assume-unchanged a/one", isTold: false),
        StatCheckCase(name: "skip-worktree", setup: "git update-index --skip-worktree a/one", isTold: false),
        StatCheckCase(name: "intent to add", setup: "touch a/n; git add -N a/n", isTold: false),
        StatCheckCase(name: "a worktree that is named", setup: "git config core.worktree ..", isTold: false),
        StatCheckCase(name: "an include", setup: "git config include.path x", isTold: false),
        StatCheckCase(name: "an extension", setup: "git config extensions.worktreeConfig true", isTold: false),
        StatCheckCase(
            name: "a setting behind the name of its section",
            setup: "printf '[core] worktree = ..\\n' >> .git/config",
            isTold: false
        ),
        StatCheckCase(name: "a repository in a folder", setup: "git init -q a/r", isTold: false),
        StatCheckCase(name: "a split index", setup: "git update-index --split-index", isTold: false),
    ]

    @Test(arguments: cases) func onlyWhatIsBeyondDoubt(_ example: StatCheckCase) async throws {
        try await withScratch(Self.settle + example.setup) { scratch in
            let found = try await statCheck(scratch, example.paths)
            #expect((found != nil) == example.isTold)
            try await sameAsGit(scratch, example.paths)
        }
    }

    @Test func aStagedChangeOutsideThePathsIsNoneOfTheCommit() async throws {
        try await withScratch(Self.settle + "echo 4 > d; git add d") { scratch in
            let found = try await statCheck(scratch, ["a"])
            #expect(found == nil, "the index makes another tree than the commit")
        }
    }

    @Test func aTreeThatIsNotTheCommitsIsNotStill() async throws {
        try await withScratch("git commit -q --allow-empty -m second; echo 4 > d; git add d; git write-tree; rm d\n") {
            scratch in
            try await scratch.sh("cd repo; git reset -q --soft HEAD~1; find a c -type f -exec touch -d 2020-01-01 {} +")
            try await scratch.sh("cd repo; git update-index -q --refresh || true")
            let found = try #require(try await statCheck(scratch, ["a"]))
            let committed = try await tree(scratch)
            #expect(committed != found.tree.description)
            try await sameAsGit(scratch, ["a"])
            try await sameAsGit(scratch, [])
        }
    }

    /// Files of one length and other content, as one that was written twice within a tick of the clock.
    @Test(arguments: [
        ("1", Conversion.nothing, true), ("2", .nothing, false), ("1", .lineEnds, true), ("1", .anything, false),
    ])
    func onlyTheContentOfAFileTellsWhetherItIsUnchanged(
        _ content: String,
        _ conversion: Conversion,
        _ isUnchanged: Bool
    ) async throws {
        try await withScratch("printf 1 > d; git add d; git commit -qm d\n") { scratch in
            let blob = try #require(ObjectID(try await scratch.sh("cd repo; git rev-parse HEAD:d")))
            try await scratch.sh("cd repo; printf \(content) > d")
            let entry = TrackedFile(path: GitPath("d"), mode: .regular, blob: blob)
            #expect(RacyFile(entry, in: scratch.repository).isUnchanged(despite: conversion) == isUnchanged)
        }
    }

    /// What the other tests of git's states hold must hold after a quiet start as well.
    @Test(arguments: StatusTests.cases) func saysTheSameAsGit(_ example: StatusCase) async throws {
        try await withScratch(Self.settle + example.setup) { scratch in
            for paths in [[], ["a"], ["a/one", "c"], ["a/b", "n", "z", "build"]] {
                try await sameAsGit(scratch, paths)
            }
        }
    }

    /// How many walks of random steps: `make walk` takes more.
    private static let walks: UInt64 = {
        let steps = ProcessInfo.processInfo.environment["IMAGEBUILDER_WALK_STEPS"].flatMap(UInt64.init) ?? 0
        return max(8, steps / 100)
    }()

    /// Random steps, some of which hide what they did from a careless look.
    @Test(arguments: 1...walks) func randomSteps(_ seed: UInt64) async throws {
        let steps = [
            "echo $RANDOM > FILE", "echo more >> FILE", "echo more >> FILE",
            "x=$(cat FILE); echo 7 > FILE; touch -d 2020-01-01 FILE", "rm -f FILE",
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

    private func statCheck(_ scratch: Scratch, _ paths: [String]) async throws -> IndexStatCheck? {
        let directory = try GitDirectory(checkout: scratch.repository)
        let scope = PathScope(paths.map { GitPath($0) })
        return await IndexStatCheck(runner: try runner(scratch), directory: directory, scope: scope)
    }

    private func runner(_ scratch: Scratch) throws -> GitRunner {
        GitRunner(
            executable: try scratch.probe().executable,
            variables: GitEnvironment.variables(from: scratch.probeEnvironment),
            timeLimit: .seconds(120)
        )
    }

    private func tree(_ scratch: Scratch) async throws -> String {
        try await scratch.sh("cd repo; git rev-parse HEAD^{tree}")
    }

    /// A snapshot without what only one of the two ways to look notes, or what one of them knows better.
    private func withoutNotes(_ snapshot: CheckoutSnapshot) -> CheckoutSnapshot {
        var bare = snapshot
        bare.holdsJustTracked = false
        bare.lengths = nil
        bare.tracked = snapshot.tracked.map(withoutConversion)
        return bare
    }

    private func withoutConversion(_ file: TrackedFile) -> TrackedFile {
        let flags = file.flags.subtracting(.converted)
        return TrackedFile(path: file.path, mode: file.mode, blob: file.blob, stage: file.stage, flags: flags)
    }

    /// How many files and links, and how many folders with nothing in them, the disk has in a scope.
    private func files(_ scratch: Scratch, _ scope: PathScope) async throws -> String {
        let folders = scope.isEverything ? "." : scope.members.map { "'./\($0)'" }.joined(separator: " ")
        return try await scratch.sh(
            "cd repo; find \(folders) -path ./.git -prune -o '(' ! -type d -o -empty ')' -printf x | wc -c"
        )
    }

    /// Git is asked, and must find the same where the check counts; the probe as a whole says what git does.
    private func sameAsGit(_ scratch: Scratch, _ paths: [String]) async throws {
        let scope = PathScope(paths.map { GitPath($0) })
        let probe = try CheckoutProbe(runner: try runner(scratch), checkout: scratch.repository, scope: scope)
        let asked = try await probe.look()
        if let found = try await statCheck(scratch, paths), try await tree(scratch) == found.tree.description {
            let told = try await probe.markingConverted(found.snapshot)
            #expect(told.holdsJustTracked)
            #expect(try await files(scratch, scope) == "\(told.tracked.count)")
            #expect(withoutNotes(told) == withoutNotes(asked))
            // What was converted is told by its length here, and by attributes alone where git has looked.
            let converted = asked.tracked.filter { $0.flags.contains(.converted) }.map(\.path)
            #expect(told.tracked.allSatisfy { !$0.flags.contains(.converted) || converted.contains($0.path) })
        }
        let facts = try await scratch.facts(paths: paths)
        #expect(facts.head == asked.head)
        #expect(Set(facts.worktreeChanges.map(\.path)) == Set(asked.changes.map(\.path)))
        #expect(Array(facts.ignored) == Array(PathIndex(asked.ignored)))
        #expect(facts.tracked.map(withoutConversion) == PathIndex(asked.tracked).map(withoutConversion))
    }
}
