import Basics

extension SourceTree {
    /// A project: one git repository at one place in the tree.
    public struct Project: Sendable, Hashable {
        /// Its name. Several projects may have one name, at different paths.
        public let name: String
        /// Its checkout, relative to the tree's root, normalised; `.` for the root itself.
        public let path: String
        /// Where it is fetched from. May hold credentials.
        public let url: String
        /// The value of the `vcs-url` label, without what could be a credential.
        public let vcsURL: String
        /// The name of its remote, for the `version` label.
        public let remote: String
        /// The revision that the tree wants it at, as written: a branch, a tag, a commit or a full reference.
        public let revision: String
        /// Where its checkout keeps that revision, best first: references or commits, as git takes them.
        public let revisionCandidates: [String]
        /// The revision as people name it, for the `version` label.
        public let branch: String
        /// The groups that it is in, sorted.
        public let groups: [String]
        /// The command that brings its checkout up to date; nil where there is none.
        public let update: String?

        /// - Parameters:
        ///   - vcsURL: by default the URL without credentials.
        ///   - revisionCandidates: by default those of ``RevisionName``.
        ///   - branch: by default the revision without `refs/heads/` or `refs/tags/`.
        public init(
            name: String,
            path: String,
            url: String,
            vcsURL: String? = nil,
            remote: String = "origin",
            revision: String,
            revisionCandidates: [String]? = nil,
            branch: String? = nil,
            groups: [String] = [],
            update: String? = nil
        ) {
            self.name = name
            self.path = path
            self.url = url
            self.vcsURL = vcsURL ?? RemoteURL.withoutCredentials(url)
            self.remote = remote
            self.revision = revision
            self.revisionCandidates = revisionCandidates ?? RevisionName(revision).candidates(remote: remote)
            self.branch = branch ?? RevisionName(revision).short
            self.groups = groups
            self.update = update
        }

        /// A hint to bring its checkout up to date; nil where no command does.
        public var updateHint: String? { update.map { "run '\($0)'" } }

        /// A path of the project, relative to its top, as a person finds it: with the project's own before it.
        ///
        /// - Parameter path: empty or `.` for the top.
        public func told(_ path: String) -> String {
            if path.isEmpty || path == "." { return self.path }
            return self.path == "." ? path : "\(self.path)/\(path)"
        }
    }
}
