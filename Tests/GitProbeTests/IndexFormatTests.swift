import SystemPackage
import Testing

@testable import GitProbe

/// A form that the index may have.
struct IndexCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    /// How `git init` is called.
    var initialise = "git init -q repo"
    var testDescription: String { name }
}

@Suite struct IndexFormatTests {
    /// The forms are those of gitformat-index(5).
    static let cases: [IndexCase] = [
        IndexCase(name: "version 2", setup: "git update-index --index-version 2"),
        IndexCase(
            name: "version 3, with extended flags",
            setup: "touch n; git add -N n; git update-index --skip-worktree a/one"
        ),
        IndexCase(name: "version 4, names packed", setup: "git update-index --index-version 4"),
        IndexCase(
            name: "version 4 with extended flags",
            setup: "touch n; git add -N n; git update-index --index-version 4 --skip-worktree a/one"
        ),
        IndexCase(name: "split over two files", setup: "git update-index --split-index; touch n; git add n"),
        IndexCase(
            name: "sparse, with folders in it",
            setup: "git sparse-checkout init --cone --sparse-index; git sparse-checkout set c"
        ),
        IndexCase(name: "an untracked cache in it", setup: "git update-index --untracked-cache; git status -s"),
        IndexCase(
            name: "offsets in it",
            setup: "git -c index.threads=2 -c index.recordOffsetTable=true add --renormalize ."
        ),
        IndexCase(name: "SHA-256", setup: "", initialise: "git init -q --object-format=sha256 repo"),
        IndexCase(
            name: "a conflict: three stages of one path",
            setup: """
                git checkout -qb o; echo o > a/one; git commit -qam o; git checkout -q -; echo m > a/one; git commit -qam m
                git merge -q o && exit 1 || true
                """
        ),
        IndexCase(
            name: "names of every length around the multiples of eight, and a very long one",
            setup: """
                for i in 1 22 333 4444 55555 666666 7777777 88888888 999999999; do echo $i > a/$i; done; git add .
                blob=$(git rev-parse :a/one); for n in 4094 4095 4096 5000; do
                git update-index --add --cacheinfo 100644,$blob,long/$(printf "%0${n}d" 0); done
                """
        ),
    ]

    @Test(arguments: cases) func readsWhatGitReads(_ example: IndexCase) async throws {
        try await withScratch(nil) { scratch in
            try await scratch.sh(
                """
                \(example.initialise); cd repo; mkdir -p a/b c/d; echo 1 > a/one; echo 2 > a/b/two; echo 3 > c/three; ln -s x c/l
                echo 4 > c/d/four; chmod +x c/d/four; git add .; git commit -qm first; \(example.setup)
                """
            )
            let facts = try await scratch.facts()
            let listed = try await scratch.sh("git -C repo -c core.quotePath=false ls-files --stage")
            let lines = facts.tracked.map { file in
                "\(String(file.mode.rawValue, radix: 8)) \(file.blob) \(file.stage)\t\(file.path)"
            }
            #expect(lines == listed.split(separator: "\n").map(String.init))
            #expect(facts.commitDate?.secondsSinceEpoch == 1_700_000_000)
            // The same, limited to a folder.
            let limited = try await scratch.facts(paths: ["c"])
            #expect(
                limited.tracked.map(\.path) == facts.tracked.map(\.path).filter { $0.isEqual(toOrBelow: GitPath("c")) }
            )
        }
    }

    @Test func flagsThatKeepGitsWordFromBeingAboutTheDisk() async throws {
        let setup = """
            touch n; git add -N n; git update-index --skip-worktree a/one; git update-index --assume-unchanged a/b/two
            echo x >> a/one; echo x >> a/b/two
            """
        for more in ["", "\ngit update-index --split-index"] {
            try await withScratch(setup + more) { scratch in
                let facts = try await scratch.facts()
                #expect(facts.tracked[GitPath("a/one")]?.flags == .skipWorktree)
                #expect(facts.tracked[GitPath("a/b/two")]?.flags == .assumeUnchanged)
                #expect(facts.tracked[GitPath("a/b/two")]?.isVouchedFor == false)
                #expect(facts.tracked[GitPath("c/three")]?.isVouchedFor == true)
                // git says nothing of the two, as it was told to.
                #expect(facts.worktreeChanges.map(\.line) == ["added n"])
            }
        }
    }

    @Test func sparseCheckout() async throws {
        try await withScratch("git sparse-checkout set --cone c") { scratch in
            let facts = try await scratch.facts()
            #expect(facts.worktreeChanges.isEmpty)
            #expect(facts.tracked.filter(\.isVouchedFor).map(\.path.description) == ["c/three"])
            #expect(facts.tracked[GitPath("a/one")]?.flags == .skipWorktree)
        }
    }

    /// Two names that differ in case only are two files, whatever `core.ignoreCase` says, on a disk that keeps them apart.
    @Test func namesThatDifferInCase() async throws {
        try await withScratch(
            "echo A > a/ONE; git add .; git commit -qm A; git config core.ignoreCase true; echo x >> a/ONE"
        ) { scratch in
            let facts = try await scratch.facts(paths: ["a/one", "a/ONE"])
            #expect(facts.tracked.map(\.path.description) == ["a/ONE", "a/one"])
            #expect(facts.worktreeChanges.map(\.line) == ["modified a/ONE"])
        }
    }
}
