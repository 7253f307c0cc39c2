import ArgumentParser

/// A page for whoever looks at a CI job.
struct SummaryOption: ParsableArguments {
    @Option(
        name: .customLong("summary-file"),
        help: ArgumentHelp(
            "Write plan, results, failures and the graph as Markdown, for a CI job ($GITHUB_STEP_SUMMARY).",
            valueName: "file"
        ),
        completion: .file(extensions: ["md"])
    )
    var summaryFile: String?

    var file: OutputFile? { OutputFile("--summary-file", summaryFile, .summary) }
}
