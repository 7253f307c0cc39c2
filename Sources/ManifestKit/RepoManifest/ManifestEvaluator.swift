/// Turns the spliced elements of a manifest into its effective projects.
///
/// Remotes, the defaults and submanifests are collected first, wherever they stand; projects and what changes them
/// then take effect in document order (git-repo's `_ParseManifest`). Evaluation goes on after a problem, so that one
/// run reports them all.
struct ManifestEvaluator {
    struct Defaults: Equatable {
        var remote: String?
        var revision: String?
        var destBranch: String?
        var upstream: String?
        /// Attributes that change nothing here, but count when two `<default>`s are compared.
        var others: [String] = []
    }

    struct RemoteEntry: Equatable {
        var remote: RepoManifest.Remote
        /// `name=value (keep)` of each, sorted.
        var annotations: [String]
        /// The URL prefix of its projects.
        var resolvedFetch: String
    }

    /// A project while later elements may still change it.
    struct ProjectRecord {
        let name: String
        var path: String
        var remote: RemoteEntry
        var revision: String
        var upstream: String?
        var destBranch: String?
        var groups: Set<String>
        let implicitGroups: [String]
        let position: SourcePosition
        var url: String
    }

    /// The manifest's main file, for messages about the manifest as a whole.
    let file: String
    let manifestURL: String?
    var log: DiagnosticLog

    var remotes: [String: RemoteEntry] = [:]
    var defaults = Defaults()
    private var defaultsPosition: SourcePosition?
    var submanifests: [Submanifest] = []

    /// Every project ever added; ``table`` says which are in effect.
    var records: [ProjectRecord] = []
    var table = ProjectTable()
    /// Patches whose `base-rev` is not the revision they found.
    var staleBases: [(position: SourcePosition, message: String)] = []

    private var notice: SourcePosition?
    private var manifestServer: SourcePosition?
    private var superproject: SourcePosition?
    var hooks: (project: String, position: SourcePosition)?

    init(file: String, manifestURL: String?, log: DiagnosticLog) {
        self.file = file
        self.manifestURL = manifestURL
        self.log = log
    }

    mutating func evaluate(_ elements: [MarkupElement]) {
        for element in elements where element.name == "remote" { readRemote(element) }
        for element in elements where element.name == "default" { readDefault(element) }
        for element in elements where element.name == "submanifest" { readSubmanifest(element) }
        for element in elements { readSingle(element) }
        for element in elements {
            switch element.name {
            case "project": readProject(element, parent: nil)
            case "extend-project": extendProject(element)
            case "remove-project": removeProject(element)
            case "repo-hooks": readHooks(element)
            case "superproject": readSuperproject(element)
            case "contactinfo": _ = required("bugurl", of: element)
            default: break  // git-repo ignores elements that it does not know
            }
        }
        finish()
    }

    /// Elements of which there may be one, and which say nothing about projects.
    private mutating func readSingle(_ element: MarkupElement) {
        switch element.name {
        case "notice":
            if let first = notice {
                duplicate(element, of: first)
            } else if !element.hasContent {
                log.add(.emptyElement, at: element.position, "<notice> has no text")
            }
            notice = notice ?? element.position
        case "manifest-server":
            _ = required("url", of: element)
            if let first = manifestServer { duplicate(element, of: first) }
            manifestServer = manifestServer ?? element.position
        default: break
        }
    }

    private mutating func readDefault(_ element: MarkupElement) {
        var new = Defaults(
            remote: knownRemote(of: element)?.remote.name,
            revision: element["revision"],
            destBranch: element["dest-branch"],
            upstream: element["upstream"]
        )
        let numbers = ["sync-j", "sync-j-max"].map { positiveNumber($0, of: element) ?? "" }
        let switches = [("sync-c", false), ("sync-s", false), ("sync-tags", true)]
        new.others = numbers + switches.map { String(flag($0.0, of: element) ?? $0.1) }
        guard let first = defaultsPosition else {
            defaults = new
            defaultsPosition = element.position
            return
        }
        // A second one must repeat the first or be quite empty.
        let isEmpty = element.attributes.isEmpty && !element.hasContent
        if !isEmpty, new != defaults { duplicate(element, of: first) }
    }

    private mutating func readHooks(_ element: MarkupElement) {
        if let first = hooks { duplicate(element, of: first.position) }
        guard let project = required("in-project", of: element), required("enabled-list", of: element) != nil else {
            return
        }
        hooks = hooks ?? (project, element.position(of: "in-project"))
    }

    private mutating func readSuperproject(_ element: MarkupElement) {
        guard let name = required("name", of: element) else { return }
        if let first = superproject { duplicate(element, of: first) }
        superproject = superproject ?? element.position
        guard let remote = remote(of: element, for: "superproject \(name.quoted)") else { return }
        if element["revision"] ?? remote.remote.revision ?? defaults.revision == nil {
            log.add(.noRevision, at: element.position, "superproject \(name.quoted) has no revision")
        }
    }

    private mutating func finish() {
        for stale in staleBases {
            log.add(
                .staleBase,
                at: stale.position,
                stale.message,
                hint: "check the patch against the project's new revision, then update base-rev"
            )
        }
        if let hooks {
            let count = table.indices(named: hooks.project).count
            if count != 1 {
                let reason = count == 0 ? "is not in the manifest" : "is checked out at \(count) paths"
                log.add(.badHooks, at: hooks.position, "project \(hooks.project.quoted) of <repo-hooks> \(reason)")
            }
        }
    }

    private mutating func duplicate(_ element: MarkupElement, of first: SourcePosition) {
        log.add(.duplicateElement, at: element.position, "a second <\(element.name)>; the first is at \(first)")
    }

    /// The effective projects, below `prefix`.
    func projects() -> [RepoManifest.Project] {
        table.inOrder.map { index in
            let record = records[index]
            return RepoManifest.Project(
                name: record.name,
                path: record.path,
                remote: record.remote.remote,
                revision: record.revision,
                upstream: record.upstream,
                destBranch: record.destBranch,
                groups: record.groups.subtracting(record.implicitGroups).sorted(),
                implicitGroups: record.implicitGroups,
                url: record.url,
                position: record.position
            )
        }
    }
}
