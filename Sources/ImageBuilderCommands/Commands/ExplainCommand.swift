import ArgumentParser
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// Tells all that led to an image's decision.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why an image is kept, pulled or built, down to facts that can be checked."
    )

    @Argument(help: "The images, as the list names them.")
    var images: [String]

    @OptionGroup var input: InputOptions
    @OptionGroup var decision: DecisionOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .customLong("no-engine"), help: "Decide from the sources alone; ask no engine what it has.")
    var noEngine = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let engine = noEngine ? nil : try session.engine()
            let run = try await session.prepare(input, decision, engine: engine)
            var unknown = false
            for name in images {
                let matches = run.plan.images.filter { $0.key.name == name || $0.reference.familiarName == name }
                if matches.isEmpty {
                    session.console.error("imagebuilder: error: '\(name)' is no image of this run")
                    unknown = true
                }
                for image in matches { session.console.out(lines: Explanation(image, in: run).text) }
            }
            if unknown { throw ExitCode(64) }
        }
    }
}
