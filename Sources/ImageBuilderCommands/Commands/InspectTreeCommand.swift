import ArgumentParser
import Basics
import GitProbe
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Shows the projects of a tree of any kind, and what git says of each.
struct InspectTreeCommand: AsyncParsableCommand {
    /// How the tree is shown.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, yaml
    }

    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Show the projects of the tree, and what git says of each.",
        discussion: """
            A project is clean (as the tree wants it), diverged (committed otherwise), modified, unknown or missing. YAML is \
            a table of projects that --tree table reads; it says nothing of states.
            """
    )

    @OptionGroup(title: "Inputs") var tree: TreeFlags

    @Option(help: "How the projects are shown.")
    var format = Format.table

    @OptionGroup(title: "Inputs") var gitOptions: GitOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let session = Session(output)
        try await session.run {
            var options = WorkspaceOptions()
            options.repoRoot = tree.root
            options.tree = tree.options
            let git = try session.git()
            let read = try await Workspace.loadTree(options, git: git)
            session.console.note(Session.description(of: read), from: .info)
            for warning in read.warnings { session.console.note("\(warning)") }
            switch format {
            case .yaml: session.console.out(lines: try ProjectFile.text(of: read))
            case .table:
                let states = await ProjectState.all(of: read, git: git, jobs: gitOptions.jobs)
                session.console.out(lines: Self.table(states))
            case .json:
                let states = await ProjectState.all(of: read, git: git, jobs: gitOptions.jobs)
                session.console.out(lines: try JSONText.encode(TreeDocument(read, states)))
            }
        }
    }

    static func table(_ states: [ProjectState]) -> String {
        var table = TextTable(
            ["NAME", "PATH", "STATE", "REVISION", "HEAD", "URL", "GROUPS"].map(TextTable.Column.left)
        )
        for entry in states {
            let project = entry.project
            table.add([
                project.name, project.path, entry.state.rawValue, project.revision,
                entry.head.map { String("\($0)".prefix(12)) }, RemoteURL.withoutCredentials(project.url),
                project.groups.joined(separator: ","),
            ])
        }
        return table.text
    }
}

/// The JSON of `inspect tree`: docs/inspect.md.
struct TreeDocument: Encodable {
    struct Project: Encodable {
        let name: String
        let path: String
        let url: String
        let remote: String
        let revision: String
        let branch: String
        let groups: [String]
        let state: String
        let head: String?
        let message: String?
    }

    let version = 1
    let kind: String
    let origin: String
    let projects: [Project]

    init(_ tree: SourceTree, _ states: [ProjectState]) {
        kind = tree.kind.rawValue
        origin = tree.origin
        projects = states.map { entry in
            Project(
                name: entry.project.name,
                path: entry.project.path,
                url: RemoteURL.withoutCredentials(entry.project.url),
                remote: entry.project.remote,
                revision: entry.project.revision,
                branch: entry.project.branch,
                groups: entry.project.groups,
                state: entry.state.rawValue,
                head: entry.head?.description,
                message: entry.message
            )
        }
    }
}
