import GitProbe
import ManifestKit
import RebuildPlanning
import TestSupport
import Testing

/// What the tools that own trees say of them, against what is read.
struct TreeOracleTests {
    @Test("west lists the same projects", TreeTool.west.trait)
    func west() async throws {
        var compared = 0
        for seed in 0..<UInt64(TreeTool.rounds) {
            let generator = WestGenerator(seed: seed)
            try await GitTree.with("mkdir ws") { tree async throws in
                for (path, text) in generator.files {
                    try await tree.sh("mkdir -p \"$(dirname '\(path)')\"; cat > '\(path)' <<'E'\n\(text)E", in: "ws")
                }
                for checkout in generator.checkouts {
                    try await tree.sh(
                        "git init -q; git add -A; git commit -qm x; git update-ref refs/heads/manifest-rev HEAD",
                        in: "ws/\(checkout)"
                    )
                }
                try tree.write("home/.westconfig", generator.userSettings)
                let command = [TreeTool.west.path, "list", "-f", "{name}|{path}|{url}|{revision}|{groups}"]
                let oracle = try await Program.run(command, in: "\(tree.root)/ws", environment: tree.environment)
                var options = tree.options("ws")
                options.tree.settings = WestSettings.files(environment: ["HOME": "\(tree.root)/home"])
                guard oracle.status == 0 else {
                    #expect(
                        try await !tree.problems("ws", options.tree).isEmpty,
                        "seed \(seed): west says \(oracle.error)"
                    )
                    return
                }
                compared += 1
                let read = try await Workspace.loadTree(options, git: tree.git)
                let lines = read.projects.dropFirst().map { project in
                    "\(project.name)|\(project.path)|\(project.url)|\(project.revision)|\(project.groups.joined(separator: ","))"
                }
                // The first is the manifest repository; west shows paths as they are written.
                let wanted = oracle.out.split(separator: "\n").dropFirst().map(Self.normal)
                #expect(lines == Array(wanted), "seed \(seed)")
            }
        }
        #expect(compared > TreeTool.rounds / 2)
    }

    /// A line of west's with its path normalised and its groups sorted, as ours are.
    private static func normal(_ line: Substring) -> String {
        var parts = line.replacing("m/../", with: "").split(separator: "|", omittingEmptySubsequences: false)
        if let groups = parts.popLast() {
            parts.append(groups.split(separator: ",").sorted().joined(separator: ",")[...])
        }
        return parts.joined(separator: "|")
    }

    @Test("what vcs imports is as the file wants it", TreeTool.vcs.trait)
    func vcs() async throws {
        let script = """
            for name in a b c d; do git init -q up/$name; (cd up/$name; printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile
                git add -A; git commit -qm $name; git tag v1; git tag -a v2 -m v2; git branch side); done
            mkdir ws; (echo repositories:; for entry in "a side" "x/b v1" "c v2" "d $(git -C up/d rev-parse HEAD)"; do
                set -- $entry; printf '  %s: {type: git, url: "file://%s/up/%s", version: "%s"}\\n' "$1" "$PWD" "${1##*/}" "$2"
            done) > ws/x.repos
            mkdir ws/src; '\(TreeTool.vcs.path)' import --input ws/x.repos ws/src
            """
        try await GitTree.with(script) { tree async throws in
            var options = tree.options("ws")
            options.tree.folder = "src"
            let read = try await Workspace.loadTree(options, git: tree.git)
            let states = await ProjectState.all(of: read, git: try tree.git, jobs: 2)
            #expect(
                states.map { "\($0.project.path) \($0.state)" } == [
                    "src/a clean", "src/x/b clean", "src/c clean", "src/d clean",
                ]
            )
            let exported = try await tree.sh("'\(TreeTool.vcs.path)' export --exact ws/src")
            for entry in states { #expect(exported.contains(entry.head?.description ?? "-")) }
        }
    }

    @Test("git lists the same submodules, nested ones too")
    func submodules() async throws {
        for seed in 0..<UInt64(min(TreeTool.rounds, 40)) {
            var random = SplitMix64(seed: seed)
            var script = "git init -q l0; git -C l0 commit -q --allow-empty -m x\n"
            for level in 1...3 {
                script += "git init -q l\(level); cd l\(level); git commit -q --allow-empty -m x\n"
                for number in 0..<(1 + random.below(3)) {
                    let inner = random.below(level)
                    script += "git submodule --quiet add --name n\(number) ../l\(inner) d\(number % 2)/m\(number)\n"
                }
                script += "git commit -qm modules; cd ..\n"
            }
            script += "git clone -q --recurse-submodules l3 work 2>/dev/null\n"
            if random.below(2) == 0 { script += "cd work; git submodule --quiet deinit -f d0/m0\n" }
            try await GitTree.with(script) { tree async throws in
                let oracle = try await tree.sh("git submodule status --recursive", in: "work")
                let wanted = oracle.split(separator: "\n").map { line in
                    line.drop { " -+".contains($0) }.split(separator: " ").prefix(2).joined(separator: " ")
                }
                let read = try await tree.read("work")
                #expect(read.projects.dropFirst().map { "\($0.revision) \($0.path)" } == wanted, "seed \(seed)")
            }
        }
    }

    @Test("a tree that is printed as a table reads the same")
    func table() async throws {
        let script = """
            mkdir -p ws/.repo; cat > ws/.repo/manifest.xml <<'E'
            <manifest>
              <remote name="o" alias="hub" fetch="https://u:p@h/" review="https://r/"/>
              <remote name="plain" fetch="https://h/"/>
              <default remote="o" revision="refs/heads/main"/>
              <project name="a" groups="y,x"/><project name="b" path="c" revision="v1"/>
              <project name="1.0" remote="plain" revision="\(String(repeating: "1", count: 40))" upstream="main"/>
            </manifest>
            E
            """
        try await GitTree.with(script) { tree async throws in
            let read = try await tree.read("ws")
            let text = try ProjectFile.text(of: read)
            try await tree.sh("mkdir again; cat > again/ib_projects.yml <<'E'\n\(text)E")
            let again = try await tree.read("again")
            func facts(_ tree: SourceTree) -> [[String]] {
                tree.projects.map {
                    [$0.name, $0.path, $0.vcsURL, $0.remote, $0.branch, $0.revisionCandidates[0]] + $0.groups
                }
            }
            #expect(facts(again) == facts(read))
        }
    }
}
