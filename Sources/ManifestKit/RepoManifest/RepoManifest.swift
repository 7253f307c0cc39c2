/// A `repo` manifest's effective list of projects: what `repo list` would show for the same files.
///
/// The rules are those of git-repo (its `docs/manifest-format.md` and its parser); where this type's behaviour has a
/// reason of its own, the comment beside it says so.
public struct RepoManifest: Sendable, Hashable {
    /// A `<remote>`: a server from which projects are fetched.
    public struct Remote: Sendable, Hashable {
        /// The name by which the manifest refers to it.
        public let name: String
        /// The git remote's name in the checkouts, if it is another than ``name``.
        public let alias: String?
        /// The URL prefix of its projects as written; may be relative to the manifest repository's own URL.
        public let fetch: String
        /// The URL prefix for pushing.
        public let pushURL: String?
        /// The review server, as written: a host name or a URL.
        public let review: String?
        /// The revision of its projects that name none.
        public let revision: String?

        public init(
            name: String,
            alias: String? = nil,
            fetch: String,
            pushURL: String? = nil,
            review: String? = nil,
            revision: String? = nil
        ) {
            self.name = name
            self.alias = alias
            self.fetch = fetch
            self.pushURL = pushURL
            self.review = review
            self.revision = revision
        }
    }

    /// A project: one git repository at one place in the tree.
    public struct Project: Sendable, Hashable {
        /// Its name on the server. A trailing `/` is kept.
        public let name: String
        /// Its checkout, relative to the top of the tree; `.` for the top itself. Unique within a manifest.
        public let path: String
        public let remote: Remote
        /// The branch (`main`, `refs/heads/main`), tag (`refs/tags/v1`) or commit, as written.
        public let revision: String
        /// The branch on which a commit given as ``revision`` is to be found.
        public let upstream: String?
        /// The branch that changes are proposed for.
        public let destBranch: String?
        /// The groups the manifest puts it in, sorted; without those that every project has, ``implicitGroups``.
        public let groups: [String]
        /// The groups that it is in by itself: `all`, `name:NAME` and `path:PATH`.
        public let implicitGroups: [String]
        /// Where it is fetched from: the remote's `fetch`, resolved, joined with the name.
        public let url: String
        /// The `<project>` element.
        public let position: SourcePosition

        /// - Parameter implicitGroups: by default those that a project of that name and path has.
        public init(
            name: String,
            path: String,
            remote: Remote,
            revision: String,
            upstream: String? = nil,
            destBranch: String? = nil,
            groups: [String] = [],
            implicitGroups: [String]? = nil,
            url: String,
            position: SourcePosition
        ) {
            self.name = name
            self.path = path
            self.remote = remote
            self.revision = revision
            self.upstream = upstream
            self.destBranch = destBranch
            self.groups = groups
            self.implicitGroups = implicitGroups ?? ["all", "name:\(name)", "path:\(path)"]
            self.url = url
            self.position = position
        }

        /// The git remote's name in the checkout, as in `refs/remotes/<remoteName>/main`.
        public var remoteName: String { remote.alias ?? remote.name }
    }

    /// The effective projects, in the order in which they took effect. No two have the same path.
    public let projects: [Project]
    /// What was read, but most likely not meant. Always ``Diagnostic/Severity/warning``.
    public let warnings: [Diagnostic]

    public init(projects: [Project], warnings: [Diagnostic] = []) {
        self.projects = projects
        self.warnings = warnings
    }

    /// The projects of that name: none, one, or several at different paths.
    public func projects(named name: String) -> [Project] {
        projects.filter { $0.name == name }
    }
}
