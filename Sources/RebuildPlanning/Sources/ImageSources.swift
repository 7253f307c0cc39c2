public import ImageGraph

/// What git and the disk say of one buildable image's sources.
public struct ImageSources: Sendable {
    /// How a repository that goes into the image stands, as far as the image's sources in it are concerned.
    public struct Part: Sendable, Hashable, Codable {
        /// The project's name in the manifest.
        public let repository: String
        public let state: SourceState
        /// HEAD.
        public let commit: String?
        /// The value of the version label while clean.
        public let version: String
        public let vcsURL: String

        public init(repository: String, state: SourceState, commit: String?, version: String, vcsURL: String) {
            self.repository = repository
            self.state = state
            self.commit = commit
            self.version = version
            self.vcsURL = vcsURL
        }

        /// The version label of what is not clean.
        static let dirty = "dirty"

        /// The three facts that a label tells of a repository: contract, 2.1 and 2.2.
        public var versionLabel: String { state == .clean ? version : Self.dirty }
        public var vcsRefLabel: String {
            switch state {
            case .clean, .diverged: commit ?? ""
            case .modified, .unknown: ""
            }
        }

        func with(_ state: SourceState) -> Part {
            Part(repository: repository, state: state, commit: commit, version: version, vcsURL: vcsURL)
        }
    }

    /// The worst of its parts' states, and of those of ancestors of the same project.
    public let state: SourceState
    /// The image's own project, by itself.
    public let own: Part
    /// One for every other repository that it has sources in.
    public let components: [Part]
    /// One for every repository that its labels speak of, its own first: of its sources there and those of its internal
    /// ancestors, the worst state of several.
    public let repositories: [Part]
    /// The facts that make `state` what it is, at most a few dozen; the rest is counted.
    public let evidence: [Reason]
    /// When HEAD was committed, RFC 3339 in UTC.
    public let commitDate: String?
    /// Git tags at HEAD; empty unless branch tags are wanted.
    public let gitTags: [String]
    /// Files that git ignores and the context holds.
    public let ignoredFiles: [ContextPath]
    /// `sha256:…`; nil where a file could not be read.
    public let inputDigest: String?
    /// How many files the context holds.
    public let fileCount: Int
    /// All labels that can be told before the build: everything but dates and the base's digest.
    public let labels: [String: String]
    /// What was read of the files that git does not vouch for.
    let readFiles: [UnreadFile: HashedFile]
}
