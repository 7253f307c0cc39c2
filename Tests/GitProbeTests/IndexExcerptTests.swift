import Foundation
import SystemPackage
import Testing

@testable import GitProbe

/// With an excerpt of the index git must say the same as with the index.
@Suite struct IndexExcerptTests {
    private static let rules = [
        StatusCase(
            name: "attributes and ignore rules outside the scope, in the index only",
            setup: """
                git config filter.up.clean 'tr A-Z a-z'; git config filter.up.smudge 'tr a-z A-Z'
                echo '*.t filter=up' > .gitattributes; echo '*.o' > .gitignore; echo WORD > a/w.t; git add .; git commit -qm w
                rm .gitattributes; touch -d 2001-01-01 a/w.t; touch a/x.o c/x.o
                """
        ),
        StatusCase(
            name: "an edit within the same second as the index, size kept",
            setup: "git add .; echo 9 > a/one; echo 8 > c/three"
        ),
        StatusCase(name: "version 4", setup: "git update-index --index-version 4; echo x >> a/one"),
        StatusCase(name: "version 3", setup: "touch a/n; git add -N a/n; echo x >> a/one"),
    ]

    @Test(arguments: StatusTests.cases + rules) func saysTheSame(_ example: StatusCase) async throws {
        try await withScratch(example.setup) { scratch in
            for scope in [["a"], ["a/b", "c", "none"], ["a/one", "n", "build", "z"], ["none"]] {
                var snapshots: [CheckoutSnapshot] = []
                for threshold in [Int.max, 0] {
                    let runner = GitRunner(
                        executable: try scratch.probe().executable,
                        variables: GitEnvironment.variables(from: scratch.probeEnvironment),
                        timeLimit: .seconds(120),
                        temporaryFolder: scratch.root.appending("home"),
                        excerptThreshold: threshold
                    )
                    let scope = PathScope(scope.map { GitPath($0) })
                    let probe = try CheckoutProbe(runner: runner, checkout: scratch.repository, scope: scope)
                    snapshots.append(try await probe.look())
                }
                #expect(snapshots[0] == snapshots[1])
                let left = try FileManager.default.contentsOfDirectory(atPath: scratch.root.appending("home").string)
                #expect(!left.contains { $0.hasPrefix("imagebuilder") })
            }
        }
    }

    @Test func aFolderThatCannotBeWrittenCostsTimeOnly() async throws {
        try await withScratch("echo x >> a/one") { scratch in
            let runner = GitRunner(
                executable: try scratch.probe().executable,
                variables: GitEnvironment.variables(from: scratch.probeEnvironment),
                timeLimit: .seconds(120),
                temporaryFolder: scratch.root.appending("nowhere"),
                excerptThreshold: 0
            )
            let scope = PathScope([GitPath("a")])
            let snapshot = try await CheckoutProbe(runner: runner, checkout: scratch.repository, scope: scope).look()
            #expect(snapshot.changes.map(\.line) == ["modified a/one"])
        }
    }
}
