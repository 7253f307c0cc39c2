import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning
import TestSupport
import Testing

/// Secrets in real builds, from the command line and from the list, and where their values must not appear.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct AttachableTests {
    private let value = "correct horse battery staple"

    private func run(_ system: SampleSystem, _ arguments: String...) async throws -> Program.Result {
        try await system.tool(arguments, with: ["TOKEN": value])
    }

    /// The image `vault` on the base image; no step of it is one that an earlier run left in the engine's cache.
    private func system(_ dockerfile: String, list: String = "", _ name: String = #function) async throws
        -> SampleSystem
    {
        let system = try await SampleSystem(name)
        try system.write(
            "services/vault/Dockerfile",
            "FROM \(TestEngine.base)\nENV RUN=\(system.prefix)\n\(dockerfile)\n"
        )
        try system.writeList(
            pullOnly: [],
            more: "  - {name: \(system.prefix)/vault, repo: services, path: vault\(list)}\n"
        )
        try system.write("wanted.yml", "docker_image_whitelist: [\"\(system.prefix)/vault\"]\n")
        try system.write("secret.txt", value + "\n")
        return system
    }

    private let printing =
        "RUN --mount=type=secret,id=token,required cat /run/secrets/token; wc -c < /run/secrets/token"

    @Test("a secret reaches the step and neither log, report nor screen, though the step prints it")
    func masked() async throws {
        let system = try await system(printing)
        let result = try await run(
            system,
            "-r",
            ".",
            "-f",
            "wanted.yml",
            "-l",
            "logs",
            "-a",
            "ib_actions.yml",
            "-vv",
            "--secret",
            "id=token,src=secret.txt"
        )
        #expect(result.status == 0, "\(result.error)")
        let logs = system.root.appending(path: "logs")
        let names = try FileManager.default.contentsOfDirectory(atPath: logs.path)
        let log = try String(contentsOf: logs.appending(path: try #require(names.first)), encoding: .utf8)
        #expect(log.contains("29\n"), "the step has read it: \(log)")
        #expect(log.contains("***\n"))
        let report = try String(contentsOf: system.root.appending(path: "ib_actions.yml"), encoding: .utf8)
        for text in [log, report, result.out, result.error] { #expect(!text.contains("horse")) }
        let details = try await system.details("vault")
        #expect(details != nil)
        // Secrets are no inputs: with another value nothing is built.
        let plan = try await run(system, "plan", "-r", ".", "-f", "wanted.yml", "--detailed-exitcode")
        #expect(plan.status == 0, "\(plan.out)")
    }

    @Test("the list gives secrets too, from files beside it and from variables; the command line wins")
    func listed() async throws {
        let check = { (id: String, size: Int) in
            "RUN --mount=type=secret,id=\(id),required test $(wc -c < /run/secrets/\(id)) = \(size)"
        }
        let list = ", secrets: [\"id=beside,src=secret.txt\", \"id=TOKEN\", \"id=both,src=secret.txt\"]"
        let system = try await system(
            [check("beside", 29), check("TOKEN", 28), check("both", 5)].joined(separator: "\n"),
            list: list
        )
        try system.write("elsewhere/other.txt", "other")
        let result = try await run(
            system,
            "-r",
            ".",
            "-c",
            "docker_images.yml",
            "-f",
            "wanted.yml",
            "--secret",
            "id=both,src=elsewhere/other.txt"
        )
        #expect(result.status == 0, "\(result.error)")
    }

    @Test("a failing step's message does not hold the secret either")
    func failing() async throws {
        let system = try await system("RUN --mount=type=secret,id=token echo begin; cat /run/secrets/token; exit 9")
        let result = try await run(
            system,
            "-r",
            ".",
            "-f",
            "wanted.yml",
            "-l",
            "logs",
            "--secret",
            "id=token,env=TOKEN"
        )
        #expect(result.status == 1)
        #expect(result.error.contains("***"), "\(result.error)")
        #expect(!(result.out + result.error).contains("horse"))
    }

    @Test(
        "what cannot be given stops the run before anything is done",
        arguments: [
            (["--secret", "id=a,src=/nowhere/x"], "/nowhere/x"), (["--secret", "src=x"], "no id"),
            (["--secret", "id=a,env=NOT_SET_AT_ALL"], "NOT_SET_AT_ALL"),
            (["--ssh", "default=/nowhere/agent"], "/nowhere/agent"),
            (["--secret", "id=a,env=TOKEN", "--secret", "id=a,env=TOKEN"], "twice"),
        ]
    )
    func refused(_ arguments: [String], _ words: String) async throws {
        let system = try await system(printing)
        let result = try await system.tool(
            ["-r", ".", "-f", "wanted.yml", "-a", "ib_actions.yml"] + arguments,
            with: ["TOKEN": value, "SSH_AUTH_SOCK": nil]
        )
        #expect(result.status == 64, "\(result.error)")
        #expect(result.error.contains(words), "\(result.error)")
        #expect(!FileManager.default.fileExists(atPath: system.root.appending(path: "ib_actions.yml").path))
    }

    @Test("the classic builder refuses a Dockerfile that asks for a secret, with its line")
    func classic() async throws {
        let system = try await system(printing)
        let result = try await run(
            system,
            "-r",
            ".",
            "-f",
            "wanted.yml",
            "--builder",
            "classic",
            "--secret",
            "id=token,env=TOKEN"
        )
        #expect(result.status == 1)
        #expect(result.error.contains("vault/Dockerfile:3: '--mount' needs BuildKit"), "\(result.error)")
    }

    @Test("--target and --network stand in where the entry says nothing")
    func standIns() async throws {
        let system = try await system("")
        // Without a network there is nothing but the loopback interface.
        try system.write(
            "services/vault/Dockerfile",
            """
            FROM \(TestEngine.base) AS first
            ENV RUN=\(system.prefix)
            RUN test "$(ls /sys/class/net)" = lo
            FROM first AS last
            RUN false

            """
        )
        let withNetwork = try await run(system, "-r", ".", "-f", "wanted.yml", "--target", "first")
        #expect(withNetwork.status == 1, "the test can fail")
        let whole = try await run(system, "-r", ".", "-f", "wanted.yml", "--network", "none")
        #expect(whole.status == 1, "the last stage fails")
        let result = try await run(system, "-r", ".", "-f", "wanted.yml", "--target", "first", "--network", "none")
        #expect(result.status == 0, "\(result.error)")
        let unknown = try await run(system, "-r", ".", "-f", "wanted.yml", "--target", "third")
        #expect(unknown.status == 65, "\(unknown.error)")
        #expect(unknown.error.contains("third"), "\(unknown.error)")
    }

    @Test("a stand-in for the cache goes to entries that name none")
    func cacheStandsIn() async throws {
        let system = try await system("", list: ", cache_from: [own/cache]")
        let workspace = try await system.prepare { $0.cacheFrom = ["other/cache:1"] }.workspace
        let caches = workspace.images.reduce(into: [String: [String]]()) { caches, image in
            caches[SampleRun.short(image.key.name)] = image.recipe?.cacheFrom
        }
        #expect(caches["vault"] == ["own/cache"])
        #expect(caches["lib"] == ["other/cache:1"])
    }
}
