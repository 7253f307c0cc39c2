/// A part of BuildKit's account of a build: what changed since the part before. Vertices repeat and grow; those that
/// belong together have the same digest.
public struct BuildTrace: Sendable, Hashable {
    /// Since 1970.
    public typealias Nanoseconds = Int64

    /// A step.
    public struct Vertex: Sendable, Hashable {
        /// What makes it the same step in every part of the account: `sha256:…`.
        public var digest = ""
        /// The digests of the steps it needs.
        public var inputs: [String] = []
        /// Such as `[build 2/3] RUN make`.
        public var name = ""
        /// Whether its result was in the cache.
        public var isCached = false
        /// `nil` before it began.
        public var started: Nanoseconds?
        /// `nil` while it runs.
        public var completed: Nanoseconds?
        /// Why it failed; `nil` for one that did not.
        public var error: String?

        /// A step that nothing is known of.
        public init() {}
    }

    /// How far a part of a step is.
    public struct VertexStatus: Sendable, Hashable {
        /// What it is, such as a layer's digest.
        public var id = ""
        /// The digest of the step it is a part of.
        public var vertex = ""
        /// What is done, such as `downloading`; empty where the id says it.
        public var name = ""
        /// Bytes, or another unit of the step's own, so far.
        public var current: Int64 = 0
        /// In the same unit, in all; 0 where that is not known.
        public var total: Int64 = 0
        /// `nil` before it began.
        public var started: Nanoseconds?
        /// `nil` while it runs.
        public var completed: Nanoseconds?

        /// A part that nothing is known of.
        public init() {}
    }

    /// Output of a step, in pieces that need not end with a line.
    public struct VertexLog: Sendable, Hashable {
        /// The digest of the step that wrote it.
        public var vertex = ""
        /// When it was written.
        public var timestamp: Nanoseconds?
        /// 1 for standard output, 2 for standard error.
        public var stream = 1
        /// Any bytes.
        public var message: [UInt8] = []

        /// Output of no step.
        public init() {}
    }

    /// What BuildKit thinks of the Dockerfile.
    public struct VertexWarning: Sendable, Hashable {
        /// The digest of the step it is about.
        public var vertex = ""
        /// BuildKit's level of detail: 1 for what a person should read.
        public var level: Int64 = 0
        /// The warning in one line.
        public var short = ""
        /// Further lines.
        public var detail: [String] = []
        /// Where more is written; empty if nowhere.
        public var url = ""

        /// A warning of nothing.
        public init() {}
    }

    /// The steps that changed.
    public var vertices: [Vertex] = []
    /// The parts of steps that changed.
    public var statuses: [VertexStatus] = []
    /// What steps wrote, in order.
    public var logs: [VertexLog] = []
    /// What BuildKit found, each once.
    public var warnings: [VertexWarning] = []

    /// A part of an account in which nothing changed.
    public init() {}
}
