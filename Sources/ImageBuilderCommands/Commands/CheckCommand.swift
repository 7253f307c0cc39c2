import ArgumentParser
import Foundation
import GitProbe
import RebuildPipeline
import RebuildPlanning

/// Tells everything that is wrong with the inputs, without an engine.
struct CheckCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell everything that is wrong with the inputs, in one run and without an engine.",
        discussion: """
            Looks at all images of the list, wanted or not, and goes on after problems. The findings go to the standard \
            output, as FILE:LINE:COLUMN: error|warning: message.

            Exit status: 0 no errors; 65 errors, or warnings with --strict.
            """
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "How the findings are shown; SARIF is what code hosts show beside the lines.")
    var format = Format.text

    @Flag(help: "Let warnings count as errors for the exit status.")
    var strict = false

    @Option(
        name: .customLong("sarif-root"),
        help: ArgumentHelp(
            "The folder that file addresses in SARIF are relative to (default: the tree's root).",
            valueName: "dir"
        )
    )
    var sarifRoot: String?

    @OptionGroup var gitOptions: GitOptions

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = await TreeCheck(input.workspaceOptions, git: git(session), jobs: gitOptions.jobs).run()
                .mapFindings(FlagAdvice.advised)
            switch format {
            case .text: for finding in report.findings { session.console.out("\(finding)") }
            case .json: session.console.out(lines: try report.json())
            case .sarif: session.console.out(lines: try report.sarif(base: sarifRoot ?? input.tree.root))
            }
            session.console.note(summary(of: report))
            if report.errorCount > 0 || strict && report.warningCount > 0 { throw ExitCode(65) }
        }
    }

    /// Without git the rest can be looked at all the same.
    private func git(_ session: Session) -> GitProbe? {
        do throws(PipelineError) {
            return try session.git()
        } catch {
            session.console.note("warning: \(error); what only git knows is not looked at")
            return nil
        }
    }

    private func summary(of report: CheckReport) -> String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        return count(report.errorCount, "error") + ", " + count(report.warningCount, "warning") + " in "
            + count(report.imageCount, "image")
    }
}
