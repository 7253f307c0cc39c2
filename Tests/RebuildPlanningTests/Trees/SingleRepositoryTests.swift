import ManifestKit
import RebuildPlanning
import Testing

/// One repository as a tree: contract, 1.1.
struct SingleRepositoryTests {
    /// A clone whose branch follows origin/main, with one image whose entry names no repo.
    private static let clone = """
        git init -q up; cd up
        printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile
        printf 'docker_build_tag: t\\nbuildable_images:\\n  - name: lab/one\\n' > images.yml
        git add -A; git commit -qm first; cd ..
        git clone -q up work
        git -C work remote set-url origin https://ada:secret@git.example.org/team/tool.git
        """

    @Test("its project is named after its URL, which labels show without credentials")
    func project() async throws {
        try await GitTree.with(Self.clone) { tree async throws in
            let read = try await tree.read("work")
            #expect(read.kind == .git)
            let project = try #require(read.projects.first)
            #expect(read.projects.count == 1)
            #expect([project.name, project.path, project.remote, project.branch] == ["tool", ".", "origin", "main"])
            #expect(project.vcsURL == "https://git.example.org/team/tool.git")
            #expect(project.revisionCandidates == ["refs/remotes/origin/main"])
        }
    }

    @Test("without a remote it is named after its folder and compared with HEAD")
    func local() async throws {
        try await GitTree.with(Self.clone) { tree async throws in
            let project = try #require(try await tree.read("up").projects.first)
            #expect([project.name, project.url, project.branch] == ["up", "", "main"])
            #expect(project.revisionCandidates == ["HEAD"])
        }
    }

    @Test(
        "clean is what the branch follows, else what was asked for, else HEAD",
        arguments: [
            ("true", nil, "clean"),
            ("echo '#' >> Dockerfile", nil, "modified"),
            ("echo new > file", nil, "modified"),
            ("git commit -q --allow-empty -m none", nil, "clean"),
            ("echo new > file; git add file; git commit -qm more", nil, "diverged"),
            // A branch that follows nothing, and no branch at all.
            ("git switch -qc own; echo new > file; git add file; git commit -qm more", nil, "clean"),
            ("git switch -qc own; echo new > file; git add file; git commit -qm more", "origin/main", "diverged"),
            ("git checkout -q --detach; echo new > file; git add file; git commit -qm more", nil, "clean"),
            ("git switch -qc own", "origin/main", "clean"),
            // What was asked for counts before what the branch follows.
            ("git tag -a v1 -m v1; git tag -a v2 -m v2 v1; echo n > f; git add f; git commit -qm n", "v2", "diverged"),
            ("git tag -a v1 -m v1; git tag -a v2 -m v2 v1", "v2", "clean"),
            ("true", "origin/gone", "unknown"),
            // The reference that the branch follows is gone.
            ("git update-ref -d refs/remotes/origin/main", nil, "unknown"),
        ]
    )
    func states(_ edit: String, _ against: String?, _ state: String) async throws {
        try await GitTree.with(Self.clone + "\ncd work; \(edit)") { tree async throws in
            #expect(try await tree.states("work", against: against) == ["lab/one: \(state)"])
        }
    }

    @Test(
        "a worktree, a shallow and a partial clone are read like any other, and nothing is fetched",
        arguments: [
            "git -C up worktree add -q -b side ../other",
            "git clone -q --depth 1 file://$PWD/up other",
            "git -C up config uploadpack.allowFilter true; git clone -q --filter=blob:none file://$PWD/up other",
        ]
    )
    func clones(_ script: String) async throws {
        try await GitTree.with(Self.clone + "\n\(script)") { tree async throws in
            let objects = try await tree.sh("find up/.git other/.git* -type f | sort")
            #expect(try await tree.states("other") == ["lab/one: clean"])
            #expect(try await tree.sh("find up/.git other/.git* -type f | sort") == objects)
        }
    }

    @Test("what is no tree, or two, or does not fit its kind is refused")
    func refusals() async throws {
        let script = "mkdir none; git init -q both; touch both/x.repos; git init -q one"
        try await GitTree.with(script) { tree async throws in
            #expect(
                try await tree.problems("none") == [
                    "none: error: none is not the top of a tree: it has no .repo, .git, .west/config, ib_projects.yml or .repos file "
                        + "(name the folder that has one)"
                ]
            )
            #expect(
                try await tree.problems("both") == [
                    "both: error: both holds trees of several kinds: repos, git (say which one is meant)"
                ]
            )
            #expect(try await tree.read("both", kind: .git).kind == .git)
            #expect(
                try await tree.problems("one", TreeOptions(folder: "src")) == [
                    "one: error: a tree of kind 'git' says itself where its projects are, not 'src'"
                ]
            )
            #expect(
                try await tree.problems("none", TreeOptions(kind: .git)) == [
                    "none: error: not a git checkout: no .git in it (was it checked out?)"
                ]
            )
        }
    }

    @Test("before its first commit it is unknown, not clean")
    func unborn() async throws {
        let script = """
            git init -q one; cd one; printf 'FROM scratch\\n' > Dockerfile
            printf 'docker_build_tag: t\\nbuildable_images:\\n  - name: lab/one\\n' > images.yml
            """
        try await GitTree.with(script) { tree async throws in
            #expect(try await tree.states("one") == ["lab/one: modified"])
        }
    }

    @Test("an entry without repo is an error where the tree has several projects")
    func severalProjects() async throws {
        let script = """
            mkdir -p .repo a b
            echo '<manifest><remote name="o" fetch="https://h/"/><default remote="o" revision="main"/>' > .repo/manifest.xml
            echo '<project name="a"/><project name="b"/></manifest>' >> .repo/manifest.xml
            printf 'docker_build_tag: t\\nbuildable_images:\\n  - name: lab/one\\n' > images.yml
            """
        try await GitTree.with(script) { tree async throws in
            let error = await #expect(throws: InputError.self) { try await tree.states("") }
            #expect(
                error?.diagnostics.map { "\($0)".replacing(tree.root + "/", with: "") } == [
                    "images.yml:3:5: error: 'lab/one' names no repo, and the tree has 2 projects "
                        + "(add 'repo' with the name of its project)"
                ]
            )
        }
    }
}
