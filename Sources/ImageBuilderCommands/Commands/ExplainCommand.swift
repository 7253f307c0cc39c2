import ArgumentParser
import RebuildPipeline
import RebuildPlanning

/// Tells all that led to an image's decision.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why an image is kept, relabelled, pulled or built, down to facts that can be checked.",
        discussion: """
            Examples:
              imagebuilder explain example/web                 reasons, sources, registries, labels
              imagebuilder explain --no-engine web
            """
    )

    @OptionGroup var names: SelectedNames
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Decisions") var decision: DecisionOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Flag(name: .customLong("no-engine"), help: "Decide from the sources alone; ask no engine what it has.")
    var noEngine = false

    func validate() throws {
        if names.images.isEmpty { throw ValidationError("name the images that are to be explained") }
    }

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let engine = noEngine ? nil : try session.engine()
            let run = try await session.prepare(input, decision, names, engine: engine)
            for image in run.plan.images where run.workspace.selected.contains(image.key) {
                session.console.out(lines: Explanation(image, in: run).text)
            }
        }
    }
}
