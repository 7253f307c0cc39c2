import ManifestKit
import RebuildPlanning
import Testing

/// Trees that a file lists: `.repos` and our own table.
struct ProjectListTests {
    /// Two repositories with a commit, a tag of a tag, and clones of them below `src`.
    private static let clones = """
        for name in a b; do git init -q up/$name; (cd up/$name; printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile
            git add -A; git commit -qm $name; git tag -a v1 -m v1; git tag -a v2 -m v2 v1 2>/dev/null); done
        for name in a b; do git clone -q up/$name ws/src/$name; done
        cat > ws/images.yml <<'LIST'
        docker_build_tag: t
        buildable_images:
          - {name: lab/a, repo: src/a}
        LIST
        """

    @Test(
        "a version is a branch, a tag, a tag of a tag or a commit",
        arguments: [
            ("version: main", "true", "clean"), ("version: v1", "true", "clean"), ("version: v2", "true", "clean"),
            ("version: refs/tags/v2", "true", "clean"), ("", "true", "clean"),
            ("version: main", "echo x > new", "modified"),
            ("version: v2", "echo x > new; git add new; git commit -qm more", "diverged"),
            ("version: gone", "true", "unknown"),
        ]
    )
    func versions(_ version: String, _ edit: String, _ state: String) async throws {
        let script =
            Self.clones + """

                printf 'repositories:\\n  src/a:\\n    type: git\\n    url: https://h/a.git\\n    other: 1\\n    \(version)\\n' > ws/x.repos
                cd ws/src/a; \(edit)
                """
        try await GitTree.with(script) { tree async throws in
            #expect(try await tree.states("ws") == ["lab/a: \(state)"])
        }
    }

    @Test("the projects of a .repos file lie where --tree-root says, and its root may be the file itself")
    func folder() async throws {
        let script =
            Self.clones + """

                printf 'repositories:\\n  a: {type: git, url: https://h/a.git, version: main}\\n' > ws/x.repos
                cp ws/x.repos ws/y.repos
                """
        try await GitTree.with(script) { tree async throws in
            #expect(
                try await tree.problems("ws") == [
                    "ws: error: ws has several .repos files: x.repos, y.repos (name the file itself as the root of the tree)"
                ]
            )
            var options = tree.options("ws/x.repos")
            options.imageList = "\(tree.root)/ws/images.yml"
            options.tree.folder = "src"
            let workspace = try await Workspace.load(options, git: tree.git)
            #expect(workspace.tree.projects.map(\.path) == ["src/a"])
            #expect(workspace.images.map { "\($0.key)" } == ["lab/a"])
        }
    }

    @Test(
        "what is wrong with a .repos file is told all at once",
        arguments: [
            (
                "repositories: {h: {type: hg, url: u}, g: {type: git}, ../x: {type: git, url: u}}",
                [
                    "1:26: error: repository \"h\" is one of \"hg\": only git is read",
                    "1:42: error: repository \"g\" has no url",
                    "1:55: error: project \"../x\" leaves the tree: \"../x\"",
                ]
            ),
            (
                "repositories: {a: {type: git, url: u}, ./a: {type: git, url: u, version: 1.0}}",
                [
                    "1:74: error: version of repository \"./a\" must be a text, not a number (write it in quotes: \"1.0\")",
                    "1:40: error: projects \"a\" (FILE:1:16) and \"./a\" both want the folder \"a\"",
                ]
            ),
            ("[]", ["1:1: error: the list of repositories must be a map, not a list"]),
            ("a: 1", ["1:1: error: the list has no repositories"]),
        ]
    )
    func badList(_ text: String, _ problems: [String]) async throws {
        try await GitTree.with("mkdir ws; cat > ws/x.repos <<'E'\n\(text)\nE") { tree async throws in
            #expect(
                try await tree.problems("ws")
                    == problems.map { "ws/x.repos:\($0.replacing("FILE", with: "ws/x.repos"))" }
            )
        }
    }

    @Test("a table gives each project all that labels and git need")
    func table() async throws {
        let script =
            Self.clones + """

                cat > ws/ib_projects.yml <<'E'
                format: 1
                projects:
                  - {name: a, path: src/a, url: "https://u:p@h/a.git", revision: v2, branch: stable, remote: hub, groups: [y, x]}
                  - {name: src/b, url: "https://h/b.git", revision: refs/heads/main, vcs_url: "https://u:p@h/b"}
                E
                """
        try await GitTree.with(script) { tree async throws in
            let read = try await tree.read("ws")
            #expect(
                read.projects == [
                    SourceTree.Project(
                        name: "a",
                        path: "src/a",
                        url: "https://u:p@h/a.git",
                        vcsURL: "https://h/a.git",
                        remote: "hub",
                        revision: "v2",
                        revisionCandidates: ["refs/remotes/hub/v2", "refs/tags/v2"],
                        branch: "stable",
                        groups: ["x", "y"]
                    ),
                    SourceTree.Project(
                        name: "src/b",
                        path: "src/b",
                        url: "https://h/b.git",
                        vcsURL: "https://h/b",
                        revision: "refs/heads/main",
                        revisionCandidates: ["refs/heads/main"],
                        branch: "main"
                    ),
                ]
            )
            // By its path, because nothing is named so.
            #expect(try await tree.states("ws") == ["lab/a: clean"])
        }
    }

    @Test(
        "what is wrong with a table is told all at once",
        arguments: [
            ("projects: []", ["1:1: error: the table of projects has no format"]),
            ("format: 2\nprojects: []", ["1:9: error: format must be 1"]),
            (
                "format: 1\nprojects: [{name: a, url: u, revision: m, pth: x}, {url: u}, {name: a, path: /a, url: u, revision: m}]",
                [
                    "2:43: error: unknown key \"pth\" in an entry of projects (did you mean \"path\"?)",
                    "2:52: error: an entry of projects has no name",
                    "2:52: error: an entry of projects has no revision",
                    "2:62: error: project \"a\" leaves the tree: \"/a\"",
                ]
            ),
        ]
    )
    func badTable(_ text: String, _ problems: [String]) async throws {
        try await GitTree.with("mkdir ws; cat > ws/ib_projects.yml <<'E'\n\(text)\nE") { tree async throws in
            #expect(try await tree.problems("ws") == problems.map { "ws/ib_projects.yml:\($0)" })
        }
    }

    @Test("5,000 projects are read, and two at one place are found among them")
    func many() async throws {
        let script = """
            mkdir ws; (echo 'format: 1'; echo 'projects:'
            seq 5000 | sed 's|.*|  - {name: p&, path: d/p&, url: https://h/p&, revision: main}|') > ws/ib_projects.yml
            """
        try await GitTree.with(script) { tree async throws in
            let read = try await tree.read("ws")
            #expect(read.projects.count == 5_000 && read.projects.last?.path == "d/p5000")
            try await tree.sh("echo '  - {name: last, path: d/./p17, url: u, revision: main}' >> ws/ib_projects.yml")
            #expect(
                try await tree.problems("ws") == [
                    "ws/ib_projects.yml:5003:5: error: projects \"p17\" (ws/ib_projects.yml:19:5) and \"last\" both want the folder \"d/p17\""
                ]
            )
        }
    }
}
