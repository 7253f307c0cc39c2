public import DockerEngine
public import Foundation
public import ImageGraph
public import ImageRegistry
public import RebuildPlanning

/// Which of an engine's builders carries Dockerfiles out.
public enum BuilderChoice: String, Sendable, Codable, CaseIterable {
    /// BuildKit where the engine has it.
    case auto
    case buildkit, classic
}

/// What the user lays down about carrying a plan out.
public struct ExecutionOptions: Sendable {
    /// How many images are built at once, and how many tagged. Default 4.
    public var jobs = 4
    /// How many images are pulled at once, beside those that are built. Default 4.
    public var pullJobs = 4
    /// How many seconds the build of an image took in an earlier run: what takes long is started early.
    public var durations: [ImageKey: Double] = [:]
    /// How long one build may take. Nil: as long as it takes.
    public var buildTimeLimit: Duration?
    /// How long one build may say nothing. Nil: for ever, because a `RUN` step may be silent for hours.
    public var buildIdleLimit: Duration?
    /// Where build logs go, one file a build; made if missing. Nil: no logs are kept.
    public var logFolder: String?
    /// Where the actions report goes, written anew after every step. Nil: nowhere.
    public var actionsFile: String?
    /// Build without the engine's cache (`-b`).
    public var noCache = false
    /// Take the build tag from an obsolete image even where that is its last tag, which deletes the image (`-x`).
    public var forceUntag = false
    /// Start nothing more after the first failure.
    public var failFast = false
    /// Whether and when a pull is tried again after a failure that may pass: rate limits, 5xx, the network.
    public var retry = RetryPolicy()
    /// How long to wait for an engine that goes away in mid-run (it may be restarting) before what it did is given up.
    /// Default: 60 s.
    public var engineWait = Duration.seconds(60)
    /// What registries are shown; nil: they are asked anonymously.
    public var credentials: RegistryCredentials?
    /// The proxies that every build gets, by the names of docker's predefined arguments; an argument of the list or the
    /// command line wins over the one of its name, in upper and in lower case. They are in no input digest. Default: none.
    public var proxyArguments: [String: String] = [:]
    /// What an earlier run did, whose rest this run does: its entries stay in the report.
    public var resumed: ActionsReport?
    /// Where it is written down what each image was built of; nil: nowhere.
    public var records: InputRecordStore?
    /// Which of the engine's builders is used. Default: `auto`.
    public var builder = BuilderChoice.auto
    /// What builds find as the times of files. Default: what their contents decide.
    public var contextTimes = OfferedContext.FileTimes.content
    /// Under it BuildKit keeps build contexts for later builds, which then are sent what changed; nobody else may know it. Nil, the
    /// default: every build is sent all that it needs.
    public var contextSecret: [UInt8]?
    /// What every build may ask for, beside what its list entry gives it; these win.
    public var attachables = BuildAttachables()
    /// Where the variables of secrets, and the ssh agent's socket, are looked up. Default: none.
    public var environment: [String: String] = [:]
    /// What the time is: for labels, the names of logs, and how long builds took. Default: the system's.
    public var now: @Sendable () -> Date = { Date() }
    /// Any number, for the tags of builds that are not finished. Default: by chance.
    public var random: @Sendable () -> UInt64 = { .random(in: 0 ... .max) }

    /// When images are said to have been made, in seconds since 1970-01-01T00:00:00Z (`SOURCE_DATE_EPOCH`), so that builds can be
    /// repeated; nil: when they are. A build argument of that name wins.
    public var sourceDate: Int64?

    public init() {}
}
