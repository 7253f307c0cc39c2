/// The calls of git that tell how a tree of repositories is made up, as data.
enum TreeCommands {
    /// The branch that `HEAD` names; status 1 when it is detached.
    static var head: GitCommand {
        var command = GitCommand(["symbolic-ref", "--quiet", "HEAD"])
        command.answers = [0, 1]
        command.outputLimit = 64 * 1024
        return command
    }

    /// What a branch follows: the reference and the remote, each ended by a zero byte; nothing for a branch without a commit.
    static func upstream(of branch: String) -> GitCommand {
        var command = GitCommand(["for-each-ref", "--format=%(upstream)%00%(upstream:remotename)%00", branch])
        command.outputLimit = 64 * 1024
        return command
    }

    /// The settings of a checkout whose keys fit a regular expression; status 1 when there are none.
    static func settings(_ pattern: String) -> GitCommand {
        settings(GitCommand(["config", "-z", "--get-regexp", pattern]))
    }

    /// Those of one file.
    static func settings(_ pattern: String, file: [UInt8]) -> GitCommand {
        var command = GitCommand(["config", "-z", "-f"])
        command.arguments += [file, Array("--get-regexp".utf8), Array(pattern.utf8)]
        return settings(command)
    }

    private static func settings(_ command: GitCommand) -> GitCommand {
        var command = command
        command.answers = [0, 1]
        command.outputLimit = 16 * 1024 * 1024  // 5,000 submodules have 1 MiB
        return command
    }

    /// The paths of the index; those of a conflict occur several times.
    static var trackedPaths: GitCommand { GitCommand(["ls-files", "-z", "--full-name"]) }

    /// What a commit or tree holds.
    ///
    /// - Parameters:
    ///   - path: only the entry at that path, told as it is; nil: all.
    ///   - recursive: files and submodules in folders in place of the folders.
    static func list(_ revision: String, path: String? = nil, recursive: Bool = false) -> GitCommand {
        GitCommand(
            ["ls-tree", "-z", "--full-tree"] + (recursive ? ["-r"] : []) + [revision, "--"] + (path.map { [$0] } ?? [])
        )
    }

    /// The content of files, one behind the other.
    static func blobs(_ ids: [ObjectID]) -> GitCommand {
        GitCommand(["show", "--no-textconv"] + ids.map(\.description))
    }

    /// The content of a file.
    static func blob(_ id: ObjectID) -> GitCommand {
        var command = GitCommand(["cat-file", "blob", id.description])
        command.outputLimit = 8 * 1024 * 1024  // as much as an input file may have
        return command
    }
}
