import GitProbe
import SystemPackage
import Testing

/// What one state of a checkout is told as.
struct StatusCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// The shell script that makes the state, in the repository.
    let setup: String
    var changes: [String] = []
    var ignored: [String] = []
    var testDescription: String { name }
}

@Suite struct StatusTests {
    /// The rules are those of "Porcelain Format Version 2" in git-status(1).
    static let cases: [StatusCase] = [
        StatusCase(name: "nothing done", setup: ""),
        StatusCase(name: "edited", setup: "echo x >> a/one", changes: ["modified a/one"]),
        StatusCase(name: "edited and staged", setup: "echo x >> a/one; git add a/one", changes: ["modified a/one"]),
        StatusCase(name: "touched only", setup: "touch -d 2001-01-01 a/one"),
        StatusCase(name: "edit undone", setup: "echo x >> a/one; echo 1 > a/one"),
        StatusCase(name: "deleted", setup: "rm a/one", changes: ["deleted a/one"]),
        StatusCase(name: "deleted and staged", setup: "git rm -q a/one", changes: ["deleted a/one"]),
        StatusCase(
            name: "taken out of the index, left on disk",
            setup: "git rm -q --cached a/one",
            changes: ["untracked a/one"]
        ),
        StatusCase(name: "new and staged", setup: "echo x > a/new; git add a/new", changes: ["added a/new"]),
        StatusCase(name: "intent to add", setup: "echo x > a/new; git add -N a/new", changes: ["added a/new"]),
        StatusCase(name: "untracked", setup: "echo x > a/new", changes: ["untracked a/new"]),
        StatusCase(
            name: "untracked folder, file by file",
            setup: "mkdir -p n/m; echo x > n/m/1; echo x > n/2",
            changes: ["untracked n/2", "untracked n/m/1"]
        ),
        StatusCase(
            name: "renamed and staged: both sides",
            setup: "git mv a/one z",
            changes: ["deleted a/one", "added z"]
        ),
        StatusCase(
            name: "renamed on disk: both sides",
            setup: "mv a/one z",
            changes: ["deleted a/one", "untracked z"]
        ),
        StatusCase(name: "made executable", setup: "chmod +x a/one", changes: ["modeChanged a/one"]),
        StatusCase(
            name: "made executable where git does not look at that",
            setup: "git config core.fileMode false; chmod +x a/one"
        ),
        StatusCase(name: "a link now", setup: "rm a/one; ln -s b a/one", changes: ["typeChanged a/one"]),
        StatusCase(
            name: "a link to elsewhere",
            setup: "ln -s x l; git add l; git commit -qm l; ln -sfn y l",
            changes: ["modified l"]
        ),
        StatusCase(name: "a link to a folder is one path", setup: "ln -s a l; git add l; git commit -qm l"),
        StatusCase(
            name: "conflict",
            setup: """
                git checkout -qb other; echo theirs > a/one; git commit -qam theirs
                git checkout -q master; echo ours > a/one; git commit -qam ours
                git merge -q other && exit 1 || true
                """,
            changes: ["conflicted a/one"]
        ),
        StatusCase(
            name: "ignored file and folder",
            setup: "printf '*.o\\nbuild/\\n' > .git/info/exclude; echo x > a/x.o; mkdir -p build/d; echo x > build/d/y",
            ignored: ["a/x.o", "build/"]
        ),
        StatusCase(
            name: "a tracked file in an ignored folder stays tracked",
            setup: """
                mkdir build; echo x > build/kept; git add build; git commit -qm kept
                echo build/ > .git/info/exclude; echo y > build/made; echo z >> build/kept
                """,
            changes: ["modified build/kept"],
            ignored: ["build/made"]
        ),
        StatusCase(
            name: "an untracked repository is a folder of unknown content",
            setup: "git init -q n; echo x > n/f; git -C n add f; git -C n commit -qm n",
            changes: ["untracked n/"]
        ),
        StatusCase(
            name: "an untracked repository without a commit too",
            setup: "git init -q n; echo x > n/f",
            changes: ["untracked n/"]
        ),
        StatusCase(
            name: "names with a space, a newline, a quote, a tab, and bytes that are no UTF-8",
            setup: "touch 'a/s p' \"$(printf 'a/n\\nl')\" 'a/q\"' \"$(printf 'a/t\\tb')\" \"$(printf 'a/\\377')\"",
            changes: [
                "untracked a/n\nl", "untracked a/q\"", "untracked a/s p", "untracked a/t\tb", "untracked a/\u{FFFD}",
            ].sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        ),
        StatusCase(
            name: "line endings by core.autocrlf: clean is what git calls clean",
            setup:
                "git config core.autocrlf true; rm a/one; git checkout -q -- a/one; grep -q \"$(printf '1\\r')\" a/one"
        ),
        StatusCase(
            name: "a filter of the user's: clean is what git calls clean",
            setup: """
                git config --global filter.up.clean 'tr A-Z a-z'; git config --global filter.up.smudge 'tr a-z A-Z'
                echo '*.t filter=up' > .gitattributes; echo WORD > w.t; git add .; git commit -qm w; touch -d 2001-01-01 w.t
                test "$(git cat-file -p :w.t)" = word
                """
        ),
        StatusCase(
            name: "a filter of the tree's own is not run: what needs it is as it lies on disk",
            setup: """
                git config filter.up.clean 'tr A-Z a-z'; git config filter.up.smudge 'tr a-z A-Z'
                echo '*.t filter=up' > .gitattributes; echo WORD > w.t; git add .; git commit -qm w; touch -d 2001-01-01 w.t
                """,
            changes: ["modified w.t"]
        ),
        StatusCase(
            name: "settings of the user that hide changes are overruled",
            setup: """
                git config status.showUntrackedFiles no; git config status.renames copies; git config diff.ignoreSubmodules all
                git config status.branch false; git config status.relativePaths true; git config core.quotePath true
                git config status.short true; git config color.status always; git config color.ui always
                echo x > 'a/ü'; git mv a/one z
                """,
            changes: ["deleted a/one", "untracked a/ü", "added z"]
        ),
    ]

    @Test(arguments: cases) func tellsEachState(_ example: StatusCase) async throws {
        try await withScratch(example.setup) { scratch in
            let facts = try await scratch.facts()
            #expect(facts.worktreeChanges.map(\.line) == example.changes)
            #expect(facts.ignored.map(\.line) == example.ignored)
            #expect(facts.committedChanges.isEmpty)
        }
    }
}
