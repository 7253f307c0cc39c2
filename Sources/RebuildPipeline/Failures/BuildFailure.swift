/// Where a build failed, and what its step said, as far as the builder tells.
public struct BuildFailure: Sendable, Hashable, Codable {
    /// A line of the Dockerfile.
    public struct Line: Sendable, Hashable, Codable {
        /// From 1.
        public let number: Int
        /// Without its end.
        public let text: String
        /// Whether it is a part of the instruction that failed.
        public let isFailed: Bool

        package init(number: Int, text: String, isFailed: Bool) {
            self.number = number
            self.text = text
            self.isFailed = isFailed
        }
    }

    /// The step as the builder calls it: `[build 2/3] RUN make`, `Step 2/3 : RUN make`.
    public let step: String
    /// The Dockerfile on disk; nil where the step is none of its instructions.
    public let dockerfile: String?
    /// The instruction with a few lines around it; empty where ``dockerfile`` is nil.
    public let excerpt: [Line]
    /// The last lines that the step itself wrote, at most ``toldLines``.
    public let output: [String]

    package init(step: String, dockerfile: String?, excerpt: [Line], output: [String]) {
        self.step = step
        self.dockerfile = dockerfile
        self.excerpt = excerpt
        self.output = output
    }

    /// The first line of the instruction, from 1.
    public var line: Int? { excerpt.first(where: \.isFailed)?.number }

    /// How much of a step's output is told: what is before that stands in the log.
    public static let toldLines = 20
}
