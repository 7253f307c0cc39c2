import ArgumentParser
import Basics
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// Tells all that led to an image's decision.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell why an image is kept, relabelled, pulled or built, down to facts that can be checked."
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
            var unknown: [String] = []
            for name in images {
                let matches = run.plan.images.filter { $0.key.name == name || $0.reference.familiarName == name }
                if matches.isEmpty { unknown.append(name) }
                for image in matches { session.console.out(lines: Explanation(image, in: run).text) }
            }
            for name in unknown { session.console.error(Self.refusal(of: name, run.plan)) }
            if !unknown.isEmpty { throw ExitCode(64) }
        }
    }

    private static func refusal(of name: String, _ plan: RebuildPlan) -> String {
        let known = Set(plan.images.flatMap { [$0.key.name, $0.reference.familiarName] })
        // Whoever leaves the front of a name out most likely means the one that ends so.
        let ending = known.sorted().first { $0.hasSuffix("/" + name) }
        let hint = (ending ?? Suggestion.nearest(to: name, among: known)).map { "; did you mean '\($0)'?" } ?? ""
        return "imagebuilder: error: '\(name)' is no image of this run\(hint)"
    }
}
