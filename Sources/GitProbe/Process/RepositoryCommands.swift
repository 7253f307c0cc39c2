/// The calls of git that a probe makes, as data.
enum RepositoryCommands {
    /// What differs between `HEAD`, the index and the disk; what is untracked and what is ignored.
    ///
    /// Without renames, each side of one is told by itself, and no content is compared. Without ahead and behind, no history is walked.
    /// Of a submodule only its commit is compared here: its files are probed by a call of our own, instead of one that git would make.
    static func status(_ paths: [GitPath]) -> GitCommand {
        whole(
            GitCommand([
                "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignored=matching",
                "--no-renames", "--no-ahead-behind", "--ignore-submodules=dirty",
            ]),
            to: paths
        )
    }

    /// What differs between two commits (or trees).
    static func differences(from: ObjectID, to: ObjectID, paths: [GitPath]) -> GitCommand {
        whole(
            GitCommand([
                "diff-tree", "-r", "--raw", "-z", "--no-renames", "--ignore-submodules=none",
                from.description, to.description,
            ]),
            to: paths
        )
    }

    /// The index, for those of its forms that ``IndexFile`` does not read.
    static func tracked(_ paths: [GitPath]) -> GitCommand {
        whole(GitCommand(["ls-files", "--stage", "-v", "-z"]), to: paths)
    }

    /// The tracked files of which one of the attributes says anything, and perhaps the file of attributes at the top.
    ///
    /// Git judges attributes by memory beside the name where all pathspecs begin with one folder: 2.39 then leaves out a file in
    /// some two hundred calls, and takes another file's attributes for those of a positive pathspec. One pathspec more, at the top,
    /// leaves no folder to all of them.
    static func files(with attributes: [String], _ paths: [GitPath]) -> GitCommand {
        var command = GitCommand(["ls-files", "-z", "--"])
        command.readsPathspecs = true
        command.mustBeWhole = true
        if fits(paths) {
            let all = paths + (paths.isEmpty ? [] : [GitPath(GitPath.attributesName)])
            command.arguments += all.map { Array(":(top,literal)".utf8) + ($0.isTop ? [] : $0.bytes) }
        }
        let unspecified = attributes.map { "!" + $0 }.joined(separator: " ")
        command.arguments.append(Array(":(top,exclude,attr:\(unspecified))".utf8))
        return command
    }

    /// The files of a commit, each with the length of its blob.
    static func lengths(in commit: CommitID, _ paths: [GitPath]) -> GitCommand {
        whole(GitCommand(["ls-tree", "-r", "--long", "-z", "--full-tree", commit.description]), to: paths)
    }

    /// What one setting comes to in a checkout; status 1 when it is not set.
    static func effective(_ key: String) -> GitCommand {
        var command = GitCommand(["config", "-z", "--get", key])
        command.answers = [0, 1]
        command.outputLimit = 64 * 1024
        return command
    }

    /// All settings of filters in a scope, those of included files too; status 1 when there are none.
    static func filters(_ scope: [String]) -> GitCommand {
        var command = GitCommand(["config", "-z", "--includes"] + scope + ["--get-regexp", "^filter\\."])
        command.answers = [0, 1]
        command.outputLimit = 1024 * 1024
        return command
    }

    /// The folder that git takes for the top of the checkout.
    static var topLevel: GitCommand {
        var command = GitCommand(["rev-parse", "--show-toplevel"])
        command.outputLimit = 64 * 1024  // one path
        return command
    }

    /// The commit that `name` leads to; status 1 when there is none.
    static func commit(named name: String) -> GitCommand {
        var command = GitCommand(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
        command.answers = [0, 1]
        command.outputLimit = 4 * 1024  // one object id
        return command
    }

    /// The tags that lead to `commit`, a line each. `--points-at` costs a fraction of `%D`, which looks at every tag.
    static func tags(at commit: CommitID) -> GitCommand {
        GitCommand(["for-each-ref", "--points-at=\(commit)", "--format=%(refname:strip=2)", "refs/tags"])
    }

    /// The trees and committer dates of `commits`: a line `commit ID`, then a line with the tree and the date; those that are not there are
    /// left out.
    static func headCommits(_ commits: [CommitID], alsoIn objects: [UInt8]) -> GitCommand {
        var command = GitCommand(
            ["rev-list", "--no-walk=unsorted", "--ignore-missing", "--date=raw", "--format=%T %cd"]
                + commits.map(\.description)
        )
        if !objects.isEmpty {
            command.variables = [GitEnvironment.entry("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects)]
        }
        return command
    }

    /// One setting of one file; status 1 when it is not set.
    static func setting(_ key: String, file: [UInt8]) -> GitCommand {
        var command = GitCommand(["config", "-z", "-f"])
        command.arguments.append(file)
        command.arguments.append(contentsOf: [Array("--get".utf8), Array(key.utf8)])
        command.answers = [0, 1]
        command.outputLimit = 1024 * 1024  // a setting is a line
        return command
    }

    /// The most bytes of paths in one argument list. Linux takes 2 MiB and macOS 1 MiB, environment included; a longer list would cost more
    /// time to match than to look at the whole checkout.
    static let pathBytesLimit = 96 * 1024

    /// Whether `paths` can be put behind a command.
    static func fits(_ paths: [GitPath]) -> Bool {
        paths.reduce(into: 0) { $0 += $1.slice.count + 1 } <= pathBytesLimit
    }

    /// A command about paths whose answer counts only if git could look at all of them.
    private static func whole(_ command: GitCommand, to paths: [GitPath]) -> GitCommand {
        var command = limited(command, to: paths)
        command.mustBeWhole = true
        return command
    }

    /// Puts paths behind a command; none when there are too many, which asks about the whole checkout.
    private static func limited(_ command: GitCommand, to paths: [GitPath]) -> GitCommand {
        var command = command
        command.arguments.append(Array("--".utf8))
        if fits(paths) { command.arguments.append(contentsOf: paths.map(\.bytes)) }
        return command
    }
}
