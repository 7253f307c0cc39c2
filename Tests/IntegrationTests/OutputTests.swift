import Foundation
import TestSupport
import Testing

/// What the built program writes, and where. It needs no engine.
@Suite(.enabled(if: TestEngine.hasProgramOrNeedsIt, "scripts/test builds it"))
struct OutputTests {
    private let folder: TemporaryFolder

    /// A checkout of one project with one image.
    init() async throws {
        folder = try TemporaryFolder()
        try folder.write(
            ".repo/manifest.xml",
            """
            <manifest><remote name="o" fetch="https://git.example.org/"/><default remote="o" revision="main"/>
            <project name="p"/></manifest>
            """
        )
        try folder.write("p/Dockerfile", "FROM busybox:1.35\n")
        let list = "docker_build_tag: candidate\nbuildable_images:\n  - {name: lab/p, repo: p}\n"
        try folder.write("docker_images.yml", list)
        try await Program.output(
            [
                "/bin/sh", "-euc",
                """
                git init -q; git add .; git -c user.name=a -c user.email=a@b.c commit -qm x
                git update-ref refs/remotes/o/main HEAD
                """,
            ],
            in: folder.path("p")
        )
    }

    /// Runs the program by a shell, where `$0` is its name.
    private func shell(_ script: String) async throws -> Program.Result {
        var environment = TestEngine.environment
        environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock"
        let binary = try #require(TestEngine.environment["IMAGEBUILDER_TEST_BINARY"], "scripts/test says where it is")
        return try await Program.run(["/bin/sh", "-c", script, binary], in: folder.root, environment: environment)
    }

    @Test(
        "results that cannot be written are an error",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [
            "check -r .", "plan -r . --no-engine", "plan -r . --no-engine --format json", "graph -r . --no-engine",
            "inspect reference a", "inspect manifest -r .", "-h", "help plan", "--generate-completion-script bash",
            "plan -r . --no-engine --detailed-exitcode",
        ]
    )
    func fullDisk(_ arguments: String) async throws {
        let result = try await shell("exec \"$0\" \(arguments) > /dev/full")
        #expect(result.status == 1)
        let lost = "imagebuilder: error: cannot write to the standard output: No space left on device\n"
        #expect(result.error.hasSuffix(lost), "\(result.error)")
    }

    @Test("a reader that goes away ends no command", arguments: ["check -r .", "plan -r . --no-engine", "-h"])
    func closedPipe(_ arguments: String) async throws {
        // The reader is gone before the first byte, because the program waits for it.
        let script =
            "mkfifo gone; { \"$0\" \(arguments); echo \"status $?\" >&2; } > gone & exec 3< gone; exec 3<&-; wait"
        let result = try await shell(script)
        #expect(result.error.contains("status 0\n"), "\(result.error)")
    }

    @Test("what a killed run left beside an output goes with the next run of that output")
    func abandonedDraft() async throws {
        let draft = "p1.draft-0123456789abcdef.tmp"
        try folder.write(draft, "half")
        try folder.write("p2.draft-0123456789abcdef.tmp", "of another file")
        let result = try await shell("exec \"$0\" plan -r . --no-engine --out p1")
        #expect(result.status == 0, "\(result.error)")
        let names = try folder.names
        #expect(!names.contains(draft) && names.contains("p1") && names.contains("p2.draft-0123456789abcdef.tmp"))
    }

    @Test(
        "outputs with a name of one letter, and to the standard output",
        arguments: [
            ("plan -r . --no-engine --out p1", 0), ("plan -r . --no-engine --out x", 0), ("-r . -d -g g", 69),
            ("-r . -d -gg -a a", 69), ("-r . -a a -l l", 69),
        ]
    )
    func shortNames(_ arguments: String, _ status: Int32) async throws {
        for _ in 1...2 {
            let result = try await shell("exec \"$0\" \(arguments)")
            #expect(result.status == status, "\(result.error)")
            #expect(result.out.hasSuffix(status == 0 ? "(no engine was asked)\n" : ""))
        }
    }

    @Test("a document has the standard output for itself")
    func standardOutput() async throws {
        let plan = try await shell("exec \"$0\" plan -r . --no-engine --out -")
        #expect(plan.out.hasPrefix("{\n") && plan.out.hasSuffix("}\n"))
        #expect(plan.error.contains("(no engine was asked)\n"))
        // Without an engine there is no plan that could be drawn.
        let drawing = try await shell("exec \"$0\" -r . -d -g -")
        #expect(drawing.status == 69 && drawing.out.isEmpty)
    }

    @Test(
        "an input is not written over",
        arguments: [
            "-a docker_images.yml", "-a p/Dockerfile", "-d -g p/Dockerfile", "-d -g link", "-d -g hard",
            "-d -g p/.git/x",
            "-d -g .repo/manifest.xml", "-l docker_images.yml", "-a - -g -",
        ]
    )
    func inputs(_ arguments: String) async throws {
        let before = try [folder.read("docker_images.yml"), folder.read("p/Dockerfile")]
        let result = try await shell(
            "ln -s docker_images.yml link; ln p/Dockerfile hard; exec \"$0\" -r . \(arguments)"
        )
        #expect(result.status == 64, "\(result.error)")
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(try [folder.read("docker_images.yml"), folder.read("p/Dockerfile")] == before)
    }

    @Test("an earlier output that has become a part of a context is an input")
    func outputInContext() async throws {
        #expect(try await shell("exec \"$0\" plan -r . --no-engine --out p/x").status == 0)
        let again = try await shell("exec \"$0\" plan -r . --no-engine --out p/x")
        #expect(again.status == 64)
        #expect(again.error == "imagebuilder: error: --out p/x: is a part of the context of lab/p\n")
    }

    @Test("a whitelist may come through a pipe", arguments: ["-", "/dev/stdin"])
    func pipedWhitelist(_ name: String) async throws {
        let run = try await shell("echo 'docker_image_whitelist: [lab/q]' | \"$0\" plan -r . --no-engine -f \(name)")
        #expect(run.status == 65)
        #expect(run.error.contains("/dev/stdin:1:"))
        #expect(run.error.contains("did you mean 'lab/p'?"))
    }

    @Test("an engine that is down ends what needs one, and that is no exit status of a plan")
    func engineDown() async throws {
        for arguments in ["plan -r . --detailed-exitcode", "plan -r .", "graph -r .", "-r . -d", "-r ."] {
            let result = try await shell("exec \"$0\" \(arguments)")
            #expect(result.status == 69 && result.out.isEmpty, "\(arguments): \(result)")
        }
        #expect(try await shell("exec \"$0\" plan -r . --no-engine").status == 0)
    }

    @Test("init writes a list that a plan reads, and writes over nothing")
    func initialList() async throws {
        let written = try await shell("exec \"$0\" init -r . -o first.yml --prefix lab")
        #expect(written.status == 0, "\(written)")
        #expect(written.out.hasPrefix("first.yml: 1 image\n"))
        #expect(try folder.read("first.yml").hasSuffix("buildable_images:\n- name: lab/p\n"))
        let planned = try await shell("exec \"$0\" plan -r . -c first.yml --no-engine --registry off --format json")
        #expect(planned.status == 0 && planned.out.contains("\"lab/p\""), "\(planned)")
        let again = try await shell("exec \"$0\" init -r . -o first.yml")
        #expect(again.status == 64)
        #expect(again.error == "imagebuilder: error: first.yml is there already, and nothing is written over\n")
        let shown = try await shell("exec \"$0\" init -r . -o - --prefix lab")
        #expect(shown.out == (try folder.read("first.yml")) && shown.status == 0)
        try FileManager.default.removeItem(atPath: folder.path("p/Dockerfile"))
        _ = try await shell("git -C p rm -q --cached Dockerfile")
        let none = try await shell("exec \"$0\" init -r . -o none.yml")
        #expect(none.status == 65 && none.error.contains("git tracks no Dockerfile here"), "\(none)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("none.yml")))
    }

    @Test("affected tells what two states make differently, in each format, and fetches nothing")
    func affected() async throws {
        let table = """
            format: 1
            projects: [{name: p, path: p, url: "https://git.example.org/p", revision: "FROM"}]
            """
        let head = try await shell("git -C p rev-parse HEAD").out.trimmingCharacters(in: .whitespacesAndNewlines)
        try folder.write("from.yml", table.replacing("FROM", with: head))
        try folder.write("gone.yml", table.replacing("FROM", with: String(repeating: "1", count: 40)))
        let command = "exec \"$0\" affected -r . --detailed-exitcode --from"
        let same = try await shell("\(command) from.yml")
        #expect(same.status == 0 && same.out == "0 of 1 affected: 1 unaffected\n", "\(same)")
        try folder.write("p/new", "new")
        let changed = try await shell("\(command) from.yml --format markdown")
        #expect(changed.status == 2)
        #expect(changed.out.hasSuffix("| affected | `lab/p` | file new: added |\n"), "\(changed)")
        #expect(try await shell("\(command) from.yml --format names").out == "lab/p\n")
        let json = try await shell("\(command) from.yml --format json")
        #expect(json.out.hasPrefix("{\n  \"format\" : 1,"), "\(json)")
        let gone = try await shell("\(command) gone.yml")
        #expect(
            gone.status == 2 && gone.out.contains("unknown  lab/p  sources unknown: before: p: has no commit 1111"),
            "\(gone)"
        )
        let refused = try await shell("\(command) main")
        #expect(refused.status == 65 && refused.error.contains("is not told by a revision: 'main'"), "\(refused)")
    }

    @Test("an image is found by the end of its name; a name that is none is suggested one")
    func names() async throws {
        let found = try await shell("exec \"$0\" explain -r . --no-engine p")
        #expect(found.status == 0 && found.out.hasPrefix("lab/p: "), "\(found)")
        for command in ["explain", "plan", "graph", "build -d", "-d"] {
            let result = try await shell("exec \"$0\" \(command) -r . lab/q")
            #expect(result.status == 64)
            #expect(
                result.error
                    == "docker_images.yml: error: 'lab/q' is no image of this run (did you mean 'lab/p'?)\n"
            )
        }
        let command = try await shell("exec \"$0\" pruen -r .")
        #expect(command.status == 64)
        #expect(command.error.hasSuffix("'pruen' is no image of this run (did you mean the command 'prune'?)\n"))
    }
}
