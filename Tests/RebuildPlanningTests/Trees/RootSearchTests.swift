import ManifestKit
import RebuildPlanning
import Testing

/// Where the search for the root of a tree ends, from each kind of folder: contract, 1.1.
struct RootSearchTests {
    /// Trees of every kind beside one another, none within another but where that is the question.
    private static let script = """
        commit() { mkdir -p "$1"; git -C "$1" init -q; git -C "$1" add -A; git -C "$1" commit -q --allow-empty -m x; }
        mkdir -p repo/.repo repo/a/b/c west/.west west/app/sub west/lib table/p/q repos/src/x/y plain/d/e none/f
        echo '<manifest/>' > repo/.repo/manifest.xml; commit repo/a/b
        printf '[manifest]\\npath = app\\n' > west/.west/config; commit west/app; commit west/lib
        printf 'format: 1\\nprojects: []\\n' > table/ib_projects.yml; commit table/p
        printf 'repositories: {}\\n' > repos/x.repos; commit repos/src/x
        mkdir repos/lists; cp repos/x.repos repos/lists
        commit plain; git -C plain branch side; git -C plain worktree add -q ../worktree side; mkdir worktree/d
        commit none/inner; mkdir none/inner/g
        git init -q outer; mkdir outer/d; commit outer
        git -C outer submodule --quiet add ../none/inner modules/in; git -C outer commit -qm modules
        git init -q super; git -C super commit -q --allow-empty -m x
        git -C super submodule --quiet add ../outer deep; git -C super commit -qm deep
        git -C super submodule --quiet update --init --recursive
        mkdir -p super/deep/modules/in/g repo/a/loose
        mkdir -p outer/build/made; git -C outer/build/made init -q
        """

    struct Case: Sendable {
        let from: String
        var kind: SourceTree.Kind?
        /// Nil: no root.
        let root: String?
    }

    @Test("the nearest folder upwards that holds a tree, parts of trees passed over")
    func roots() async throws {
        let cases = [
            Case(from: "repo", root: "repo"), Case(from: "repo/a/b/c", root: "repo"),
            Case(from: "repo/a/loose", root: "repo"), Case(from: "repo/.repo", root: "repo"),
            Case(from: "west/app/sub", root: "west"), Case(from: "west/lib", root: "west"),
            Case(from: "table/p/q", root: "table"),
            // A `.repos` file does not say where it was imported to: a repository beside it is a tree of its own.
            Case(from: "repos", root: "repos"), Case(from: "repos/src", root: "repos"),
            Case(from: "repos/lists", root: "repos/lists"), Case(from: "repos/src/x/y", root: "repos/src/x"),
            Case(from: "repos/src/x/y", kind: .repos, root: "repos"),
            Case(from: "plain/d/e", root: "plain"), Case(from: "worktree/d", root: "worktree"),
            Case(from: "outer/d", root: "outer"), Case(from: "outer/modules", root: "outer"),
            Case(from: "outer/modules/in", root: "outer"), Case(from: "super/deep/modules/in/g", root: "super"),
            // A repository of its own within another is no submodule.
            Case(from: "outer/build/made", root: "outer/build/made"), Case(from: "none/inner/g", root: "none/inner"),
            // Only the kind that is asked for counts.
            Case(from: "repo/a/b/c", kind: .git, root: "repo/a/b"),
            Case(from: "west/lib", kind: .git, root: "west/lib"),
            Case(from: "outer/modules/in", kind: .git, root: "outer/modules/in"),
            Case(from: "super/deep/modules/in/g", kind: .submodules, root: "super/deep"),
            Case(from: "plain/d", kind: .submodules, root: nil), Case(from: "plain/d", kind: .west, root: nil),
            Case(from: "none/f", kind: .repo, root: nil),
        ]
        try await GitTree.with(Self.script) { tree in
            for example in cases {
                let found = TreeFinder.nearestRoot(of: example.kind, from: "\(tree.root)/\(example.from)")
                #expect(found == example.root.map { Self.way(from: example.from, to: $0) }, "\(example)")
            }
        }
    }

    /// The path of a folder as seen from one below it.
    private static func way(from start: String, to root: String) -> String {
        let steps = start.split(separator: "/").count - root.split(separator: "/").count
        return steps == 0 ? "." : Array(repeating: "..", count: steps).joined(separator: "/")
    }
}
