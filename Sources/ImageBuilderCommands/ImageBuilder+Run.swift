import ArgumentParser
import Foundation
import ManifestKit

extension ImageBuilder {
    /// Runs the program with the arguments behind its name.
    ///
    /// - Returns: its exit status, as the contract has them in section 3.
    public static func run(_ arguments: [String]) async -> Int32 {
        // A reader that has seen enough ends no run: what is written behind it fails, and is told where it matters.
        signal(SIGPIPE, SIG_IGN)
        do {
            let spelt = try ArgumentSpelling.expanded(arguments, subcommands: otherCommands)
            let settled = try Settings.expanded(spelt, ProcessInfo.processInfo.environment, dump: _dumpHelp)
            var command = try parseAsRoot(settled)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitCode.success.rawValue
        } catch let error as InputError {
            for problem in error.diagnostics { Console(verbosity: .normal).error("\(problem)") }
            return 65
        } catch let error as UsageError {
            Console(verbosity: .normal).error("imagebuilder: error: \(error.message)")
            return ExitCode.validationFailure.rawValue
        } catch {
            return tell(error)
        }
    }

    /// All commands but the main job.
    private static var otherCommands: Set<String> {
        let names = configuration.subcommands.map { $0._commandName }
        return Set(names + ["help"]).subtracting([BuildCommand._commandName])
    }

    /// The help of the program as a whole: that of the main job first, because that is what its users ask for.
    static func mainHelp(columns: Int? = nil) -> String {
        let own = helpMessage(columns: columns).components(separatedBy: "\n\n")
        let job = BuildCommand.helpMessage(columns: columns).components(separatedBy: "\n\n")
        let head = own.prefix { !$0.hasPrefix("USAGE:") }
        let usage = "USAGE: imagebuilder [build] [<options>]\n       imagebuilder <subcommand> [<options>]"
        let options = job.drop { !$0.hasPrefix("USAGE:") }.dropFirst().map { $0.trimmingCharacters(in: .newlines) }
        let rest = own.drop { !$0.hasPrefix("SUBCOMMANDS:") }
        return (head + [usage] + options + rest).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What the argument parser says, in the style of all other errors: what is wrong, and where help is.
    static func refusal(_ text: String) -> [String] {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let first = lines.first, first.hasPrefix("Error: ") else { return lines }
        let message = first.dropFirst("Error: ".count)
        let help = lines.last { $0.hasPrefix("See '") }.map { "see" + $0.dropFirst("See".count) }
        let told = "imagebuilder: error: " + message.prefix(1).lowercased() + message.dropFirst()
        return [told] + (help.map { [$0.replacing(" for more information.", with: "")] } ?? [])
    }

    /// Shows what was asked for in place of a run (help, a completion script), or what is wrong with the arguments.
    private static func tell(_ error: any Error) -> Int32 {
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        let text = message == helpMessage() ? mainHelp() : message
        let console = Console(verbosity: .normal)
        if text.isEmpty { return code.rawValue }
        guard code.isSuccess else {
            for line in refusal(text) { console.error(line) }
            return code.rawValue
        }
        console.out(lines: text)
        guard let reason = console.lostResults else { return code.rawValue }
        console.error("imagebuilder: error: cannot write to the standard output: \(reason)")
        return ExitCode.failure.rawValue
    }
}
