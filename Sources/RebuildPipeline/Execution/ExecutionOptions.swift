public import DockerEngine

/// Which of an engine's builders carries Dockerfiles out.
public enum BuilderChoice: String, Sendable, Codable, CaseIterable {
    /// BuildKit where the engine has it.
    case auto
    case buildkit, classic
}

/// What the user lays down about carrying a plan out.
public struct ExecutionOptions: Sendable {
    /// How many images are worked on at once. Default 4.
    public var jobs = 4
    /// Where build logs go, one file a build; made if missing. Nil: no logs are kept.
    public var logFolder: String?
    /// Where the actions report goes, written anew after every step. Nil: nowhere.
    public var actionsFile: String?
    /// Nothing may be built (`-p`): an image that would have to be fails.
    public var pullOnly = false
    /// Build without the engine's cache (`-b`).
    public var noCache = false
    /// Take the build tag from an obsolete image even where that is its last tag, which deletes the image (`-x`).
    public var forceUntag = false
    /// Start nothing more after the first failure.
    public var failFast = false
    /// How often a pull is tried again after a failure that may pass: rate limits, 5xx, the network. Default 3.
    public var pullRetries = 3
    /// The wait before the first retry; it doubles with each. Default 1 s.
    public var retryDelay = Duration.seconds(1)
    /// What registries are shown; nil: they are asked anonymously.
    public var credentials: RegistryCredentials?
    /// Where it is written down what each image was built of; nil: nowhere.
    public var records: InputRecordStore?
    /// Which of the engine's builders is used. Default: `auto`.
    public var builder = BuilderChoice.auto

    public init() {}
}
