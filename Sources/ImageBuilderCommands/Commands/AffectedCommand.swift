import ArgumentParser
import Basics
import Foundation
import GitProbe
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Tells which images a change affects.
struct AffectedCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, markdown, names
    }

    static let configuration = CommandConfiguration(
        commandName: "affected",
        abstract: "Tell which images differ between two states of the tree, and why, from git's objects alone.",
        discussion: """
            A state is '.', the tree on disk; a commit, of a single repository or one with submodules; or a file that says at \
            which revisions the projects are: a manifest of repo, a .repos file, a table. Each state has its own lists, \
            Dockerfiles and ignore files. Nothing is checked out or fetched, and no engine is asked; what is not here is \
            unknown, and counts as affected.

            Exit status: 0 told; 2 with '--detailed-exitcode' where an image is affected; 65 a state that cannot be told.
            """
    )

    @Option(help: ArgumentHelp("The earlier state.", valueName: "state"))
    var from: String

    @Option(help: ArgumentHelp("The later state.", valueName: "state"))
    var to = "."

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Inputs") var gitOptions: GitOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(help: "How the images are shown; names are those of images to be made anew, one a line.")
    var format = Format.table

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 where an image is affected.")
    var detailedExitCode = false

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let comparison = try await TreeComparison.compare(
                from: TreeState(from),
                to: TreeState(to),
                input.workspaceOptions,
                git: session.git(),
                scratch: FileManager.default.temporaryDirectory.path,
                jobs: gitOptions.jobs
            )
            for state in [comparison.from, comparison.to] {
                for problem in state.problems { session.console.note("\(state.name): \(FlagAdvice.advised(problem))") }
            }
            let table = AffectedTable(comparison, showsUnaffected: session.console.verbosity >= .info)
            switch format {
            case .table: session.console.out(lines: table.text)
            case .markdown: session.console.out(lines: table.markdown)
            case .names: for name in table.names { session.console.out(name) }
            case .json: session.console.out(lines: try JSONText.encode(AffectedDocument(comparison)))
            }
            if detailedExitCode, comparison.images.contains(where: \.isAffected) { throw ExitCode(2) }
        }
    }
}
