import ManifestKit
import RebuildPlanning
import Testing

/// West workspaces: contract, 1.1.
struct WestTreeTests {
    /// A manifest repository `app`, and the project `fw` that it imports from, whose manifest has `lib` below `modules`.
    private static let workspace = """
        mkdir -p ws/.west; printf '[manifest]\npath = app\nfile = west.yml\n' > ws/.west/config; cd ws
        commit() { git -C "$1" init -q; git -C "$1" add -A; git -C "$1" commit -q --allow-empty -m "$1"; }
        noted() { commit "$1"; git -C "$1" update-ref refs/heads/manifest-rev HEAD; git -C "$1" checkout -q --detach; }
        mkdir -p app deps/fw deps/modules/lib
        cat > app/west.yml <<'E'
        manifest:
          defaults: {remote: up, revision: v1}
          remotes: [{name: up, url-base: "https://h/team"}]
          projects:
            - name: fw
              path: fw
              import: {path-prefix: deps}
            - {name: tool, url: "https://h/tool", groups: [optional]}
          group-filter: [-optional]
        E
        cat > deps/fw/west.yml <<'E'
        manifest:
          projects:
            - {name: lib, url: "https://h/lib", path: modules/lib, revision: main}
        E
        printf 'FROM scratch\nCOPY . /\n' | tee app/Dockerfile > deps/modules/lib/Dockerfile
        printf 'docker_build_tag: t\nbuildable_images:\n  - {name: lab/app, repo: manifest}\n  - {name: lab/lib, repo: lib}\n' > images.yml
        commit app; noted deps/fw; noted deps/modules/lib
        """

    @Test("imports move projects, and inactive ones are absent")
    func projects() async throws {
        try await GitTree.with(Self.workspace) { tree async throws in
            let read = try await tree.read("ws")
            #expect(
                read.projects.map { "\($0.name) \($0.path) \($0.url) \($0.remote)/\($0.branch)" } == [
                    "manifest app  origin/main", "fw deps/fw https://h/team/fw up/v1",
                    "lib deps/modules/lib https://h/lib origin/main",
                ]
            )
        }
    }

    @Test(
        "a project is clean where it is as manifest-rev has it",
        arguments: [
            ("true", "clean", "clean"),
            ("echo more > deps/modules/lib/new", "clean", "modified"),
            ("cd deps/modules/lib; echo m > new; git add new; git commit -qm more", "clean", "diverged"),
            ("git -C deps/modules/lib update-ref -d refs/heads/manifest-rev", "clean", "unknown"),
            ("echo '#' >> app/west.yml", "modified", "clean"),
        ]
    )
    func states(_ edit: String, _ app: String, _ lib: String) async throws {
        try await GitTree.with(Self.workspace + "\n\(edit)") { tree async throws in
            #expect(try await tree.states("ws") == ["lab/app: \(app)", "lab/lib: \(lib)"])
        }
    }

    @Test(
        "the project filter of the user or the system counts where the workspace has none, and nothing else of theirs does",
        arguments: [
            ("", "", "", true), ("-fw", "", "", false), ("", "-fw", "", false), ("+fw", "-fw", "", true),
            ("-fw", "", "+x", true), ("", "", "-fw", false),
        ]
    )
    func outerSettings(_ user: String, _ system: String, _ own: String, _ isActive: Bool) async throws {
        func file(_ filter: String) -> String {
            "[manifest]\npath = elsewhere\ngroup-filter = -all\n"
                + (filter.isEmpty ? "" : "project-filter = \(filter)\n")
        }
        let edit = own.isEmpty ? "" : "\nprintf 'project-filter = \(own)\\n' >> .west/config"
        try await GitTree.with(Self.workspace + edit) { tree async throws in
            try tree.write("home/.westconfig", file(user))
            try tree.write("system", file(system))
            var options = tree.options("ws")
            let environment = ["HOME": "\(tree.root)/home", "WEST_CONFIG_SYSTEM": "\(tree.root)/system"]
            options.tree.settings = WestSettings.files(environment: environment)
            let read = try await Workspace.loadTree(options, git: tree.git)
            #expect(read.projects.contains { $0.name == "fw" } == isActive)
        }
    }

    @Test(
        "where west has the settings of the user and of the system",
        arguments: [
            (["HOME": "/h"], ["/h/.westconfig", "/etc/westconfig"]),
            (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], ["/x/west/config", "/etc/westconfig"]),
            (["HOME": "/h", "XDG_CONFIG_HOME": "/x", "WEST_CONFIG_GLOBAL": "/g"], ["/g", "/etc/westconfig"]),
            (["WEST_CONFIG_SYSTEM": "/s"], ["/s"]),
        ] as [([String: String], [String])]
    )
    func settingsFiles(_ environment: [String: String], _ files: [String]) {
        #expect(WestSettings.files(environment: environment) == files)
    }

    @Test(
        "what cannot be resolved is told",
        arguments: [
            (
                "rm -rf deps/fw",
                "ws/deps/fw: error: project 'fw' was never updated, and the manifest imports west.yml of it (run 'west update')"
            ),
            (
                "git -C deps/fw update-ref -d refs/heads/manifest-rev",
                "ws/deps/fw: error: project 'fw' was never updated, and the manifest imports west.yml of it (run 'west update')"
            ),
            (
                "sed -i 's/path-prefix: deps/file: other.yml, path-prefix: deps/' app/west.yml",
                "ws/deps/fw: error: manifest-rev has no other.yml, which the manifest imports (run 'west update')"
            ),
            (
                "printf 'manifest:\\n  self: {import: own.yml}\\n' | tee app/west.yml > app/own.yml",
                "ws/app/own.yml: error: the manifest imports itself: ws/app/west.yml, ws/app/own.yml, ws/app/own.yml"
            ),
            (
                "printf 'manifest:\\n  projects:\\n    - {name: x, url: u, path: ../x}\\n' > app/west.yml",
                "ws/app/west.yml:3:7: error: project \"x\" leaves the workspace: \"../x\""
            ),
            (
                "printf 'manifest:\\n  projects:\\n    - {name: x, url: u}\\n    - {name: y, url: u, path: x}\\n' > app/west.yml",
                "ws/app/west.yml:4:7: error: projects \"x\" (ws/app/west.yml:3:7) and \"y\" both want the folder \"x\""
            ),
            (
                "printf 'manifest:\\n  projects:\\n    - {name: x, remote: gone}\\n' > app/west.yml",
                "ws/app/west.yml:3:7: error: remote \"gone\" of project \"x\" is not defined"
            ),
            (
                "printf '[manifest]\\nfile = x\\n' > .west/config",
                "ws/.west/config: error: the configuration of west has no manifest.path (run 'west init')"
            ),
        ]
    )
    func problems(_ edit: String, _ problem: String) async throws {
        try await GitTree.with(Self.workspace + "\n\(edit)") { tree async throws in
            #expect(try await tree.problems("ws") == [problem])
        }
    }
}
