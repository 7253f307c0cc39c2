import ArgumentParser
import RebuildPlanning
import Testing

@testable import ImageBuilderCommands

/// The main job's arguments as the first program's users write them.
struct ArgumentSpellingTests {
    private static let others: Set = ["plan", "help"]

    struct Case: Sendable, CustomTestStringConvertible {
        let given: String
        let expanded: String

        var testDescription: String { given }
    }

    static let cases = [
        Case(given: "--repo cord", expanded: "--repo_root cord"),
        Case(given: "--repo=cord", expanded: "--repo_root=cord"),
        Case(given: "--repo-r cord", expanded: "--repo_root cord"),
        Case(given: "--act a.yml --filter w.yml", expanded: "--actions_taken a.yml --filter_images w.yml"),
        Case(given: "build --dry", expanded: "build --dry_run"),
        // A whole name is never the beginning of a longer one.
        Case(given: "--build --pull --verbosity", expanded: "--build --pull --verbosity"),
        Case(given: "--repo-root x --build-tag=y", expanded: "--repo-root x --build-tag=y"),
        // What fits nothing is for the parser to refuse, and short options are its own.
        Case(given: "--nothing -rcord/ -vv x", expanded: "--nothing -rcord/ -vv x"),
        Case(given: "-v -- --repo", expanded: "-v -- --repo"),
        // Other commands have names of their own.
        Case(given: "plan --repo x", expanded: "plan --repo x"),
        Case(given: "", expanded: ""),
    ]

    @Test("a beginning that fits one option is that option", arguments: cases)
    func expanded(_ example: Case) throws {
        let given = example.given.split(separator: " ").map(String.init)
        let expanded = try ArgumentSpelling.expanded(given, subcommands: Self.others)
        #expect(expanded.joined(separator: " ") == example.expanded)
    }

    @Test(
        "one that fits several is refused, and they are named",
        arguments: [
            ("--re", "--re could be --registry, --registry-errors, --repo_root, --resume or --retries"),
            ("--build_", "--build_ could be --build_log_dir or --build_tag"),
            ("--=x", nil),
        ]
    )
    func ambiguous(_ argument: String, _ message: String?) {
        let error = #expect(throws: UsageError.self) {
            try ArgumentSpelling.expanded([argument], subcommands: Self.others)
        }
        if let message { #expect(error?.message == message) }
    }

    @Test("the table is that of the main job's options")
    func table() throws {
        let tree = try CommandTree.read()
        let build = try #require(tree.command.subcommands?.first { $0.commandName == "build" })
        let options = (build.arguments ?? []).filter { $0.kind != "positional" }
        let names = options.map { ($0.names ?? []).filter { $0.kind == "long" }.map(\.name) }
        #expect(Set(ArgumentSpelling.longNames) == Set(names))
    }

    @Test("a value may follow its short option at once")
    func joined() throws {
        let command = try #require(
            try ImageBuilder.parseAsRoot(["-rcord/", "-clist.yml", "-tnext", "-aa", "-lb", "-gc", "-fd", "-j2"])
                as? BuildCommand
        )
        let options = command.input.workspaceOptions
        #expect(
            [options.repoRoot, options.imageList, options.buildTag, options.whitelist] == [
                "cord/", "list.yml", "next", "d",
            ]
        )
        #expect([command.execution.actionsTaken, command.execution.buildLogDir, command.graph] == ["a", "b", "c"])
        #expect(command.execution.jobs == 2)
    }
}
