/// How often, and after which wait, a request that failed in a way that may pass is sent again.
public struct RegistryRetries: Sendable {
    /// After the first attempt. Default: 3.
    public var count: Int
    /// The same for a host that cannot be reached; nil: as often. Default: nil.
    public var countUnreachable: Int?
    /// The wait before the first retry; it doubles with each. Default: half a second.
    public var delay: Duration
    /// The longest wait. A registry that asks for a longer one (`Retry-After`) is not waited for: its answer is the error.
    /// Default: 15 seconds.
    public var longestWait: Duration
    /// For how long a host that could not be reached is taken for unreachable without being asked again. Default: 30
    /// seconds.
    public var unreachableFor: Duration
    /// How much more than its delay a retry waits, as a part of it between 0 and ½, so that many do not march in step.
    /// Default: by chance.
    public var jitter: @Sendable () -> Double

    /// The defaults, or others.
    public init(
        count: Int = 3,
        delay: Duration = .milliseconds(500),
        longestWait: Duration = .seconds(15),
        unreachableFor: Duration = .seconds(30),
        jitter: @escaping @Sendable () -> Double = { .random(in: 0...0.5) }
    ) {
        self.count = count
        self.delay = delay
        self.longestWait = longestWait
        self.unreachableFor = unreachableFor
        self.jitter = jitter
    }

    /// No second attempt.
    public static let none = RegistryRetries(count: 0)

    /// How long to wait after so many failures; `nil`: no further attempt.
    func wait(after error: RegistryError, failures: Int) -> Duration? {
        let most = error.code == .unreachable ? countUnreachable ?? count : count
        guard failures <= most, error.mayPass else { return nil }
        let own = min(longestWait, delay * (Double(1 << min(failures - 1, 16)) * (1 + jitter())))
        guard let asked = error.retryAfter else { return own }
        return asked <= longestWait ? max(asked, own) : nil
    }
}
