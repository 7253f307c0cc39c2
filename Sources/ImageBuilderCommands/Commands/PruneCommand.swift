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

    @Argument(help: "The actions file of the run ('imagebuilder -a FILE').")
    var file: String

    @OptionGroup var output: OutputOptions

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(name: .customLong("dry-run"), help: "Only show what would be removed.")
    var dryRun = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = try ActionsFile(path: file).read()
            let prune = ImagePrune(engine: try session.engine())
            let steps = try await session.asking { () throws(EngineError) in try await prune.steps(for: report) }
            let removable = tell(steps, session.console)
            if dryRun || removable.isEmpty {
                session.console.out(dryRun ? "\(removable.count) to remove" : "0 removed")
                return
            }
            try confirm(removable.count, session.console)
            try await remove(removable, prune, session.console)
        }
    }

    private func tell(_ steps: [ImagePrune.Step], _ console: Console) -> [(id: String, tags: [String])] {
        var removable: [(id: String, tags: [String])] = []
        for step in steps {
            switch step {
            case .remove(let id, let tags):
                removable.append((id, tags))
                console.note("remove \(id.prefix(19))  \(SafeText.line(tags.joined(separator: ", ")))")
            case .gone(let id): console.note("gone   \(id.prefix(19))", from: .info)
            case .keep(let id, let reason): console.note("keep   \(id.prefix(19))  \(SafeText.line(reason))")
            }
        }
        return removable
    }

    private func confirm(_ count: Int, _ console: Console) throws {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            console.error("imagebuilder: error: nobody is there to ask whether to remove them; say --yes, or --dry-run")
            throw ExitCode(64)
        }
        console.ask("Remove \(count) \(count == 1 ? "image" : "images")? [y/N] ")
        guard let answer = readLine()?.lowercased(), ["y", "yes"].contains(answer) else {
            console.out("0 removed")
            throw ExitCode.success
        }
    }

    private func remove(_ all: [(id: String, tags: [String])], _ prune: ImagePrune, _ console: Console) async throws {
        var failed = 0
        for image in all {
            do throws(EngineError) {
                _ = try await prune.remove(id: image.id, tags: image.tags)
            } catch {
                failed += 1
                console.error("failed \(image.id.prefix(19))  \(SafeText.line("\(error)"))")
            }
        }
        console.out("\(all.count - failed) removed" + (failed > 0 ? ", \(failed) failed" : ""))
        if failed > 0 { throw ExitCode(1) }
    }
}
