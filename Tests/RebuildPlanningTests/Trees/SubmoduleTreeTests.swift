import ManifestKit
import RebuildPlanning
import Testing

/// A repository with submodules as a tree: contract, 1.1.
struct SubmoduleTreeTests {
    /// `work` holds `libs/a`, which holds `deep`; the image `lab/all` is made of all three, `lab/sub` of the submodule alone.
    private static let tree = """
        git init -q deep; (cd deep; echo d > d; git add d; git commit -qm d)
        git init -q a; (cd a; printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile; echo a > a; git add -A; git commit -qm a
            git submodule --quiet add ../deep deep; git commit -qm deep)
        git init -q work; cd work; printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile; echo t > top
        cat > images.yml <<'LIST'
        docker_build_tag: t
        buildable_images:
          - {name: lab/all, repo: work}
          - {name: lab/sub, repo: libs/a}
        LIST
        git submodule --quiet add --name A ../a libs/a; git submodule --quiet update --init --recursive
        git add -A; git commit -qm top
        """

    @Test("each submodule is a project at the commit that is recorded, nested ones too")
    func projects() async throws {
        try await GitTree.with(Self.tree) { tree async throws in
            let read = try await tree.read("work")
            #expect(read.kind == .submodules)
            #expect(read.projects.map(\.path) == [".", "libs/a", "libs/a/deep"])
            #expect(read.projects.map(\.name) == ["work", "A", "deep"])
            let recorded = try await tree.sh("git -C work submodule status --recursive | awk '{print $1}'")
            #expect(read.projects.dropFirst().map(\.revision) == recorded.split(separator: "\n").map { String($0) })
            #expect(read.warnings.isEmpty)
        }
    }

    @Test(
        "a context that spans repositories is judged at the borders",
        arguments: [
            ("true", "clean", "clean"),
            ("echo more >> top", "modified", "clean"),
            ("echo more >> libs/a/a", "modified", "modified"),
            ("echo more > libs/a/deep/new", "modified", "modified"),
            ("cd libs/a; echo more >> a; git commit -qam more", "diverged", "diverged"),
            ("cd libs/a/deep; echo more >> d; git commit -qam more", "diverged", "diverged"),
            // Recorded, and so as the tree wants it.
            (
                "cd libs/a; echo more >> a; git commit -qam more; cd ../..; git add libs/a; git commit -qm up", "clean",
                "clean"
            ),
            ("git submodule --quiet deinit -f libs/a; git clean -qfd", "modified", "missing"),
        ]
    )
    func states(_ edit: String, _ all: String, _ sub: String) async throws {
        try await GitTree.with(Self.tree + "\n\(edit)") { tree async throws in
            guard sub != "missing" else {
                let error = await #expect(throws: InputError.self) { try await tree.states("work") }
                #expect(
                    error?.diagnostics.map { "\($0)".replacing(tree.root + "/", with: "") } == [
                        "work/images.yml:4:27: error: project 'A', which 'lab/sub' needs, is not checked out at work/libs/a "
                            + "(run 'git submodule update --init --recursive libs/a')"
                    ]
                )
                return
            }
            #expect(try await tree.states("work") == ["lab/all: \(all)", "lab/sub: \(sub)"])
        }
    }

    @Test("a submodule that the followed branch records otherwise makes what spans it diverged")
    func movedLink() async throws {
        let edit = """
            git update-ref refs/remotes/origin/main HEAD
            cd libs/a; echo more >> a; git commit -qam more; cd ../..; git add libs/a; git commit -qm up
            """
        try await GitTree.with(Self.tree + "\n\(edit)") { tree async throws in
            #expect(
                try await tree.states("work", against: "refs/remotes/origin/main") == [
                    "lab/all: diverged", "lab/sub: clean",
                ]
            )
        }
    }

    @Test("what is absent is no reason to look into the repository around it")
    func absent() async throws {
        let edit = "git submodule --quiet deinit -f libs/a; sed -i '/lab.sub/d' images.yml; git commit -qam less"
        try await GitTree.with(Self.tree + "\n\(edit)") { tree async throws in
            #expect(try await tree.states("work") == ["lab/all: modified"])
        }
    }

    @Test("links without an entry and entries without a link are told")
    func mismatches() async throws {
        let script = """
            git init -q a; (cd a; git commit -q --allow-empty -m a)
            git init -q work; cd work; git submodule --quiet add ../a one; git submodule --quiet add ../a two
            git config -f .gitmodules --remove-section submodule.two
            git config -f .gitmodules submodule.three.path three; git config -f .gitmodules submodule.three.url ../a
            git add -A; git commit -qm top
            """
        try await GitTree.with(script) { tree async throws in
            let read = try await tree.read("work")
            #expect(read.projects.map(\.path) == [".", "one"])
            #expect(
                read.warnings.map { "\($0)".replacing(tree.root + "/", with: "") } == [
                    "work/.gitmodules: warning: submodule 'three' is named here, but no commit records it at three",
                    "work/.gitmodules: warning: the submodule at two is not named here",
                ]
            )
        }
    }

    @Test("paths that leave the tree or are taken twice are refused")
    func badPaths() async throws {
        let script = """
            git init -q work; cd work
            printf '[submodule "x"]\\n path = ../x\\n[submodule "y"]\\n path = y\\n[submodule "z"]\\n path = ./y\\n' > .gitmodules
            git add -A; git commit -qm top
            """
        try await GitTree.with(script) { tree async throws in
            #expect(
                try await tree.problems("work") == [
                    "work/.gitmodules: error: submodule \"x\" leaves its repository: \"../x\"",
                    "work/.gitmodules: error: submodules \"y\" and \"z\" both want the folder \"y\"",
                ]
            )
        }
    }

    @Test(
        "relative URLs are resolved as git resolves them",
        arguments: [
            "https://h.example.org/team/work.git", "https://h.example.org/team/work/", "git@h.example.org:team/work",
            "git@h.example.org:work", "/srv/git/work", "../up/work", "work", "ssh://h.example.org:22/a/work",
        ],
        ["../a.git", "./a", "../../b/a", "../a/", "https://other.example.org/a"]
    )
    func urls(_ base: String, _ url: String) async throws {
        let script = """
            git init -q work; cd work; git remote add origin '\(base)'
            git update-index --add --cacheinfo 160000,1111111111111111111111111111111111111111,s
            git config -f .gitmodules submodule.s.path s; git config -f .gitmodules submodule.s.url '\(url)'
            git add .gitmodules; git commit -qm top
            """
        try await GitTree.with(script) { tree async throws in
            let oracle = try? await tree.sh("git submodule --quiet init && git config submodule.s.url", in: "work")
            let read = try await tree.read("work")
            if let oracle {
                #expect(read.projects.last?.url == oracle)
            } else {
                #expect(read.warnings.map(\.rule.id) == ["unresolved-url"])
            }
        }
    }
}
