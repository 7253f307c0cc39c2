import Foundation
import GitProbe
import ManifestKit
import RebuildPlanning
import TestSupport

/// A small repo checkout in a folder of a test's own: two projects under git, three images, nothing wrong with it.
struct CheckTree {
    let root: String

    /// What the label scheme demands, as a Dockerfile declares it.
    static func labels(components: [String] = []) -> String {
        let own = ["name", "version", "vcs-url", "vcs-ref", "build-date"].map { "org.label-schema.\($0)" }
        let others = components.flatMap { repository in
            ["version", "vcs-url", "vcs-ref"].map { "org.opencord.component.\(repository).\($0)" }
        }
        return (own + others).map { label in
            let argument = label.replacing(".", with: "_").replacing("-", with: "_")
            return "ARG \(argument)=unknown\nLABEL \(label)=$\(argument)\n"
        }.joined()
    }

    static let manifest = """
        <manifest>
          <remote name="origin" fetch="https://git.example.org/"/>
          <default remote="origin" revision="master"/>
          <project name="app"/>
          <project name="lib"/>
        </manifest>
        """

    static let list = """
        docker_build_tag: candidate
        pull_only_images:
          - "redis:3.2"
        buildable_images:
          - name: lab/base
            repo: lib
            path: base
          - name: lab/app
            repo: app
        """

    static let baseline = [
        ".repo/manifest.xml": manifest,
        "images.yml": list,
        "lib/base/Dockerfile": "FROM debian:12\n" + labels(),
        "app/Dockerfile": "FROM lab/base:candidate\n" + labels(components: ["lib"]),
        "app/main.sh": "true\n",
    ]

    /// Lays the baseline out with `files` in place of some, or beside them; an empty text stands for no file. The
    /// projects are put under git as `repo sync` leaves them; then `script` is run in the checkout's root.
    static func withTree<Value>(
        _ files: [String: String] = [:],
        script: String = "",
        _ body: (CheckTree) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (path, text) in baseline.merging(files, uniquingKeysWith: { _, new in new }) where !text.isEmpty {
            try folder.write(path, text)
        }
        let tree = CheckTree(root: folder.root)
        try await tree.sh(
            """
            for project in app lib; do (
                cd $project; git init -q; git add --all; git commit -qm first
                git update-ref refs/remotes/origin/master HEAD
            ) done
            """ + "\n" + script
        )
        return try await body(tree)
    }

    var environment: [String: String] {
        [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": root,
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_CONFIG_NOSYSTEM": "1",
        ]
    }

    /// Checks the tree.
    func check(
        git: Bool = true,
        _ change: (inout WorkspaceOptions) -> Void = { _ in }
    ) async throws -> CheckReport {
        var options = WorkspaceOptions()
        options.repoRoot = root
        options.imageList = "\(root)/images.yml"
        change(&options)
        if let whitelist = options.whitelist { options.whitelist = "\(root)/\(whitelist)" }
        let probe = git ? try GitProbe.locate(environment: environment) : nil
        return await TreeCheck(options, git: probe, jobs: 2).run()
    }

    /// A text with paths as seen from the root.
    func relative(_ text: String) -> String {
        text.replacing(root + "/", with: "")
    }

    private func sh(_ script: String) async throws {
        try await Program.output(["/bin/sh", "-euc", script], in: root, environment: environment)
    }
}
