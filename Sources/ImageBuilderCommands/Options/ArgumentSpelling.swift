/// Long options of the main job as Python's argparse takes them, which the first program used: any beginning that fits one
/// option only is that option.
enum ArgumentSpelling {
    /// The main job's long options; those of one option on one line, the first of which stands for an abbreviation.
    static let longNames = [
        ["actions_taken", "actions-taken"], ["against"], ["branch-tags"], ["build"], ["build-arg"],
        ["build_log_dir", "build-log-dir"], ["build_tag", "build-tag"], ["builder"], ["cache-from"], ["color"],
        ["container_list", "container-list"], ["context-times"], ["dry_run", "dry-run"], ["engine-wait"], ["fail-fast"],
        ["filter_images", "filter-images"], ["force"], ["git-jobs"], ["graph"], ["help"], ["hermetic"], ["identity"],
        ["idle-timeout"], ["jobs"], ["network"], ["no-config"], ["offline"], ["plan"], ["platform"], ["progress"],
        ["pull"],
        ["pull-jobs"], ["pull-policy"], ["quiet"], ["registry"], ["registry-errors"], ["repo_root", "repo-root"],
        ["resume"],
        ["retries"], ["secret"],
        ["ssh"], ["stale-base"], ["summary-file"], ["target"], ["timeout"], ["tree"], ["tree-root"],
        ["verbosity", "verbose"],
        ["version"],
    ]

    /// The arguments with every abbreviation written out. Those of other commands stay as they are.
    ///
    /// - Parameter subcommands: the names of the other commands: an invocation that begins with one is theirs.
    static func expanded(_ arguments: [String], subcommands: Set<String>) throws(UsageError) -> [String] {
        guard let first = arguments.first, !subcommands.contains(first) else { return arguments }
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var expanded: [String] = []
        for argument in arguments[..<end] { expanded.append(try self.expanded(argument)) }
        return expanded + arguments[end...]
    }

    private static func expanded(_ argument: String) throws(UsageError) -> String {
        guard argument.hasPrefix("--") else { return argument }
        let name = argument.dropFirst(2).prefix { $0 != "=" }
        let value = argument.dropFirst(2 + name.count)
        if longNames.contains(where: { $0.contains(String(name)) }) { return argument }
        let fitting = longNames.filter { names in names.contains { $0.hasPrefix(name) } }
        if fitting.count > 1 {
            let names = fitting.map { "--\($0[0])" }
            throw UsageError(
                "--\(name) could be \(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1])"
            )
        }
        // What fits none is refused by the parser, with a suggestion.
        guard let only = fitting.first else { return argument }
        return "--\(only[0])\(value)"
    }
}
