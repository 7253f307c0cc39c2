import ArgumentParser
import Foundation
import Testing

@testable import ImageBuilderCommands

/// What the commands say of themselves.
struct CommandTreeTests {
    /// Flags of the first program, which stay as it spelt them beside the form with hyphens.
    private static let oldNames: Set = [
        "actions_taken", "build_log_dir", "build_tag", "container_list", "dry_run", "filter_images", "repo_root",
    ]

    @Test("every command, option, flag and argument has help")
    func help() throws {
        for (path, command) in try CommandTree.read().all where command.commandName != "help" {
            #expect(command.abstract?.hasSuffix(".") == true, "\(path)")
            for argument in command.arguments ?? [] {
                let name = argument.names?.first?.name ?? argument.valueName ?? "?"
                #expect(argument.abstract?.isEmpty == false, "\(path) \(name)")
            }
        }
    }

    @Test("names have hyphens; those of the first program have its underscores beside them")
    func names() throws {
        for (path, command) in try CommandTree.read().all {
            for argument in command.arguments ?? [] {
                let long = (argument.names ?? []).filter { $0.kind == "long" }.map(\.name)
                for name in long where name.contains("_") {
                    #expect(Self.oldNames.contains(name), "\(path) --\(name)")
                    #expect(long.contains(name.replacing("_", with: "-")), "\(path) --\(name)")
                }
            }
        }
    }

    @Test("help texts are as they were")
    func helpTexts() throws {
        let commands: [(String, any ParsableCommand.Type)] = [
            ("build", BuildCommand.self), ("plan", PlanCommand.self), ("init", InitCommand.self),
            ("affected", AffectedCommand.self),
            ("explain", ExplainCommand.self),
            ("graph", GraphCommand.self), ("check", CheckCommand.self), ("inspect", InspectCommand.self),
            ("inspect-tree", InspectTreeCommand.self), ("inspect-manifest", InspectManifestCommand.self),
            ("inspect-dockerfile", InspectDockerfileCommand.self),
            ("inspect-context", InspectContextCommand.self), ("inspect-reference", InspectReferenceCommand.self),
            ("push", PushCommand.self), ("prune", PruneCommand.self), ("stale", StaleCommand.self),
            ("lock", LockCommand.self), ("promote", PromoteCommand.self), ("doctor", DoctorCommand.self),
        ]
        #expect(
            Set(commands.map(\.0) + ["", "help"])
                == Set(try CommandTree.read().all.map { $0.path.replacing(" ", with: "-") })
        )
        for (name, command) in commands {
            try Snapshot.expect(ImageBuilder.helpMessage(for: command, columns: 100), named: "help-\(name).txt")
        }
        try Snapshot.expect(ImageBuilder.mainHelp(columns: 100), named: "help.txt")
    }

    @Test("the page of all commands is as they are")
    func page() throws {
        try Snapshot.expect(CommandPage(tree: .read()).text, named: "../../../docs/commands.md")
    }

    @Test("the program's own help shows the main job's flags before the other commands")
    func mainHelp() throws {
        let help = ImageBuilder.mainHelp()
        let flags = try #require(help.range(of: "-r, --repo_root"))
        let commands = try #require(help.range(of: "SUBCOMMANDS:"))
        #expect(flags.lowerBound < commands.lowerBound)
        for letter in "cfabpdglrtvxh" { #expect(help.contains("\n  -\(letter), "), "-\(letter)") }
    }

    @Test("completion scripts are as they were", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) throws {
        let name = try #require(CompletionShell(rawValue: shell))
        try Snapshot.expect(ImageBuilder.completionScript(for: name), named: "completion.\(shell)")
    }

    @Test("without a command it is the main job")
    func defaultCommand() throws {
        #expect(try ImageBuilder.parseAsRoot([]) is BuildCommand)
        #expect(try ImageBuilder.parseAsRoot(["-v", "-r", "cord/"]) is BuildCommand)
    }
}
