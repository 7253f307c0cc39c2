public import ArgumentParser
import GitProbe
public import RebuildPlanning

extension PlanOptions.Identity: ExpressibleByArgument {}
extension PlanOptions.StaleBase: ExpressibleByArgument {}

/// How decisions are made: the same for every command that makes them.
struct DecisionOptions: ParsableArguments {
    @Flag(
        name: [.customShort("b"), .customLong("build")],
        help: "Build every buildable image, without cache, instead of pulling it."
    )
    var build = false

    @Option(help: "What proves a present image right: its content's digest, or its commit labels alone.")
    var identity = PlanOptions.Identity.content

    @Option(name: .customLong("stale-base"), help: "What follows when an external base image has moved.")
    var staleBase = PlanOptions.StaleBase.warn

    @Option(name: .customLong("git-jobs"), help: "How many projects git is asked about at once, 1 to 64.")
    var gitJobs = GitProbe.defaultJobs

    func validate() throws {
        guard GitProbe.jobsRange.contains(gitJobs) else {
            throw ValidationError("--git-jobs takes a number from 1 to 64")
        }
    }

    var planOptions: PlanOptions {
        var options = PlanOptions()
        options.buildAll = build
        options.identity = identity
        options.staleBase = staleBase
        return options
    }
}
