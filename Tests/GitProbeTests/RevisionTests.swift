import GitProbe
import SystemPackage
import Testing

/// How the revision is found, and what differs from it.
struct RevisionCase: Sendable, CustomTestStringConvertible {
    let name: String
    var setup = ""
    let revisions: [String]
    var paths: [String] = []
    /// The name that was found; `nil` for none.
    let found: String?
    var changes: [String] = []
    var testDescription: String { name }
}

@Suite struct RevisionTests {
    /// A commit on top of the one that `refs/remotes/up/master` names.
    private static let ahead = """
        git update-ref refs/remotes/up/master HEAD; git tag -a -m t v1; git tag light
        echo x >> a/one; git mv c/three c/four; chmod +x a/b/two; ln -s one a/link; git add .; git commit -qm second
        """
    private static let aheadChanges = [
        "modeChanged a/b/two", "added a/link", "modified a/one", "added c/four", "deleted c/three",
    ]

    static let cases: [RevisionCase] = [
        RevisionCase(name: "none asked for", revisions: [], found: nil),
        RevisionCase(
            name: "at HEAD",
            setup: "git update-ref refs/remotes/up/master HEAD",
            revisions: ["refs/remotes/up/master"],
            found: "refs/remotes/up/master"
        ),
        RevisionCase(
            name: "HEAD is ahead",
            setup: ahead,
            revisions: ["refs/remotes/up/master"],
            found: "refs/remotes/up/master",
            changes: aheadChanges
        ),
        RevisionCase(
            name: "HEAD is ahead, references packed",
            setup: ahead + "; git pack-refs --all",
            revisions: ["refs/remotes/up/master"],
            found: "refs/remotes/up/master",
            changes: aheadChanges
        ),
        RevisionCase(
            name: "a loose reference counts before a packed one",
            setup: ahead + "; git pack-refs --all; git update-ref refs/remotes/up/master HEAD",
            revisions: ["refs/remotes/up/master"],
            found: "refs/remotes/up/master"
        ),
        RevisionCase(
            name: "HEAD is behind",
            setup: ahead + "; git update-ref refs/remotes/up/new HEAD; git checkout -q v1",
            revisions: ["refs/remotes/up/new"],
            found: "refs/remotes/up/new",
            changes: ["modeChanged a/b/two", "deleted a/link", "modified a/one", "deleted c/four", "added c/three"]
        ),
        RevisionCase(
            name: "only within the paths",
            setup: ahead,
            revisions: ["refs/remotes/up/master"],
            paths: ["c", "a/b"],
            found: "refs/remotes/up/master",
            changes: ["modeChanged a/b/two", "added c/four", "deleted c/three"]
        ),
        RevisionCase(
            name: "the first that is there",
            setup: "git update-ref refs/remotes/up/master HEAD",
            revisions: ["refs/remotes/no/master", "refs/tags/no", "refs/remotes/up/master", "refs/heads/master"],
            found: "refs/remotes/up/master"
        ),
        RevisionCase(name: "none is there", revisions: ["refs/remotes/up/master", "refs/tags/v1"], found: nil),
        RevisionCase(
            name: "an annotated tag leads to its commit",
            setup: ahead,
            revisions: ["refs/tags/v1"],
            found: "refs/tags/v1",
            changes: aheadChanges
        ),
        RevisionCase(
            name: "a light tag",
            setup: ahead,
            revisions: ["refs/tags/light"],
            found: "refs/tags/light",
            changes: aheadChanges
        ),
        RevisionCase(
            name: "a tag of a file is no commit",
            setup: "git tag blob \"$(git rev-parse :a/one)\"",
            revisions: ["refs/tags/blob"],
            found: nil
        ),
        RevisionCase(
            name: "a reference to a reference, as repo makes them",
            setup:
                "git update-ref refs/remotes/up/master HEAD; git symbolic-ref refs/remotes/m/master refs/remotes/up/master",
            revisions: ["refs/remotes/m/master"],
            found: "refs/remotes/m/master"
        ),
        RevisionCase(
            name: "what changed and was changed back",
            setup: "git update-ref refs/remotes/up/x HEAD; echo x>>a/one; git commit -qam x; git revert --no-edit HEAD",
            revisions: ["refs/remotes/up/x"],
            found: "refs/remotes/up/x"
        ),
        RevisionCase(
            name: "options and odd names are no revisions",
            revisions: ["--all", "", "a b", "refs/../HEAD", "refs/remotes/\n"],
            found: nil
        ),
        RevisionCase(
            name: "nothing committed here yet",
            setup: "git update-ref refs/remotes/up/master HEAD; git checkout -q --orphan new; git rm -qrf .",
            revisions: ["refs/remotes/up/master"],
            found: "refs/remotes/up/master",
            changes: ["deleted a/b/two", "deleted a/one", "deleted c/three"]
        ),
    ]

    @Test(arguments: cases) func comparesWithTheRevision(_ example: RevisionCase) async throws {
        try await withScratch(example.setup) { scratch in
            let facts = try await scratch.facts(revisions: example.revisions, paths: example.paths)
            switch facts.revision {
            case .found(let name, let commit):
                #expect(name == example.found)
                let expected = try await scratch.sh("git -C repo rev-parse '\(name)^{commit}'")
                #expect(commit.description == expected)
            case .missing(let tried):
                #expect(example.found == nil)
                #expect(tried == example.revisions)
            }
            #expect(facts.committedChanges.map(\.line) == example.changes)
            #expect(facts.worktreeChanges.isEmpty)
        }
    }

    @Test func pinnedCommits() async throws {
        try await withScratch(Self.ahead) { scratch in
            let head = try await scratch.sh("git -C repo rev-parse HEAD")
            let before = try await scratch.sh("git -C repo rev-parse HEAD~")
            let absent = String(repeating: "1", count: 40)
            #expect(
                try await scratch.facts(revisions: [head]).revision
                    == .found(name: head, commit: #require(CommitID(head)))
            )
            let older = try await scratch.facts(revisions: [absent, before])
            #expect(older.revision == .found(name: before, commit: try #require(CommitID(before))))
            #expect(older.committedChanges.map(\.line) == Self.aheadChanges)
            #expect(try await scratch.facts(revisions: [absent]).revision == .missing(tried: [absent]))
        }
    }

    @Test func tagsAtHead() async throws {
        try await withScratch(Self.ahead + "; git tag z/new; git tag -a -m n annotated") { scratch in
            let onBranch = try await scratch.facts(wantsTags: true)
            #expect(onBranch.tagsAtHead == ["annotated", "z/new"])
            #expect(try await scratch.facts().tagsAtHead == [])
            try await scratch.sh("git -C repo checkout -q v1; git -C repo pack-refs --all")
            let detached = try await scratch.facts(wantsTags: true)
            #expect(detached.tagsAtHead == ["light", "v1"])
        }
    }

    @Test func unbornHead() async throws {
        try await withScratch(nil) { scratch in
            try await scratch.sh("git init -q repo; echo x > repo/f; echo x > repo/g; git -C repo add g")
            let facts = try await scratch.facts(revisions: ["refs/remotes/up/master"], wantsTags: true)
            #expect(facts.head == nil)
            #expect(facts.commitDate == nil)
            #expect(facts.revision == .missing(tried: ["refs/remotes/up/master"]))
            #expect(facts.worktreeChanges.map(\.line) == ["untracked f", "added g"])
            #expect(facts.tracked.map(\.path.description) == ["g"])
        }
    }

    @Test func shallowClone() async throws {
        try await withScratch(Self.ahead) { scratch in
            let older = try await scratch.sh("git -C repo rev-parse HEAD~")
            try await scratch.sh("git clone -q --depth 1 \"file://$PWD/repo\" work")
            let facts = try await scratch.facts("work", revisions: [older, "refs/remotes/origin/master"])
            #expect(facts.revision == .found(name: "refs/remotes/origin/master", commit: try #require(facts.head)))
            #expect(try await scratch.facts("work", revisions: [older]).revision == .missing(tried: [older]))
        }
    }
}
