import ArgumentParser
import Foundation

extension ImageBuilder {
    /// Runs the program with the arguments behind its name.
    ///
    /// - Returns: its exit status, as the contract has them in section 3.
    public static func run(_ arguments: [String]) async -> Int32 {
        // A reader that has seen enough ends no run: what is written behind it fails, and is told where it matters.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitCode.success.rawValue
        } catch {
            return tell(error)
        }
    }

    /// Shows what was asked for in place of a run (help, a completion script), or what is wrong with the arguments.
    private static func tell(_ error: any Error) -> Int32 {
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        let console = Console(verbosity: .normal)
        if text.isEmpty { return code.rawValue }
        guard code.isSuccess else {
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) { console.error(String(line)) }
            return code.rawValue
        }
        console.out(lines: text)
        guard let reason = console.lostResults else { return code.rawValue }
        console.error("imagebuilder: error: cannot write to the standard output: \(reason)")
        return ExitCode.failure.rawValue
    }
}
