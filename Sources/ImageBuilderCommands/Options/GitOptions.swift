import ArgumentParser
import GitProbe

/// How git is asked: the same for every command that asks it.
struct GitOptions: ParsableArguments {
    @Option(
        name: .customLong("git-jobs"),
        help: ArgumentHelp(
            "How many projects git is asked about at once, 1 to 64 (default: by the number of processors).",
            valueName: "n"
        )
    )
    var givenJobs: Int?

    var jobs: Int { givenJobs ?? GitProbe.defaultJobs }

    func validate() throws {
        guard GitProbe.jobsRange.contains(jobs) else {
            throw ValidationError("--git-jobs takes a number from 1 to 64")
        }
    }
}
