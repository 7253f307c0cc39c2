import ArgumentParser
import Foundation
import ManifestKit
import RebuildPlanning

/// What `--tree` takes.
enum TreeChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, repo, git, submodules, west, repos, table

    /// Nil for whatever is there.
    var kind: SourceTree.Kind? { SourceTree.Kind(rawValue: rawValue) }
}

/// Where the tree is, and of what kind: the same for every command that reads it.
struct TreeFlags: ParsableArguments {
    @Option(
        name: [.customShort("r", allowingJoined: true), .customLong("repo_root"), .customLong("repo-root")],
        help: ArgumentHelp(
            "The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).",
            valueName: "dir"
        ),
        completion: .directory
    )
    var repoRoot: String?

    @Option(help: "What kind of tree it is.")
    var tree = TreeChoice.auto

    @Option(
        help: ArgumentHelp(
            "What a single repository is compared with (default: what its branch follows, else HEAD).",
            valueName: "revision"
        )
    )
    var against: String?

    @Option(
        name: .customLong("tree-root"),
        help: ArgumentHelp(
            "Where the projects of a .repos file or a table lie, relative to that file.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var treeRoot: String?

    /// The root that is given or found.
    var root: String { repoRoot ?? TreeFinder.nearestRoot(of: tree.kind) ?? ".." }

    var options: TreeOptions {
        var options = TreeOptions(kind: tree.kind, against: against, folder: treeRoot)
        options.settings = WestSettings.files(environment: ProcessInfo.processInfo.environment)
        return options
    }
}
