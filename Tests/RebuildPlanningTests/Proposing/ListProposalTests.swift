import GitProbe
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// The first image list that is proposed for a tree.
struct ListProposalTests {
    /// Lays files out as one repository called `shop`, and proposes.
    private func propose(
        _ files: [String: String],
        _ options: ListProposal.Options = .init()
    ) async throws -> ListProposal {
        try await GitTree.with("mkdir shop; git -C shop init -q") { tree in
            for (path, text) in files { try tree.write("shop/\(path)", text) }
            try await tree.sh("git add -A; git commit -qm all", in: "shop")
            return await ListProposal(for: try await tree.read("shop"), options, git: try tree.git, jobs: 2)
        }
    }

    /// Each image as `NAME: PATH/DOCKERFILE in CONTEXT`, with its components.
    private func told(_ proposal: ListProposal) -> [String] {
        proposal.draft.images.map { image in
            let parts = image.components.map { " + \($0.repo):\($0.path) at \($0.dest)" }.joined()
            let repo = image.repo.map { "\($0):" } ?? ""
            return "\(image.name): \(repo)\(image.path)/\(image.dockerfile) in \(image.context)" + parts
        }
    }

    struct Case: Sendable {
        let about: String
        let dockerfile: String
        let files: [String]
        let context: String
    }

    @Test(
        "the narrowest folder that has all that is copied is the context",
        arguments: [
            Case(about: "its own", dockerfile: "COPY main.c /", files: ["a/b/main.c", "main.c"], context: "."),
            Case(about: "nothing copied", dockerfile: "RUN true", files: ["main.c"], context: "."),
            Case(about: "one above", dockerfile: "COPY lib /lib", files: ["a/lib/x.c", "a/b/y.c"], context: ".."),
            Case(
                about: "the top",
                dockerfile: "COPY a/b/main.c lib/ /",
                files: ["a/b/main.c", "lib/x.c"],
                context: "../.."
            ),
            Case(about: "most of it", dockerfile: "COPY lib out/app /", files: ["a/lib/x.c"], context: ".."),
            Case(about: "nothing of it", dockerfile: "COPY target/app.jar /", files: ["src/x.c"], context: "."),
            Case(about: "a pattern", dockerfile: "COPY go.* /", files: ["go.mod", "a/b/main.go"], context: "../.."),
            Case(
                about: "no slash in a star",
                dockerfile: "COPY *.mod /",
                files: ["a/b/x/go.mod", "a/go.mod"],
                context: ".."
            ),
            Case(about: "all of it", dockerfile: "COPY . /", files: ["a/b/main.c", "a/x.c"], context: "."),
            Case(
                about: "all, where the folder has nothing else",
                dockerfile: "COPY . /",
                files: ["a/b/README.md", "a/x.c"],
                context: ".."
            ),
            Case(
                about: "all, and something above",
                dockerfile: "COPY go.mod /\nCOPY . /",
                files: ["a/b/main.go", "go.mod"],
                context: "../.."
            ),
            Case(
                about: "what a command sees",
                dockerfile: "RUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=cache,target=/c true",
                files: ["a/b/x.go", "a/go.mod"],
                context: ".."
            ),
            Case(
                about: "from a stage",
                dockerfile: "RUN true\nFROM scratch\nCOPY --from=0 /lib /lib",
                files: ["a/lib/x.c"],
                context: "."
            ),
            Case(
                about: "an address",
                dockerfile: "ADD https://example.org/lib /lib",
                files: ["a/lib/x.c"],
                context: "."
            ),
            Case(
                about: "a stage that nobody needs",
                dockerfile: "COPY main.c /\nFROM scratch AS other\nCOPY lib /\nFROM scratch\nCOPY --from=0 /main.c /",
                files: ["a/b/main.c", "lib/x.c"],
                context: "."
            ),
        ]
    )
    func context(_ example: Case) async throws {
        var files = Dictionary(uniqueKeysWithValues: example.files.map { ($0, "x") })
        files["a/b/Dockerfile"] = "FROM debian:12\n\(example.dockerfile)\n"
        let proposal = try await propose(files)
        #expect(proposal.draft.images.map(\.context) == [example.context], "\(example.about)")
    }

    @Test("names are those of folders, or of files where these tell more")
    func names() async throws {
        let image = "FROM debian:12\n"
        let proposal = try await propose([
            "Dockerfile": image, "Dockerfile.tools": image, "web/Dockerfile": image, "web/Dockerfile.debug": image,
            "api/docker/Dockerfile": image, "docker/batch.Dockerfile": image, "old/web/Dockerfile": image,
            "trixie/13/Dockerfile": image, "Mixed_Case/Dockerfile": image, "redis/Dockerfile": "FROM redis:6\n",
        ])
        #expect(
            told(proposal) == [
                "shop: ./Dockerfile in .",
                "tools: ./Dockerfile.tools in .",
                "mixed_case: Mixed_Case/Dockerfile in .", "api: api/docker/Dockerfile in .",
                "batch: docker/batch.Dockerfile in .", "old-web: old/web/Dockerfile in .",
                "shop-redis: redis/Dockerfile in .", "trixie-13: trixie/13/Dockerfile in .",
                "shop-web: web/Dockerfile in .",
                "web-debug: web/Dockerfile.debug in .",
            ]
        )
        #expect(proposal.draft.buildTag == "candidate")
    }

    @Test("with a prefix, Dockerfiles that name each other are told by it, with their tag")
    func prefix() async throws {
        let files = ["base/Dockerfile": "FROM debian:12\n", "app/Dockerfile": "FROM lab/base:dev\n"]
        let proposal = try await propose(files, .init(prefix: "lab"))
        #expect(proposal.draft.images.map(\.name) == ["lab/app", "lab/base"])
        #expect(proposal.draft.buildTag == "dev")
        #expect(try await propose(files, .init(prefix: "lab", buildTag: "x")).draft.buildTag == "x")
    }

    @Test("what is left out is told with the reason")
    func leftOut() async throws {
        let proposal = try await propose([
            "Dockerfile.j2": "FROM {{ base }}\n", "vendor/x/Dockerfile": "FROM debian\n",
            ".devcontainer/Dockerfile": "FROM debian\n", "bad/Dockerfile": "FRMO debian\n",
            "open/Dockerfile": "ARG BASE\nFROM $BASE\n", "good/Dockerfile": "FROM debian:12\n",
        ])
        #expect(told(proposal) == ["good: good/Dockerfile in ."])
        #expect(
            proposal.leftOut.map { "\($0.path): \($0.reason)" } == [
                ".devcontainer/Dockerfile: it makes a container to develop in", "Dockerfile.j2: it is a template",
                "bad/Dockerfile: line 1: unknown instruction FRMO",
                "open/Dockerfile: line 2: the base $BASE is empty after expansion",
                "vendor/x/Dockerfile: it lies in 'vendor'",
            ]
        )
    }

    @Test("what git does not track is none, and a link is told")
    func untracked() async throws {
        let proposal = try await GitTree.with(
            """
            mkdir shop; cd shop; git init -q; mkdir a b; echo FROM debian:12 > a/Dockerfile; ln -s ../a/Dockerfile b/Dockerfile
            git add -A; git commit -qm all; echo FROM debian:12 > Dockerfile
            """
        ) { tree in
            await ListProposal(for: try await tree.read("shop"), .init(), git: try tree.git, jobs: 2)
        }
        #expect(proposal.draft.images.map(\.path) == ["a"])
        #expect(proposal.leftOut.map(\.path) == ["b/Dockerfile"])
    }

    @Test("where a COPY reaches into another project, that is a component")
    func components() async throws {
        let table = """
            format: 1
            projects:
              - {name: app, path: apps/app, url: "https://git.example.org/app", revision: main}
              - {name: team/shared, path: libs/shared, url: "https://git.example.org/shared", revision: main}
              - {name: gone, path: gone, url: "https://git.example.org/gone", revision: main}
            """
        let proposal = try await GitTree.with(
            """
            mkdir -p apps/app/sub libs/shared/python; echo x > libs/shared/python/x.py; echo x > apps/app/sub/main.c
            printf 'FROM debian:12\\nCOPY main.c /\\nCOPY shared/python /p\\n' > apps/app/sub/Dockerfile
            printf 'FROM debian:12\\nCOPY apps/app/sub/main.c libs/shared /\\n' > apps/app/Dockerfile.all
            for project in apps/app libs/shared; do (
                cd $project; git init -q; git add -A; git commit -qm all; git update-ref refs/remotes/origin/main HEAD
            ) done
            cat > ib_projects.yml <<'END'
            \(table)
            END
            """
        ) { tree in
            await ListProposal(for: try await tree.read(""), .init(), git: try tree.git, jobs: 2)
        }
        #expect(
            told(proposal) == [
                "all: app:./Dockerfile.all in . + app:sub/main.c at apps/app/sub/main.c + team/shared:. at libs/shared",
                "sub: app:sub/Dockerfile in . + team/shared:python at shared/python",
            ]
        )
        #expect(proposal.leftOut.map { "\($0.path): \($0.reason)" } == ["gone: the project is not checked out"])
    }

    @Test("the list is read as it was meant, whatever the names")
    func text() throws {
        let images = [
            ImageListDraft.Image(
                name: "lab/a",
                repo: "no",
                path: "true/1.0",
                dockerfile: "Dockerfile: x",
                context: ".."
            ),
            ImageListDraft.Image(
                name: "null",
                components: [ImageListDraft.Component(repo: "#x", path: "- y", dest: "{z}")]
            ),
        ]
        let text = try ImageListDraft(buildTag: "1.0", images: images).text(heading: ["A list."])
        #expect(text.hasPrefix("# A list.\ndocker_build_tag: \"1.0\"\n"))
        let read = try ImageList.parse(text, file: "list")
        #expect(read.buildTag == "1.0")
        #expect(read.buildable.map(\.name) == ["lab/a", "null"])
        #expect(read.buildable.map(\.repo) == ["no", nil])
        #expect(read.buildable.map(\.dockerfilePath) == ["true/1.0/Dockerfile: x", "Dockerfile"])
        #expect(read.buildable.map(\.contextPath) == ["true", "."])
        #expect(read.buildable[1].components.map { [$0.repo, $0.path, $0.dest] } == [["#x", "- y", "{z}"]])
    }
}
