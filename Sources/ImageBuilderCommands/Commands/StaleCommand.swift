import ArgumentParser
import Basics
import RebuildPipeline
import RebuildPlanning

/// Tells which bases have moved.
struct StaleCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    static let configuration = CommandConfiguration(
        commandName: "stale",
        abstract: "Tell which images from elsewhere have moved in their registries, and what is built on them.",
        discussion: """
            What was built on is known from the lock file, else from the labels of the images, on the engine or in their \
            registry, else from the engine's own image of the base. Every registry is asked by one HEAD for each base.

            Exit status: 0 nothing moved, or it was only asked what did; 2 with '--detailed-exitcode' where a base moved or \
            is gone; 1 where a registry did not tell.
            """
    )

    @OptionGroup var names: SelectedNames
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Decisions") var decision: DecisionOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "How the bases are shown.")
    var format = Format.table

    @Flag(name: .customLong("no-engine"), help: "Ask no engine what it has.")
    var noEngine = false

    @Flag(name: .customLong("only-platform"), help: "Pass over what moved for other platforms than the engine's only.")
    var onlyPlatform = false

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 where a base has moved.")
    var detailedExitCode = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let engine = noEngine ? nil : try session.engine()
            let access = decision.registry ?? .direct
            guard let inquiry = try session.inquiry(access, engine) else {
                throw UsageError("a registry has to be asked: leave out --registry off")
            }
            let run = try await session.prepare(input, decision, names, engine: engine)
            let bases = try await session.closing(inquiry) {
                await BaseSurvey(inquiry).look(at: run.plan, run.inventory, onlyPlatform: onlyPlatform)
            }
            switch format {
            case .table:
                let table = FreshnessTable(bases, showsFresh: session.console.verbosity >= .info)
                session.console.out(lines: table.text)
            case .json: session.console.out(lines: try JSONText.encode(bases))
            }
            if bases.contains(where: { $0.state == .unanswered }) { throw ExitCode(1) }
            let hasMoved = bases.contains { [.moved, .notFound].contains($0.state) }
            if detailedExitCode, hasMoved { throw ExitCode(2) }
        }
    }
}
