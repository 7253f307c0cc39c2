public import ArgumentParser
public import DockerEngine
import ImageGraph
public import RebuildPipeline

extension BuilderChoice: ExpressibleByArgument {}
extension OfferedContext.FileTimes: ExpressibleByArgument {}
extension ProgressStyle: ExpressibleByArgument {}

/// How the plan is carried out.
struct ExecutionFlags: ParsableArguments {
    @Option(
        name: [.customShort("a", allowingJoined: true), .customLong("actions_taken"), .customLong("actions-taken")],
        help: ArgumentHelp("Write what was done to this YAML file, anew after every step.", valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var actionsTaken: String?

    @Option(
        name: [.customShort("l", allowingJoined: true), .customLong("build_log_dir"), .customLong("build-log-dir")],
        help: ArgumentHelp("Keep the output of every build in a file of this folder.", valueName: "dir"),
        completion: .directory
    )
    var buildLogDir: String?

    @Flag(
        name: [.customShort("x"), .customLong("force")],
        help: "Take obsolete tags away even where that deletes the image."
    )
    var force = false

    @Option(
        name: [.customShort("j", allowingJoined: true), .customLong("jobs")],
        help: "How many images are built at once."
    )
    var jobs = 4

    @Option(name: .customLong("pull-jobs"), help: "How many images are pulled at once.")
    var pullJobs = 4

    @Option(help: ArgumentHelp("End a build that takes longer, e.g. 90s, 20m, 1h30m.", valueName: "time"))
    var timeout: TimeSpan?

    @Option(
        name: .customLong("idle-timeout"),
        help: ArgumentHelp("End a build that says nothing for so long.", valueName: "time")
    )
    var idleTimeout: TimeSpan?

    @Option(
        name: .customLong("engine-wait"),
        help: ArgumentHelp("How long to wait for an engine that goes away in mid-run.", valueName: "time")
    )
    var engineWait = TimeSpan(seconds: 60)

    @Option(
        help: ArgumentHelp(
            "Do only what the run with this actions file left undone, and add to the file.",
            valueName: "file"
        ),
        completion: .file(extensions: ["yml", "yaml"])
    )
    var resume: String?

    @Option(help: "How often a pull is tried again after a failure that may pass.")
    var retries = 3

    @Flag(name: .customLong("fail-fast"), help: "Start nothing more after the first failure.")
    var failFast = false

    @Option(help: "Which of the engine's builders is used; auto: BuildKit where the engine has it.")
    var builder = BuilderChoice.auto

    @Option(
        name: .customLong("context-times"),
        help: ArgumentHelp(
            "What BuildKit gets as the times of files; content: made of what is in them; fixed: one for all, and all is sent.",
            valueName: "times"
        )
    )
    var contextTimes = OfferedContext.FileTimes.content

    @Option(
        help: "How progress is shown; auto: live on a terminal, else a line a change (plain); json: an event a line."
    )
    var progress = ProgressStyle.auto

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
        guard pullJobs >= 1 else { throw ValidationError("--pull-jobs takes a number from 1") }
        guard retries >= 0 else { throw ValidationError("--retries takes a number from 0") }
    }

    /// How long builds took in the run whose actions file is about to be replaced. Only the order rests on it, so a file
    /// that is missing or is none of ours is no matter.
    var durations: [ImageKey: Double] {
        guard let file = actionsTaken ?? resume, let earlier = try? ActionsFile(path: file).read() else { return [:] }
        let known = earlier.built.filter { $0.how == nil }.compactMap { entry in
            if let base = entry.base, let seconds = entry.duration { (ImageKey(base), seconds) } else { nil }
        }
        return Dictionary(known) { _, last in last }
    }

    func options(noCache: Bool) -> ExecutionOptions {
        var options = ExecutionOptions()
        options.actionsFile = actionsTaken ?? resume
        options.logFolder = buildLogDir
        options.forceUntag = force
        options.jobs = jobs
        options.pullJobs = pullJobs
        options.buildTimeLimit = timeout?.duration
        options.buildIdleLimit = idleTimeout?.duration
        options.engineWait = engineWait.duration
        options.durations = durations
        options.retry.retries = retries
        options.failFast = failFast
        options.builder = builder
        options.contextTimes = contextTimes
        options.noCache = noCache
        return options
    }
}
