import ArgumentParser
import Basics
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Shows the decisions and touches nothing.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what would happen to each image and why, without touching anything.",
        discussion: """
            Exit status: 0; 2 with '--detailed-exitcode' where there is work to do; 69 where no engine answers.

            Examples:
              imagebuilder plan                                what set which images in motion, once for each cause
              imagebuilder plan -v                             every image
              imagebuilder plan --out plan.json && imagebuilder build --plan plan.json
              imagebuilder plan --no-engine --diff plan.json   what has changed since
            """
    )

    @OptionGroup var names: SelectedNames
    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Decisions") var decision: DecisionOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "How the plan is shown.")
    var format = PlanFormat.table

    @Flag(name: .customLong("no-engine"), help: "Decide from the sources alone; ask no engine what it has.")
    var noEngine = false

    @Flag(
        name: .customLong("detailed-exitcode"),
        help: "Exit with 2 where there is work to do; with --diff, where the plans differ."
    )
    var detailedExitCode = false

    @Option(
        help: ArgumentHelp("Store the plan as JSON, for 'build --plan'.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Show what this plan decides otherwise than an earlier one, of --out or --format json.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var diff: String?

    @OptionGroup(title: "Output") var summary: SummaryOption

    func run() async throws {
        let file = OutputFile("--out", out, .plan)
        let session = Session(output, writing: OutputGuard([file, summary.file]))
        try await session.run {
            if let file, file.isStandardOutput, format != .table {
                throw UsageError("the standard output takes one document, not those of --format and --out")
            }
            if file != nil,
                input.workspaceOptions.whitelist.map({ !DiskPath.isFile($0) && DiskPath.exists($0) }) ?? false
            {
                throw UsageError("--out stores where the whitelist lies, and that of a pipe cannot be read again")
            }
            let presenter = PlanPresenter(
                session: session,
                format: format,
                out: file,
                summary: summary.file,
                asksEngine: !noEngine,
                earlier: try diff.map { file throws(InputError) in try StoredPlan.readPlan(file) }
            )
            let isWork = try await presenter.present(input, decision, names)
            if detailedExitCode, isWork { throw ExitCode(2) }
        }
    }
}
