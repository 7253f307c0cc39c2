import Foundation

/// The options of every command, as the argument parser tells them to tools.
struct CommandOptions: Decodable {
    struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Option]?
    }

    struct Option: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let sectionTitle: String?

        /// The long names, the first one spelt with hyphens where there is such a one.
        var longNames: [String] {
            let long = (names ?? []).filter { $0.kind == "long" }.map(\.name)
            return long.filter { !$0.contains("_") } + long.filter { $0.contains("_") }
        }

        var isFlag: Bool { kind == "flag" }

        /// Whether its value is the path of a file or folder.
        var isPath: Bool { ["file", "dir"].contains(valueName ?? "") }
    }

    private let command: Command

    /// - Parameter dump: what `--experimental-dump-help` prints.
    init(dump: String) throws {
        self = try JSONDecoder().decode(CommandOptions.self, from: Data(dump.utf8))
    }

    /// The options of the command that `arguments` begin with, and how many words name it; the main job's by default.
    func options(of arguments: [String]) -> (words: Int, options: [Option]) {
        var current = command
        var words = 0
        while words < arguments.count,
            let next = current.subcommands?.first(where: { $0.commandName == arguments[words] })
        {
            current = next
            words += 1
        }
        if words == 0 { current = command.subcommands?.first { $0.commandName == "build" } ?? command }
        return (words, current.arguments ?? [])
    }

    /// Every long name of any command, with hyphens.
    var allNames: Set<String> {
        func names(_ command: Command) -> [String] {
            (command.arguments ?? []).flatMap(\.longNames) + (command.subcommands ?? []).flatMap(names)
        }
        return Set(names(command).map { $0.replacing("_", with: "-") })
    }
}
