import ArgumentParser
import DockerEngine
import Foundation
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// Pushes what a run built.
struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Push the images that a run built, or gave tags, to their registries, as its actions file says."
    )

    @Argument(
        help: "The actions file of the run ('imagebuilder -a FILE').",
        completion: .file(extensions: ["yml", "yaml"])
    )
    var file: String

    @OptionGroup(title: "Output") var output: OutputOptions

    @Flag(help: "Push also what the run kept or pulled, and not only what its registry lacks.")
    var all = false

    @Flag(help: "Give no image any other tag before the first tags of all are in their registries.")
    var atomic = false

    @Option(
        help: """
            Who writes the other tags of an image that its registry has: direct: this program, where it can reach the \
            registry; engine: the engine.
            """
    )
    var registry = PlanOptions.RegistryAccess.direct

    @Flag(name: .customLong("dry-run"), help: "Only show what would be pushed, in which order.")
    var dryRun = false

    @Option(name: .shortAndLong, help: "How many images are pushed at once.")
    var jobs = 4

    @Option(help: "How often a push is tried again after a failure that may pass.")
    var retries = 3

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
        guard retries >= 0 else { throw ValidationError("--retries takes a number from 0") }
    }

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = try ActionsFile(path: file).read()
            let images = try ImagePush.jobs(of: report, file: file, all: all)
            if images.isEmpty {
                session.console.out("nothing to push: \(report.leftUnpushed(all: all))")
                return
            }
            if dryRun {
                for reference in images.flatMap(\.references) { session.console.out("push \(reference.familiar)") }
                return
            }
            let engine = try session.engine()
            let inquiry = registry == .direct ? try session.inquiry(.direct, engine) : nil
            let push = ImagePush(
                engine: engine,
                credentials: session.credentials,
                registry: inquiry,
                isAtomic: atomic,
                jobs: jobs,
                policy: RetryPolicy(retries: retries)
            ) { PublishingPrinter(console: session.console).handle($0) }
            let signals = SignalWatcher(console: session.console)
            let outcomes = try await session.closing(inquiry) {
                try await signals.cancelling { await push.push(images) }
            }
            tell(outcomes, session.console)
            if let signal = signals.received { throw ExitCode(128 + signal) }
            if outcomes.contains(where: { $0.failure != nil }) { throw ExitCode(1) }
        }
    }

    private func tell(_ outcomes: [ImagePush.Outcome], _ console: Console) {
        for outcome in outcomes {
            guard let failure = outcome.failure else { continue }
            let name = outcome.job.references.first?.familiarName ?? outcome.job.id
            let there = outcome.pushed.map(\.familiar).joined(separator: ", ")
            console.error(
                "failed \(name)  \(failure)" + (there.isEmpty ? "" : "; pushed before: \(there)")
            )
        }
        let failed = outcomes.count { $0.failure != nil }
        let tags = outcomes.reduce(0) { $0 + $1.pushed.count }
        let pushed = "\(outcomes.count - failed) pushed (\(tags) \(tags == 1 ? "tag" : "tags"))"
        console.out(pushed + (failed > 0 ? ", \(failed) failed" : ""))
    }
}
