import ArgumentParser
import Basics
import Foundation
import GitProbe
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Tells everything that is wrong with the inputs, without an engine.
struct CheckCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif, github, gitlab, junit
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell everything that is wrong with the inputs, in one run and without an engine.",
        discussion: """
            Looks at all images of the list, wanted or not, and goes on after problems. The findings go to the standard \
            output, as FILE:LINE:COLUMN: error|warning: message [RULE]. A comment 'imagebuilder: ignore=RULE' on the line of a \
            warning, or on the one before it, passes it over; docs/check.md has the rules.

            Exit status: 0 no errors; 65 errors, or warnings with --strict.
            """
    )

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(
        help: """
            How the findings are shown; sarif, github (annotations) and gitlab (code quality) are what code hosts show beside \
            the lines, junit is what CI services show as tests.
            """
    )
    var format = Format.text

    @Flag(help: "Let warnings count as errors for the exit status.")
    var strict = false

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp("Pass over warnings of this rule; may be repeated.", valueName: "rule"),
        completion: .list(CheckCommand.ignorable)
    )
    var ignored: [String] = []

    @Option(
        name: [.customLong("report-root"), .customLong("sarif-root")],
        help: ArgumentHelp(
            "The folder that paths in sarif, github, gitlab and junit are relative to (default: the tree's root).",
            valueName: "dir"
        ),
        completion: .directory
    )
    var reportRoot: String?

    @OptionGroup(title: "Inputs") var gitOptions: GitOptions

    /// The rules whose findings can be warnings.
    private static let ignorable = RuleGroup.ofCheck.flatMap(\.rules).filter { $0.severity == .warning }.map(\.id)

    func validate() throws {
        let known = RuleGroup.ofCheck.flatMap(\.rules)
        for code in ignored where !Self.ignorable.contains(code) {
            if known.contains(where: { $0.id == code }) {
                throw ValidationError("--ignore \(code): is an error, which no run goes on with")
            }
            let near = Suggestion.nearest(to: code, among: Self.ignorable).map { "; did you mean '\($0)'?" } ?? ""
            throw ValidationError("--ignore \(code): there is no such rule\(near)")
        }
    }

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = await TreeCheck(input.workspaceOptions, git: git(session), jobs: gitOptions.jobs).run()
                .ignoring(Set(ignored))
                .mapFindings(FlagAdvice.advised)
            try show(report, session.console)
            session.console.note(summary(of: report))
            if report.errorCount > 0 || strict && report.warningCount > 0 { throw ExitCode(65) }
        }
    }

    private func show(_ report: CheckReport, _ console: Console) throws {
        let base = reportRoot ?? input.tree.root
        switch format {
        case .text: for finding in report.findings { console.out("\(finding) [\(finding.code)]") }
        case .json: console.out(lines: try report.json())
        case .sarif: console.out(lines: try report.sarif(base: base, version: Version.number))
        case .github: for line in report.githubAnnotations(base: base) { console.out(line) }
        case .gitlab: console.out(lines: try report.gitlab(base: base))
        case .junit: console.out(lines: report.junit(base: base, areWarningsFailures: strict))
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
            + (report.ignoredCount > 0 ? " (\(report.ignoredCount) passed over)" : "")
    }
}
