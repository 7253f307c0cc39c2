import ArgumentParser
import Basics
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Shows the effective projects of a checkout.
struct InspectManifestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Show the projects of a checkout, with includes, local manifests and all changes in effect."
    )

    @Option(
        name: [.customShort("r"), .customLong("repo_root"), .customLong("repo-root")],
        help: ArgumentHelp(
            "The repo checkout: the folder that holds .repo (default: the nearest one upwards, else ..).",
            valueName: "dir"
        )
    )
    var repoRoot: String?

    @Option(
        help: ArgumentHelp(
            "Only the projects of these groups, as 'repo init -g' takes them (default: all projects).",
            valueName: "selection"
        )
    )
    var groups: String?

    @Option(help: "How the projects are shown.")
    var format = InspectFormat.table

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let manifest = try await load(session)
            for warning in manifest.warnings { session.console.note("\(warning)") }
            let projects = groups.map { manifest.projects(inGroups: $0, platform: Self.platform) } ?? manifest.projects
            switch format {
            case .table: session.console.out(lines: Self.table(projects))
            case .json: session.console.out(lines: try JSONText.encode(ManifestDocument(projects)))
            }
        }
    }

    private func load(_ session: Session) async throws(PipelineError) -> RepoManifest {
        let git = try? session.git()
        do throws(InputError) {
            return try await Workspace.loadManifest(
                repoRoot ?? TreeFinder.nearestRoot(of: .repo) ?? "..",
                git: git
            )
        } catch {
            throw .inputs(error)
        }
    }

    /// As `repo` calls the system.
    private static var platform: String {
        #if os(macOS)
            "darwin"
        #else
            "linux"
        #endif
    }

    static func table(_ projects: [RepoManifest.Project]) -> String {
        var table = TextTable(
            ["NAME", "PATH", "REMOTE", "REVISION", "URL", "UPSTREAM", "GROUPS"].map(TextTable.Column.left)
        )
        for project in projects {
            table.add([
                project.name, project.path, project.remoteName, project.revision, project.url, project.upstream,
                project.groups.joined(separator: ","),
            ])
        }
        return table.text
    }
}

/// The JSON of `inspect manifest`: docs/inspect.md.
struct ManifestDocument: Encodable {
    struct Project: Encodable {
        let name: String
        let path: String
        let remote: String
        let revision: String
        let url: String
        let upstream: String?
        let destBranch: String?
        let groups: [String]
        let implicitGroups: [String]
    }

    let version = 1
    let projects: [Project]

    init(_ projects: [RepoManifest.Project]) {
        self.projects = projects.map { project in
            Project(
                name: project.name,
                path: project.path,
                remote: project.remoteName,
                revision: project.revision,
                url: project.url,
                upstream: project.upstream,
                destBranch: project.destBranch,
                groups: project.groups,
                implicitGroups: project.implicitGroups
            )
        }
    }
}
