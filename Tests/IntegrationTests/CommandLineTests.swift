import DockerEngine
import Foundation
import RebuildPipeline
import RebuildPlanning
import Subprocess
import TestSupport
import Testing

/// The built binary, as users run it.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct CommandLineTests {
    private static var binary: String {
        get throws {
            let name = try #require(
                ProcessInfo.processInfo.environment["IMAGEBUILDER_TEST_BINARY"],
                "scripts/test says where it is"
            )
            return name
        }
    }

    private func run(
        _ system: SampleSystem,
        _ arguments: String...,
        environment: [String: String] = TestEngine.environment
    ) async throws -> Program.Result {
        try await Program.run([Self.binary] + arguments, in: system.root.path, environment: environment)
    }

    @Test("the first program's command line runs as it stands")
    func firstProgramsFlags() async throws {
        let system = try await SampleSystem()
        let result = try await run(
            system,
            "-v",
            "-r",
            ".",
            "-c",
            "docker_images.yml",
            "-l",
            "image_logs",
            "-a",
            "ib_actions.yml",
            "-g",
            "ib_graph.dot"
        )
        #expect(result.status == 0, "\(result.error)")
        #expect(result.out == "5 built, 1 kept\n")
        #expect(!result.error.contains("\u{1b}"))
        #expect(try system.read("ib_graph.dot").contains("rankdir=LR"))
        #expect(try system.read("ib_actions.yml").contains("ib_built:"))
        let again = try await run(
            system,
            "--repo_root",
            ".",
            "--container_list",
            "docker_images.yml",
            "--build_log_dir",
            "image_logs",
            "--actions_taken",
            "ib_actions.yml",
            "--graph",
            "ib_graph.dot",
            "--build_tag",
            "candidate"
        )
        #expect(again.status == 0)
        #expect(again.out == "6 kept\n")
    }

    @Test(
        "a dry run and plan show decisions with reasons, exit 0 and touch nothing",
        arguments: ["-d", "--dry_run", "plan"]
    )
    func dryRun(_ word: String) async throws {
        let system = try await SampleSystem()
        let before = try await system.client.images().count
        let result = try await run(system, word, "-r", ".", "-c", "docker_images.yml")
        #expect(result.status == 0)
        #expect(result.out.contains("build  \(system.prefix)/base"))
        #expect(result.out.contains("not published as \(system.prefix)/base:"))
        #expect(result.out.hasSuffix("5 to build, 0 to pull, 1 kept\n"))
        #expect(try await system.details("base") == nil)
        #expect(!FileManager.default.fileExists(atPath: system.root.appending(path: "ib_actions.yml").path))
        _ = before
    }

    @Test("plan --detailed-exitcode is 2 with work to do, plan --format json is the plan")
    func planFormats() async throws {
        let system = try await SampleSystem()
        let result = try await run(
            system,
            "plan",
            "-r",
            ".",
            "-c",
            "docker_images.yml",
            "--detailed-exitcode",
            "--registry",
            "off",
            "--format",
            "json"
        )
        #expect(result.status == 2)
        let plan = try JSONDecoder().decode(RebuildPlan.self, from: Data(result.out.utf8))
        var planning = PlanOptions()
        planning.registryAccess = .off
        let expected = try await system.prepare({ $0.repoRoot = system.root.path }, planning: planning)
        #expect(plan == expected.plan)
    }

    @Test("a failed build exits 1, shows its last lines and where its log is")
    func failedBuild() async throws {
        let system = try await SampleSystem()
        try system.write("platform/base/Dockerfile", "FROM \(TestEngine.base)\nRUN echo broken here && exit 3\n")
        let result = try await run(system, "-r", ".", "-c", "docker_images.yml", "-l", "logs", "-a", "ib_actions.yml")
        #expect(result.status == 1)
        let lines = result.error.split(separator: "\n").map(String.init)
        let place = try #require(lines.firstIndex { $0 == "  platform/base/Dockerfile:2" }, "\(result.error)")
        #expect(
            lines[place...].dropFirst().prefix(4) == [
                "    1 | FROM \(TestEngine.base)", "  > 2 | RUN echo broken here && exit 3", "  it said last:",
                "    broken here",
            ]
        )
        #expect(lines.contains { $0.hasPrefix("  log: /") && $0.contains("/logs/") })
        #expect(result.out == "1 kept, 1 failed, 4 skipped\n")
    }

    @Test(
        "--progress json is an event a line, as its schema has it",
        .enabled(if: SchemaTool.isThereOrRequired, "no check-jsonschema: scripts/install-tools schemas")
    )
    func events() async throws {
        let system = try await SampleSystem()
        try system.write("platform/lib/Dockerfile", "FROM \(system.prefix)/base:candidate\nRUN echo broken && exit 3\n")
        let result = try await run(system, "-v", "-r", ".", "-c", "docker_images.yml", "--progress", "json")
        #expect(result.status == 1)
        let lines = result.error.split(separator: "\n").map(String.init)
        try await SchemaTool.expect(each: lines, "events")
        let told = lines.joined(separator: "\n")
        for event in ["plan", "started", "output", "stepFailed", "finished"] {
            #expect(told.contains("\"event\":\"\(event)\""), "\(event)")
        }
        #expect(told.contains("\"outcome\":\"skipped\""))
    }

    @Test("no engine is one clear line and exit 69, for a plan too", arguments: [[], ["plan"], ["-d"], ["graph"]])
    func noEngine(_ words: [String]) async throws {
        let system = try await SampleSystem()
        var environment = TestEngine.environment
        environment["DOCKER_HOST"] = "unix:///nonexistent/docker.sock"
        let arguments = words + ["-r", ".", "-c", "docker_images.yml"]
        let binary = try Self.binary
        let result = try await Program.run([binary] + arguments, in: system.root.path, environment: environment)
        #expect(result.status == 69)
        #expect(result.out.isEmpty)
        #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
        #expect(result.error.contains("/nonexistent/docker.sock"))
    }

    @Test("plan without an engine decides from the sources alone and says so")
    func planWithoutEngine() async throws {
        let system = try await SampleSystem()
        try system.write("platform/lib/lib.sh", "false\n")
        let result = try await run(system, "plan", "--no-engine", "-r", ".", "-c", "docker_images.yml")
        #expect(result.status == 0)
        #expect(result.out.contains("build  \(system.prefix)/lib"))
        #expect(result.out.contains("(no engine was asked)"))
    }

    @Test(
        "a signal during a build cancels it on the engine, leaves a true actions file and a status of its own",
        arguments: [(Signal.interrupt, 130), (.terminate, 143), (.terminalClosed, 129)] as [(Signal, Int32)]
    )
    func interrupted(_ signal: Signal, status: Int32) async throws {
        let system = try await SampleSystem()
        try system.write("platform/base/Dockerfile", "FROM \(TestEngine.base)\nRUN echo begun && sleep 600\n")
        let result = try await Program.interrupt(
            [try Self.binary, "-vv", "-r", ".", "-c", "docker_images.yml", "-a", "ib_actions.yml", "-l", "logs"],
            in: system.root.path,
            environment: TestEngine.environment,
            with: signal,
            after: "| begun"
        )
        #expect(result.status == status, "\(result.error)")
        #expect(result.out.hasSuffix("interrupted\n"))
        let file = try ActionsFile(path: system.root.appending(path: "ib_actions.yml").path).read()
        #expect(file.failedBuild.map(\.reason) == ["interrupted"])
        #expect(file.skipped.count == 4)
    }

    @Test("a run that nohup started goes on when the terminal goes away")
    func hangupIgnored() async throws {
        let system = try await SampleSystem()
        try system.write("platform/base/Dockerfile", "FROM \(TestEngine.base)\nRUN echo begun && sleep 2\n")
        let result = try await Program.interrupt(
            ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" -vv -r . -c docker_images.yml", try Self.binary],
            in: system.root.path,
            environment: TestEngine.environment,
            with: .terminalClosed,
            after: "| begun"
        )
        #expect(result.status == 0, "\(result.error)")
        #expect(result.out == "5 built, 1 kept\n")
    }

    // MARK: Bad input

    struct BadInput: Sendable, CustomStringConvertible {
        let description: String
        let spoil: @Sendable (SampleSystem) throws -> Void
        let expected: String
    }

    static let badInputs = [
        BadInput(description: "malformed XML") {
            try $0.write(".repo/manifests/default.xml", "<manifest>\n  <project\n")
        } expected: {
            "default.xml:"
        },
        BadInput(description: "malformed YAML") {
            try $0.write("docker_images.yml", "a: [1\nb: 2\n")
        } expected: {
            "docker_images.yml:"
        },
        BadInput(description: "missing list") {
            try $0.remove("docker_images.yml")
        } expected: {
            "docker_images.yml"
        },
        BadInput(description: "missing manifest") {
            try $0.remove(".repo/manifest.xml")
        } expected: {
            "manifest.xml"
        },
        BadInput(description: "unknown repo") {
            try $0.writeList(more: "  - {name: \($0.prefix)/x, repo: servces}\n")
        } expected: {
            "docker_images.yml:9:"
        },
        BadInput(description: "cycle") {
            try $0.write("platform/base/Dockerfile", "FROM \($0.prefix)/lib:candidate\n")
        } expected: {
            "/Dockerfile:1:"
        },
        BadInput(description: "missing Dockerfile") {
            try $0.remove("platform/lib/Dockerfile")
        } expected: {
            "docker_images.yml:7:"
        },
        BadInput(description: "name that is no reference") {
            try $0.writeList(more: "  - {name: 'Bad Name', repo: platform}\n")
        } expected: {
            "docker_images.yml:9:"
        },
        BadInput(description: "bad Dockerfile") {
            try $0.write("platform/lib/Dockerfile", "FROM a b\n")
        } expected: {
            "platform/lib/Dockerfile:1:"
        },
    ]

    @Test("bad input is one clear line with file and position, exit 65, and nothing is touched", arguments: badInputs)
    func badInput(_ input: BadInput) async throws {
        let system = try await SampleSystem()
        try input.spoil(system)
        let result = try await run(system, "-r", ".", "-c", "docker_images.yml", "-a", "ib_actions.yml", "-l", "logs")
        #expect(result.status == 65, "\(result.error)")
        #expect(result.out.isEmpty)
        let lines = result.error.split(separator: "\n")
        #expect(lines.count == 1, "\(result.error)")
        #expect(lines.first?.contains(input.expected) == true, "\(result.error)")
        #expect(lines.first?.contains("error: ") == true)
        #expect(!FileManager.default.fileExists(atPath: system.root.appending(path: "ib_actions.yml").path))
        #expect(!FileManager.default.fileExists(atPath: system.root.appending(path: "logs").path))
    }

    @Test("wrong usage exits 64", arguments: [["--no-such-flag"], ["-b", "-p"], ["--jobs", "0"]])
    func usage(_ arguments: [String]) async throws {
        let system = try await SampleSystem()
        let result = try await Program.run([Self.binary] + arguments, in: system.root.path)
        #expect(result.status == 64)
    }

    @Test("a whitelist entry in no list is an error with a suggestion")
    func whitelistTypo() async throws {
        let system = try await SampleSystem()
        try system.write("filter.yml", "docker_image_whitelist:\n  - \(system.prefix)/wep\n")
        let result = try await run(system, "-r", ".", "-c", "docker_images.yml", "-f", "filter.yml")
        #expect(result.status == 65)
        #expect(result.error.contains("filter.yml:2:5: error:"))
        #expect(result.error.contains("did you mean '\(system.prefix)/web'?"))
    }
}

extension CommandLineTests.BadInput {
    init(
        description: String,
        _ spoil: @escaping @Sendable (SampleSystem) throws -> Void,
        expected: () -> String
    ) {
        self.init(description: description, spoil: spoil, expected: expected())
    }
}
