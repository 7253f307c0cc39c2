import GitProbe
import SystemPackage
import Testing

/// What a probe that is limited to some paths tells.
struct ScopeCase: Sendable, CustomTestStringConvertible {
    let name: String
    var setup = "echo x >> a/one; echo x >> a/b/two; echo x >> c/three; touch a/new c/new top"
    let paths: [String]
    var changes: [String] = []
    var ignored: [String] = []
    let tracked: [String]
    var testDescription: String { name }
}

@Suite struct ScopeTests {
    static let cases: [ScopeCase] = [
        ScopeCase(
            name: "a folder",
            paths: ["a"],
            changes: ["modified a/b/two", "untracked a/new", "modified a/one"],
            tracked: ["a/b/two", "a/one"]
        ),
        ScopeCase(
            name: "the top is everything",
            paths: ["a", "."],
            changes: [
                "modified a/b/two", "untracked a/new", "modified a/one", "untracked c/new", "modified c/three",
                "untracked top",
            ],
            tracked: ["a/b/two", "a/one", "c/three"]
        ),
        ScopeCase(
            name: "folders within folders and files",
            paths: ["c/three", "a/b", "a/b/two"],
            changes: ["modified a/b/two", "modified c/three"],
            tracked: ["a/b/two", "c/three"]
        ),
        ScopeCase(name: "a path that is not there", paths: ["nowhere/at/all"], tracked: []),
        ScopeCase(
            name: "names are literal",
            setup: "mkdir '*' ':(top)c'; touch '*/x' ':(top)c/y'; echo x >> a/one",
            paths: ["*", ":(top)c"],
            changes: ["untracked */x", "untracked :(top)c/y"],
            tracked: []
        ),
        ScopeCase(
            name: "a folder whose name begins another's",
            setup: "mkdir a-b ab; touch a-b/x ab/x; git add .; git commit -qm x; touch a-b/new ab/new",
            paths: ["a"],
            tracked: ["a/b/two", "a/one"]
        ),
        ScopeCase(
            name: "within an ignored folder",
            setup: "echo n/ > .git/info/exclude; mkdir -p n/m; touch n/m/x",
            paths: ["n/m"],
            ignored: ["n/"],
            tracked: []
        ),
        ScopeCase(
            name: "within an untracked repository, of which git says nothing",
            setup: "git init -q n; mkdir n/m; touch n/m/x; git -C n add .; git -C n commit -qm n",
            paths: ["n/m", "n/none", "c"],
            changes: ["untracked n/"],
            tracked: ["c/three"]
        ),
        ScopeCase(
            name: "an untracked repository itself",
            setup: "git init -q n; touch n/x; git -C n add .; git -C n commit -qm n",
            paths: ["n"],
            changes: ["untracked n/"],
            tracked: []
        ),
    ]

    @Test(arguments: cases) func limitsWhatIsTold(_ example: ScopeCase) async throws {
        try await withScratch(example.setup) { scratch in
            let facts = try await scratch.facts(paths: example.paths)
            #expect(facts.worktreeChanges.map(\.line) == example.changes)
            #expect(facts.ignored.map(\.line) == example.ignored)
            #expect(facts.tracked.map(\.path.description) == example.tracked)
        }
    }

    /// Linux takes 128 KiB in one argument and 2 MiB in all; git's status takes paths nowhere else.
    @Test func tooManyPathsForAnArgumentListAreStillTheOnlyOnesTold() async throws {
        try await withScratch("echo x >> a/one; echo x >> c/three") { scratch in
            let many = (0..<40).map { "none/\($0)-" + String(repeating: "x", count: 4_000) }
            let facts = try await scratch.facts(paths: many + ["c"])
            #expect(facts.worktreeChanges.map(\.line) == ["modified c/three"])
            #expect(facts.tracked.map(\.path.description) == ["c/three"])
        }
    }
}
