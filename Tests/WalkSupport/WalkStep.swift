import Basics
import Foundation
package import TestSupport

/// What may happen to a tree, each to a checkout that chance picks.
package enum WalkStep: CaseIterable {
    case edit, editAgain, create, delete, rename, chmod, makePrivate, link, retarget, hardLink, touch
    case fileToFolder, folderToLink, emptyFolder, strangeNames
    case stageAll, stageOne, unstage, intentToAdd, commit, settle, settleAll, advance, goBack, reset
    case assumeUnchanged, skipWorktree, forgetFlags, sparse, conflict
    case ignoreByGit, ignoreByInfo, ignoreByUser, ignoreByDocker, ignoreBesideDockerfile, ignoreNothing
    case fileMode, ignoreCase, nestedRepository, editDockerfile, editBehind
    case attributes, autoCRLF, lineEnds, ownFilter, usersFilter
    case submoduleEdit, submoduleCommit, submoduleGone, submoduleBack

    private static let names = [
        "a.txt", "b.log", "a-b", "src/main.c", "src/deep/x.c", "src/new.o", "lib/l.c", "img/f.txt", "img/g.log",
        "img/h",
        "img/sub/i.o", "z", "apps/own.txt", "docker/note", "common/note", "target/classes/c",
    ]
    private static let patterns = [
        "*.log", "*.o", "/lib", "lib/", "img", "!img/f.txt", "**/x.c", "target/", "/src/deep", "!src/deep/x.c",
        "apps/inner",
        "Dockerfile", ".dockerignore", ".gitignore", "docker", "common/", "*", "!*.c", "!Dockerfile", "a*", "cur", "sm",
        "Dockerfile*", "tmp*", "f.txt", "h",
    ]

    /// Does it.
    ///
    /// - Returns: what was done, in words; nil where it could not be.
    package func run(_ world: inout WalkWorld, _ random: inout SplitMix64) async throws -> String? {
        let project = random.pick(world.projects)
        let folder = world.disk(project)
        let name = random.pick(Self.names)
        let path = "\(folder)/\(name)"
        let isThere = DiskPath.isFile(path) && !DiskPath.isLink(path)
        let told = "\(self) \(project.path)/\(name)"
        switch self {
        case .edit, .editAgain:
            // Of the same length in half of the cases: then the size tells nothing.
            guard isThere, let old = FileManager.default.contents(atPath: path) else { return nil }
            let same = random.below(2) == 0 && !old.isEmpty
            let text = same ? String(repeating: random.pick(["x", "y"]), count: old.count) : "\(random.below(9))\n"
            try world.write("\(project.path)/\(name)", text, age: random.below(30))
            return told
        case .create:
            guard !DiskPath.exists(path), !DiskPath.isLink(path), Self.canHold(path) else { return nil }
            try world.write("\(project.path)/\(name)", "new\n", age: random.below(30))
            return told
        case .delete:
            guard isThere else { return nil }
            try FileManager.default.removeItem(atPath: path)
            return told
        case .rename:
            let other = random.pick(Self.names)
            guard isThere, !DiskPath.exists("\(folder)/\(other)"), Self.canHold("\(folder)/\(other)") else {
                return nil
            }
            try world.write("\(project.path)/\(other)", "")
            try FileManager.default.removeItem(atPath: "\(folder)/\(other)")
            try FileManager.default.moveItem(atPath: path, toPath: "\(folder)/\(other)")
            return "\(told) to \(other)"
        case .chmod:
            guard isThere else { return nil }
            let isExecutable = FileManager.default.isExecutableFile(atPath: path)
            try Self.setMode(path, isExecutable ? 0o644 : 0o755)
            return told
        case .makePrivate:
            guard isThere else { return nil }
            let isExecutable = FileManager.default.isExecutableFile(atPath: path)
            try Self.setMode(path, isExecutable ? 0o700 : 0o600)
            return told
        case .link:
            guard isThere else { return nil }
            let target = random.pick(["a.txt", "../a.txt", "nowhere", "/etc/hosts", "."])
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            return "\(told) -> \(target)"
        case .retarget:
            let target = random.pick(["img", "src", "common", "lib/../img"])
            try? FileManager.default.removeItem(atPath: "\(folder)/cur")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/cur", withDestinationPath: target)
            return "\(self) \(project.path)/cur -> \(target)"
        case .hardLink:
            let other = "\(path).also"
            guard isThere, !DiskPath.exists(other) else { return nil }
            try FileManager.default.linkItem(atPath: path, toPath: other)
            return told
        case .touch:
            guard isThere else { return nil }
            try world.makeOld(path, age: random.below(30))
            return told
        case .fileToFolder:
            guard isThere else { return nil }
            try FileManager.default.removeItem(atPath: path)
            try world.write("\(project.path)/\(name)/inside", "inside\n")
            return told
        case .folderToLink:
            let name = random.pick(["lib", "src/deep", "common"])
            guard DiskPath.isFolder("\(folder)/\(name)") else { return nil }
            let target = random.pick(["img", "../img", "/etc"])
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: target)
            return "\(self) \(project.path)/\(name) -> \(target)"
        case .emptyFolder:
            try? FileManager.default.createDirectory(
                atPath: "\(folder)/empty/within",
                withIntermediateDirectories: true
            )
            return "\(self) \(project.path)"
        case .strangeNames:
            let name = random.pick(["-dash", " blank ", "ü", "quote\"d", "a\\b", "[a]", "star*", "new\nline", "A.txt"])
            try world.write("\(project.path)/img/\(name)", "strange\n")
            return "\(self) \(project.path)/img/\(name)"
        case .editDockerfile:
            let name = random.pick(["Dockerfile", "img/Dockerfile", "docker/Dockerfile.out", "common/Dockerfile"])
            guard DiskPath.isFolder((("\(folder)/\(name)") as NSString).deletingLastPathComponent) else { return nil }
            try world.write("\(project.path)/\(name)", "FROM scratch\n# \(random.below(3))\nCOPY . /\n")
            return "\(self) \(project.path)/\(name)"
        case .editBehind:
            guard DiskPath.isFolder("\(folder)/cur/") else { return nil }
            try world.write("\(project.path)/cur/f.txt", "behind \(random.below(3))\n")
            return "\(self) \(project.path)/cur/f.txt"
        case .lineEnds:
            guard isThere, let old = FileManager.default.contents(atPath: path) else { return nil }
            let lines = String(decoding: old, as: UTF8.self)
            let text =
                lines.contains("\r\n") ? lines.replacing("\r\n", with: "\n") : lines.replacing("\n", with: "\r\n")
            try world.write("\(project.path)/\(name)", text, age: random.below(30))
            return told
        default: return try await runGit(&world, &random, project, name)
        }
    }

    package static func randomPatterns(_ random: inout SplitMix64) -> String {
        (0..<(1 + random.below(3))).map { _ in random.pick(patterns) + "\n" }.joined()
    }

    private static func setMode(_ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Whether every folder above a path is one, or can be made.
    private static func canHold(_ path: String) -> Bool {
        var folder = (path as NSString).deletingLastPathComponent
        while !DiskPath.exists(folder), !DiskPath.isLink(folder) {
            folder = (folder as NSString).deletingLastPathComponent
        }
        return DiskPath.isFolder(folder) && !DiskPath.isLink(folder)
    }
}
