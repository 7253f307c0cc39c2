public import ArgumentParser
public import RebuildPipeline

extension BuilderChoice: ExpressibleByArgument {}

/// How the plan is carried out.
struct ExecutionFlags: ParsableArguments {
    /// How progress is shown.
    enum Progress: String, ExpressibleByArgument, CaseIterable {
        case auto, plain, none
    }

    @Option(
        name: [.customShort("a"), .customLong("actions_taken"), .customLong("actions-taken")],
        help: ArgumentHelp("Write what was done to this YAML file, anew after every step.", valueName: "file")
    )
    var actionsTaken: String?

    @Option(
        name: [.customShort("l"), .customLong("build_log_dir"), .customLong("build-log-dir")],
        help: ArgumentHelp("Keep the output of every build in a file of this folder.", valueName: "dir")
    )
    var buildLogDir: String?

    @Flag(
        name: [.customShort("p"), .customLong("pull")],
        help: "Only pull: an image that would have to be built fails."
    )
    var pull = false

    @Flag(
        name: [.customShort("x"), .customLong("force")],
        help: "Take obsolete tags away even where that deletes the image."
    )
    var force = false

    @Option(name: .shortAndLong, help: "How many images are worked on at once.")
    var jobs = 4

    @Option(help: "How often a pull is tried again after a failure that may pass.")
    var retries = 3

    @Flag(name: .customLong("fail-fast"), help: "Start nothing more after the first failure.")
    var failFast = false

    @Option(help: "Which of the engine's builders is used; auto: BuildKit where the engine has it.")
    var builder = BuilderChoice.auto

    @Option(help: "How progress is shown.")
    var progress = Progress.auto

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
        guard retries >= 0 else { throw ValidationError("--retries takes a number from 0") }
    }

    func options(noCache: Bool) -> ExecutionOptions {
        var options = ExecutionOptions()
        options.actionsFile = actionsTaken
        options.logFolder = buildLogDir
        options.pullOnly = pull
        options.forceUntag = force
        options.jobs = jobs
        options.pullRetries = retries
        options.failFast = failFast
        options.builder = builder
        options.noCache = noCache
        return options
    }
}
