import Foundation
import GitProbe
import ImageGraph
import ManifestKit
import RebuildPlanning
import Testing

/// What two states of a tree make differently, in trees where one thing changes.
struct TreeComparisonTests {
    /// base ← app ← leaf; lone copies a folder of its own.
    private static let script = """
        mkdir shop; cd shop; git init -q; mkdir base app leaf lone
        printf 'FROM debian:12\\nCOPY . /\\n' > base/Dockerfile; echo b > base/b
        printf 'FROM lab/base:candidate\\nARG MODE\\nCOPY src /\\n' > app/Dockerfile; mkdir app/src; echo a > app/src/a
        printf 'FROM lab/app:candidate\\n' > leaf/Dockerfile; printf 'FROM scratch\\nCOPY . /\\n' > lone/Dockerfile
        printf '*.md\\n' > app/.dockerignore; echo doc > app/README.md
        cat > images.yml <<'END'
        docker_build_tag: candidate
        buildable_images:
          - {name: lab/base, path: base}
          - {name: lab/app, path: app}
          - {name: lab/leaf, path: leaf}
          - {name: lab/lone, path: lone}
        END
        git add -A; git commit -qm first; git tag before
        """

    /// Makes a change, commits it, and compares.
    private func compare(
        _ change: String,
        from: String = "before",
        to: String = "HEAD"
    ) async throws -> TreeComparison {
        try await GitTree.with(Self.script + "\n\(change)\ngit add -A; git commit -q --allow-empty -m second") { tree in
            try await TreeComparison.compare(
                from: TreeState(from),
                to: TreeState(to),
                tree.options("shop"),
                git: tree.git,
                scratch: tree.root,
                jobs: 2
            )
        }
    }

    private func told(_ comparison: TreeComparison) -> [String] {
        comparison.images.filter { $0.verdict != .unaffected }.map { image in
            let why = image.reasons.first.map { ": \($0)" } ?? ""
            return "\(image.key) \(image.verdict.rawValue) \(image.distance.map(String.init) ?? "-")\(why)"
        }
    }

    @Test(
        "what a change affects, why, and at which distance",
        arguments: [
            ("true", []), ("echo more >> app/README.md; echo x > loose", []),
            ("echo x >> lone/new", ["lab/lone affected 0: file new: added"]),
            (
                "echo x >> app/src/a",
                ["lab/app affected 0: file src/a: changed", "lab/leaf affected 1: parent lab/app: has other inputs"]
            ),
            (
                "chmod +x base/b",
                [
                    "lab/base affected 0: file b: mode 100644 is now 100755",
                    "lab/app affected 1: parent lab/base: has other inputs",
                    "lab/leaf affected 2: parent lab/app: has other inputs",
                ]
            ),
            (
                "git rm -q app/.dockerignore",
                [
                    "lab/app affected 0: file .dockerignore: removed",
                    "lab/leaf affected 1: parent lab/app: has other inputs",
                ]
            ),
            (
                "sed -i 's/debian:12/debian:13/' base/Dockerfile",
                [
                    "lab/base affected 0: Dockerfile: changed", "lab/app affected 1: parent lab/base: has other inputs",
                    "lab/leaf affected 2: parent lab/app: has other inputs",
                ]
            ),
            (
                "sed -i 's/path: lone}/path: lone, target: x}/; s/lab.leaf/lab\\/twig/' images.yml; sed -i 's/scratch/scratch AS x/' lone/Dockerfile",
                [
                    "lab/lone affected 0: Dockerfile: changed", "lab/twig added 0", "lab/leaf removed -",
                ]
            ),
            (
                "sed -i 's/path: app}/path: app, build_args: {MODE: fast, NONE: x}}/' images.yml",
                [
                    "lab/app affected 0: build argument MODE: added",
                    "lab/leaf affected 1: parent lab/app: has other inputs",
                ]
            ),
        ] as [(String, [String])]
    )
    func changes(_ change: String, _ expected: [String]) async throws {
        let comparison = try await compare(change)
        #expect(told(comparison) == expected)
    }

    @Test("the tree on disk is a state like any other, with what is not committed")
    func disk() async throws {
        let comparison = try await compare("git add -A; git commit -q --allow-empty -m x; echo x > lone/new", to: ".")
        #expect(told(comparison) == ["lab/lone affected 0: file new: added"])
        #expect(comparison.from.commits.count == 1 && comparison.to.commits.isEmpty)
    }

    @Test("a state's digests are those of a plan of its checkout")
    func digests() async throws {
        try await GitTree.with(Self.script) { tree in
            let comparison = try await TreeComparison.compare(
                from: .revision("before"),
                to: .disk,
                tree.options("shop"),
                git: tree.git,
                scratch: tree.root
            )
            #expect(comparison.images.count == 4)
            for image in comparison.images { #expect(image.from != nil && image.from == image.to, "\(image.key)") }
            // What was laid out is gone.
            let names = try FileManager.default.contentsOfDirectory(atPath: tree.root).sorted()
            #expect(names == ["home", "shop"])
        }
    }

    @Test(
        "a state that cannot be told is an error that names it",
        arguments: [
            ("nowhere", "HEAD", "shop: error: .: has no commit nowhere (run 'git -C shop fetch')"),
            ("before", "broken", "broken:base/Dockerfile:1: error: unknown instruction FRMO (did you mean 'FROM'?)"),
            ("before", "listless", "listless:images.yml: error: the commit does not have it, which is the image list"),
        ]
    )
    func refused(_ from: String, _ to: String, _ message: String) async throws {
        let change = """
            sed -i 's/FROM/FRMO/' base/Dockerfile; git commit -qam broken; git tag broken; git reset -q --hard HEAD~1
            git rm -q images.yml; git commit -qm listless; git tag listless; git reset -q --hard HEAD~1
            """
        do {
            let comparison = try await compare(change, from: from, to: to)
            // A broken Dockerfile leaves the other images told.
            let problems = comparison.to.problems.map { "\(to):\($0)" }
            #expect(problems.contains { $0.hasPrefix(message.prefix { $0 != "(" }.dropLast()) }, "\(problems)")
            #expect(comparison.images.first { $0.key == ImageKey("lab/lone") }?.verdict == .unaffected)
            #expect(
                comparison.images.filter { $0.verdict == .unknown }.map(\.key.name) == [
                    "lab/base", "lab/app", "lab/leaf",
                ]
            )
        } catch let error as InputError {
            let told = error.diagnostics.map { "\($0)".replacing(/\S*\/shop/, with: "shop") }
            #expect(told == [message])
        }
    }

    @Test("submodules, nested ones too, are read at the commits that the state records")
    func submodules() async throws {
        let script = """
            git init -q deep; echo d > deep/d; git -C deep add -A; git -C deep commit -qm d
            git init -q mid; printf 'FROM scratch\\nCOPY . /\\n' > mid/Dockerfile; git -C mid add -A; git -C mid commit -qm m
            git -C mid submodule --quiet add ../deep in; git -C mid commit -qm in
            git init -q top; cd top; printf 'FROM scratch\\nCOPY . /\\n' > Dockerfile; mkdir own; cp Dockerfile own
            git submodule --quiet add ../mid sub
            printf 'docker_build_tag: c\\nbuildable_images:\\n  - {name: all, repo: top}\\n  - {name: mid, repo: sub}\\n' > images.yml
            printf '  - {name: own, repo: top, path: own}\\n' >> images.yml
            git add -A; git commit -qm one; git tag one; git submodule --quiet update --init --recursive
            echo more > sub/in/d; git -C sub/in commit -qam more; git -C sub commit -qam more; git commit -qam two; git tag two
            """
        try await GitTree.with(script) { tree in
            func compare(_ from: String, _ to: String) async throws -> TreeComparison {
                try await TreeComparison.compare(
                    from: TreeState(from),
                    to: TreeState(to),
                    tree.options("top"),
                    git: tree.git,
                    scratch: tree.root
                )
            }
            let told = try await compare("one", "two")
            #expect(
                self.told(told) == ["all affected 0: file sub/in/d: changed", "mid affected 0: file in/d: changed"]
            )
            #expect(told.from.commits.keys.sorted() == [".", "sub", "sub/in"])
            let disk = try await compare("two", ".")
            #expect(disk.images.map(\.verdict) == [.unaffected, .unaffected, .unaffected], "\(disk.images)")
        }
    }

    @Test("what is not here is unknown, counts as affected, and says what to fetch; nothing is fetched")
    func partial() async throws {
        let script =
            Self.script + """

                echo x > lone/new; git add -A; git commit -qm second; git config uploadpack.allowFilter true; cd ..
                git clone -q --depth 1 "file://$PWD/shop" shallow
                git clone -q --filter=blob:none "file://$PWD/shop" blobless
                """
        try await GitTree.with(script) { tree in
            func compare(_ folder: String, _ from: String) async throws -> TreeComparison {
                try await TreeComparison.compare(
                    from: TreeState(from),
                    to: .disk,
                    tree.options(folder),
                    git: tree.git,
                    scratch: tree.root
                )
            }
            let shallow = await #expect(throws: InputError.self) { try await compare("shallow", "HEAD~1") }
            #expect(shallow?.diagnostics.first?.message.contains("fetch") ?? false)
            // All that is read of the commit is as it is on disk, so it is here.
            let blobless = try await compare("blobless", "HEAD~1")
            #expect(self.told(blobless) == ["lab/lone affected 0: file new: added"])
        }
    }
}
