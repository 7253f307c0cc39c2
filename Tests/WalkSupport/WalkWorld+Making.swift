import Foundation
import TestSupport

extension WalkWorld {
    package static let configuration = """
        [user]
            name = Ada
            email = ada@example.org
        [init]
            defaultBranch = main
        [protocol "file"]
            allow = always
        [gc]
            auto = 0
        [advice]
            detachedHead = false
            addEmbeddedRepo = false
        [submodule]
            recurse = false

        """

    package static func manifest(_ projects: [Project]) -> String {
        let lines = projects.map { "<project name=\"\($0.name)\" path=\"\($0.path)\"/>" }
        return """
            <manifest>
              <remote name="o" fetch="https://git.example.org/"/>
              <default remote="o" revision="main"/>
              \(lines.joined(separator: "\n  "))
            </manifest>
            """
    }

    /// What every project begins with.
    private static let files = [
        "Dockerfile": "FROM scratch\nCOPY . /\n", "a.txt": "a\n", "b.log": "b\n", "a-b": "ab\n", "src/main.c": "main\n",
        "src/deep/x.c": "x\n", "lib/l.c": "l\n", "lib/m.c": "m\n",
        "img/Dockerfile": "FROM scratch\nCOPY . /img/\n", "img/f.txt": "f\n", "img/g.log": "g\n",
        "docker/Dockerfile.out": "FROM scratch\nCOPY f.txt /\n", "common/Dockerfile": "FROM scratch\nCOPY g.log /\n",
        ".gitignore": "*.o\n",
    ]

    package mutating func make(_ project: Project) async throws {
        let folder = disk(project)
        let origin = "\(root)/origins/\(project.name)"
        try FileManager.default.createDirectory(atPath: origin, withIntermediateDirectories: true)
        let format = project.kind == .sha256 ? ["--object-format=sha256"] : []
        try await git(["init", "--quiet"] + format, in: origin)
        for (path, text) in Self.files.sorted(by: { $0.key < $1.key }) {
            try write("origins/\(project.name)/\(path)", text)
        }
        try FileManager.default.createSymbolicLink(atPath: "\(origin)/cur", withDestinationPath: "img")
        try FileManager.default.createSymbolicLink(atPath: "\(origin)/img/link", withDestinationPath: "f.txt")
        try FileManager.default.createSymbolicLink(
            atPath: "\(origin)/docker/Dockerfile.link",
            withDestinationPath: "../common/Dockerfile"
        )
        if project.kind == .shallow { try await commit(in: origin) }
        try await git(["add", "--all"], in: origin)
        try await commit(in: origin)
        try await checkOut(project, origin: origin, at: folder)
        if let submodule = project.submodule { try await add(submodule, to: folder) }
        try await git(["update-ref", "refs/remotes/o/main", "HEAD"], in: folder)
    }

    private func checkOut(_ project: Project, origin: String, at folder: String) async throws {
        switch project.kind {
        case .plain, .sha256: try await git(["clone", "--quiet", origin, folder], in: root)
        case .shallow:
            try await git(["clone", "--quiet", "--depth", "1", "file://\(origin)", folder], in: root)
        case .worktree: try await git(["worktree", "add", "--quiet", "--detach", folder], in: origin)
        case .gitFile:
            try FileManager.default.createDirectory(atPath: "\(root)/stores", withIntermediateDirectories: true)
            try await git(
                ["clone", "--quiet", "--separate-git-dir", "\(root)/stores/\(project.name)", origin, folder],
                in: root
            )
        }
    }

    private mutating func add(_ submodule: String, to folder: String) async throws {
        let origin = "\(root)/origins/\(submodule)"
        try await git(["init", "--quiet", origin], in: root)
        for name in ["Dockerfile", "s.txt", "part/t.txt"] {
            try write("origins/\(submodule)/\(name)", name == "Dockerfile" ? "FROM scratch\nCOPY . /\n" : name)
        }
        try await git(["add", "--all"], in: origin)
        try await commit(in: origin)
        try await git(["submodule", "--quiet", "add", origin, submodule], in: folder)
        try await commit(in: folder)
    }
}
