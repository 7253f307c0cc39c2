/// A part of BuildKit's account of a build: what changed since the part before. Vertices repeat and grow; those that
/// belong together have the same digest.
public struct BuildTrace: Sendable, Hashable {
    /// Since 1970.
    public typealias Nanoseconds = Int64

    /// A step.
    public struct Vertex: Sendable, Hashable {
        public var digest = ""
        public var inputs: [String] = []
        /// Such as `[build 2/3] RUN make`.
        public var name = ""
        public var isCached = false
        public var started: Nanoseconds?
        public var completed: Nanoseconds?
        public var error: String?

        public init() {}
    }

    /// How far a part of a step is.
    public struct VertexStatus: Sendable, Hashable {
        public var id = ""
        public var vertex = ""
        public var name = ""
        public var current: Int64 = 0
        public var total: Int64 = 0
        public var started: Nanoseconds?
        public var completed: Nanoseconds?

        public init() {}
    }

    /// Output of a step, in pieces that need not end with a line.
    public struct VertexLog: Sendable, Hashable {
        public var vertex = ""
        public var timestamp: Nanoseconds?
        /// 1 for standard output, 2 for standard error.
        public var stream = 1
        public var message: [UInt8] = []

        public init() {}
    }

    /// What BuildKit thinks of the Dockerfile.
    public struct VertexWarning: Sendable, Hashable {
        public var vertex = ""
        public var level: Int64 = 0
        public var short = ""
        public var detail: [String] = []
        public var url = ""

        public init() {}
    }

    public var vertices: [Vertex] = []
    public var statuses: [VertexStatus] = []
    public var logs: [VertexLog] = []
    public var warnings: [VertexWarning] = []

    public init() {}
}
