import ArgumentParser
import Foundation

@testable import ImageBuilderCommands

/// The commands with their options, flags and arguments, as the argument parser tells them to tools.
struct CommandTree: Decodable {
    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?
        let abstract: String?
        let valueName: String?
        let sectionTitle: String?
        let shouldDisplay: Bool?
        let isRepeating: Bool?
        let defaultValue: String?
        let allValues: [String]?
    }

    let command: Command

    static func read() throws -> CommandTree {
        try JSONDecoder().decode(CommandTree.self, from: Data(ImageBuilder._dumpHelp().utf8))
    }

    /// Every command with its place: `inspect context`.
    var all: [(path: String, command: Command)] { Self.below(command, path: []) }

    private static func below(_ command: Command, path: [String]) -> [(path: String, command: Command)] {
        let children = command.subcommands ?? []
        return [(path.joined(separator: " "), command)]
            + children.flatMap { below($0, path: path + [$0.commandName]) }
    }
}
