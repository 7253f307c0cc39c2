import ArgumentParser
import ImageGraph
import RebuildPipeline
import RebuildPlanning

/// Draws which image needs which.
struct GraphCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot, mermaid, json
    }

    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw which image needs which, coloured by what would happen to it.",
        discussion: """
            Examples:
              imagebuilder graph --svg images.svg
              imagebuilder graph --format mermaid >> README.md
              imagebuilder graph --format json                 decisions and needs, for programs
            """
    )

    @OptionGroup var names: SelectedNames
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Decisions") var decision: DecisionOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "The language of the drawing.")
    var format = Format.dot

    @Flag(name: .customLong("no-engine"), help: "Decide from the sources alone; ask no engine what it has.")
    var noEngine = false

    @Option(
        help: ArgumentHelp("Write a picture to this file instead, drawn by Graphviz.", valueName: "file"),
        completion: .file(extensions: ["svg"])
    )
    var svg: String?

    func run() async throws {
        let picture = OutputFile("--svg", svg, .svg)
        let session = Session(output, writing: OutputGuard([picture]))
        try await session.run {
            let engine = noEngine ? nil : try session.engine()
            let run = try await session.prepare(input, decision, names, engine: engine)
            let document = GraphDocument(run.plan, workspace: run.workspace)
            if let picture {
                return try picture.write(try await Graphviz.svg(of: document.dot()), session.console)
            }
            switch format {
            case .dot: session.console.out(lines: document.dot())
            case .mermaid: session.console.out(lines: document.mermaid())
            case .json: session.console.out(lines: try PlanGraph(run.plan, workspace: run.workspace).json())
            }
        }
    }
}
