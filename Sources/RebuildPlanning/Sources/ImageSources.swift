public import ImageGraph

/// What git and the disk say of one buildable image's sources.
public struct ImageSources: Sendable {
    /// How a repository that goes into the image stands, as far as the image's sources in it are concerned.
    public struct Part: Sendable, Hashable {
        /// The project's name in the manifest.
        public var repository: String
        public var state: SourceState
        /// HEAD.
        public var commit: String?
        /// The value of the version label while clean.
        public var version: String
        public var vcsURL: String

        /// The three facts that a label tells of a repository: contract, 2.1 and 2.2.
        public var versionLabel: String { state == .clean ? version : "dirty" }
        public var vcsRefLabel: String {
            switch state {
            case .clean, .diverged: commit ?? ""
            case .modified, .unknown: ""
            }
        }
    }

    /// The worst of its parts' states.
    public var state: SourceState
    /// The image's own project. Its state is that of the whole image, because the labels speak of the whole image.
    public var own: Part
    /// One for every component repository.
    public var components: [Part]
    /// The facts that make `state` what it is, at most a few dozen; the rest is counted.
    public var evidence: [Reason]
    /// When HEAD was committed, RFC 3339 in UTC.
    public var commitDate: String?
    /// Git tags at HEAD; empty unless branch tags are wanted.
    public var gitTags: [String]
    /// Files that git ignores and the context holds.
    public var ignoredFiles: [ContextPath]
    /// `sha256:…`; nil where a file could not be read.
    public var inputDigest: String?
    /// How many files the context holds.
    public var fileCount: Int
    /// All labels that can be told before the build: everything but dates and the base's digest.
    public var labels: [String: String]
    /// What must not be sent though it lies in the context: what git ignores, in a hermetic run.
    public var leftOutOfContext: Set<ContextPath>

    /// Files that git ignores are no commit's: with them in the context, the image is not clean.
    mutating func takeIgnored(_ files: [ContextPath]) {
        state = max(state, .modified)
        own.state = state
        evidence.append(
            .gitIgnoredFiles(count: files.count, examples: files.prefix(5).map(\.description))
        )
    }
}
