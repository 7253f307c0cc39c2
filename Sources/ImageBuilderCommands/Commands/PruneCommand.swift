import ArgumentParser
import DockerEngine
import Foundation
import RebuildPipeline

/// Removes the images that a run found obsolete.
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove from the engine the images that an actions file names as obsolete, and nothing else."
    )

    @Argument(
        help: "The actions file of the run ('imagebuilder -a FILE').",
        completion: .file(extensions: ["yml", "yaml"])
    )
    var file: String

    @OptionGroup(title: "Output") var output: OutputOptions

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Only show what would be removed.")
    var dryRun = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = try ActionsFile(path: file).read()
            let prune = ImagePrune(engine: try session.engine()) { event in
                PublishingPrinter(console: session.console).handle(event)
            }
            let steps = try await session.asking { () throws(EngineError) in try await prune.steps(for: report) }
            let removable = tell(steps, session.console)
            if dryRun || removable.isEmpty {
                session.console.out(dryRun ? "\(removable.count) to remove" : "0 removed")
                return
            }
            try confirm(removable.count, session.console)
            let failures = await prune.remove(removable)
            session.console.out("\(removable.count - failures) removed" + (failures > 0 ? ", \(failures) failed" : ""))
            if failures > 0 { throw ExitCode(1) }
        }
    }

    /// Says what is to happen to each, and returns those that are to go.
    private func tell(_ steps: [ImagePrune.Step], _ console: Console) -> [ImagePrune.Target] {
        var removable: [ImagePrune.Target] = []
        for step in steps {
            switch step {
            case .remove(let target):
                removable.append(target)
                console.note("remove \(target.id.prefix(19))  \(target.tags.joined(separator: ", "))")
            case .gone(let id): console.note("gone   \(id.prefix(19))", from: .info)
            case .keep(let id, let hindrance):
                console.note("keep   \(id.prefix(19))  \(hindrance)")
            }
        }
        return removable
    }

    private func confirm(_ count: Int, _ console: Console) throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw UsageError("nobody is there to ask whether to remove them; say --yes, or --dry-run")
        }
        console.ask("Remove \(count) \(count == 1 ? "image" : "images")? [y/N] ")
        guard let answer = readLine()?.lowercased(), ["y", "yes"].contains(answer) else {
            console.out("0 removed")
            throw ExitCode.success
        }
    }
}
